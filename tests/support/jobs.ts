import assert from "node:assert";
import type { TableFormat } from "../../shared/tabular/index.ts";
import { readTable } from "../../shared/tabular/index.ts";
import type { Api, TestStack } from "./stack.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into replies of every shape.
export type JobBody = any;

/** Starts a job, lets it come to its end, and gives it as it then is. */
export async function jobOf(stack: TestStack, api: Api, path: string, body: unknown): Promise<JobBody> {
  const reply = await api.post(path, body);
  assert(reply.status === 202, `POST ${path} → ${reply.status} ${JSON.stringify(reply.body)}`);
  await stack.settled();
  return (await api.get(`/v1/jobs/${reply.body.id}`)).body;
}

/** Every item of a job. */
export async function itemsOf(api: Api, id: string, outcome?: string): Promise<JobBody[]> {
  const items: JobBody[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: Record<string, string> = { ...(cursor && { cursor }), ...(outcome && { outcome }) };
    const { body, status } = await api.get(`/v1/jobs/${id}/items?${new URLSearchParams(query)}`);
    assert(status === 200, `the items of the job ${id} → ${status} ${JSON.stringify(body)}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

export const base64 = (text: string): string => Buffer.from(text).toString("base64");
export const csvOf = (...rows: string[][]): string =>
  rows
    .map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(","))
    .join("\n");

/** The rows of the file at an address. */
export async function fetched(url: string, format: TableFormat = "csv"): Promise<string[][]> {
  const response = await fetch(url);
  assert(response.ok && response.body, `the file is there: ${response.status}`);
  const rows: string[][] = [];
  for await (const { cells } of readTable(format, response.body as unknown as AsyncIterable<Uint8Array>))
    rows.push(cells);
  return rows;
}

/** Past every visibility timeout, so that what was left half-done is taken up again. */
const LATER_SECONDS = 1_800;

/** Lets a stack come to rest, with what the queues bring again later. */
export async function movedOn(stack: { settled(): Promise<unknown> }, api: Api): Promise<void> {
  await stack.settled();
  await api.post("/_local/clock", { advanceSeconds: LATER_SECONDS });
  await stack.settled();
}
