import type { LeftOut } from "../table/readable.ts";
import { Reply } from "./route.ts";

/** At most this many damaged records are named by one answer. */
const DAMAGED_TOLD_MAX = 50;

/** Names the damaged records that an answer leaves out. */
export function withNotice(reply: Reply, leftOut: readonly LeftOut[]): Reply {
  if (leftOut.length === 0) return reply;
  const named = leftOut.slice(0, DAMAGED_TOLD_MAX).map(({ noun, id }) => (id === undefined ? noun : `${noun} ${id}`));
  return new Reply(reply.status, reply.body, { ...reply.headers, "damaged-records": named.join(", ") });
}
