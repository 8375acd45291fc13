import { parseJson } from "../../shared/json.ts";
import { boundedText } from "../../shared/outside.ts";
import { callOutside } from "../../shared/outside-call.ts";

const TIMEOUT_MS = 20_000;
const BYTES_MAX = 8_000_000;

/** A company as a provider tells of it, by its id there. */
export type Told = { id: string; asOf?: string; fields: Record<string, unknown> };
export type Page = { companies: Told[]; next?: string };

/** What a provider of companies can do: give them page by page, in an order that a cursor goes on in. */
export type Provider = { page(cursor: string | undefined): Promise<Page> };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function toldOf(value: unknown): Told[] {
  if (!isRecord(value)) return [];
  const { id, asOf, ...fields } = value;
  if (typeof id !== "string" && typeof id !== "number") return [];
  return [{ id: String(id), ...(typeof asOf === "string" && { asOf }), fields }];
}

/** A provider that speaks the generic contract: GET {baseUrl}/companies?cursor=, a bearer, { items, nextCursor }. */
export const restProvider = ({ baseUrl, token }: { baseUrl: string; token: string }): Provider => ({
  page: async (cursor) => {
    const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const reply = await callOutside(`${baseUrl.replace(/\/$/, "")}/companies${query}`, {
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      timeoutMs: TIMEOUT_MS,
    });
    const text = await boundedText(reply, BYTES_MAX);
    if (!reply.ok) throw new Error(`GET /companies answers ${reply.status}`);
    const { items, nextCursor } = parseJson(text) as { items?: unknown; nextCursor?: unknown };
    if (!Array.isArray(items)) throw new Error("its answer has no items");
    const next = typeof nextCursor === "string" && nextCursor !== "" ? { next: nextCursor } : {};
    return { companies: items.flatMap(toldOf), ...next };
  },
});
