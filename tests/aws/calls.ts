import assert from "node:assert";
import type { Api } from "../support/api.ts";
import { until } from "./until.ts";

export type Row = Record<string, unknown> & { id: string };

/** The rows of a list; rejects where it is not answered. */
export async function list(api: Api, path: string): Promise<Row[]> {
  const { status, body } = await api.get(path);
  assert.strictEqual(status, 200, `GET ${path} → ${status} ${JSON.stringify(body)}`);
  return (body as { items: Row[] }).items;
}

/** Posts and insists on the status that is expected. */
export async function post(api: Api, path: string, body?: object, expected = 200): Promise<Row> {
  const reply = await api.post(path, body);
  assert.strictEqual(reply.status, expected, `POST ${path} → ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body as Row;
}

/** Asks for a row until it is as it should be; what it was last stands in the error otherwise. */
export async function becomes(
  what: string,
  ask: () => Promise<Row | undefined>,
  is: (row: Row) => boolean,
): Promise<Row> {
  let last: Row | undefined;
  const asked = async (): Promise<Row | undefined> => {
    last = await ask();
    return last && is(last) ? last : undefined;
  };
  return until(what, asked, () => last);
}
