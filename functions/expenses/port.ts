import { parseJson } from "../../shared/json.ts";
import { boundedText } from "../../shared/outside.ts";
import { callOutside } from "../../shared/outside-call.ts";

/** A page of booked data, and where the next one begins; the last one has a cursor too, to ask for what comes later. */
export type Page = { items: unknown[]; nextCursor?: string; hasMore: boolean };

/** What an expense system is asked. Pages come in the order in which they were booked. */
export type ExpenseSystem = { page(cursor: string | undefined): Promise<Page> };

const TIMEOUT_MS = 10_000;
const BYTES_MAX = 4_000_000;
const CURSOR_CHARS_MAX = 2_000;

function pageOf(value: unknown): Page {
  const { items, nextCursor, hasMore } = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (!Array.isArray(items)) throw new Error("its answer has no items");
  const isCursor = typeof nextCursor === "string" && nextCursor !== "" && nextCursor.length <= CURSOR_CHARS_MAX;
  return { items, ...(isCursor && { nextCursor }), hasMore: hasMore === true && isCursor };
}

/** A system that speaks the generic contract: `GET {baseUrl}/expenses?cursor=` → `{ items, nextCursor, hasMore }`. */
export const restExpenses = ({ baseUrl, token }: { baseUrl: string; token?: string | undefined }): ExpenseSystem => ({
  page: async (cursor) => {
    const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const reply = await callOutside(`${baseUrl.replace(/\/$/, "")}/expenses${query}`, {
      headers: { accept: "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      timeoutMs: TIMEOUT_MS,
    });
    const text = await boundedText(reply, BYTES_MAX);
    if (!reply.ok) throw new Error(`GET /expenses answers ${reply.status}`);
    return pageOf(parseJson(text));
  },
});
