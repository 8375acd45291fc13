import { timingSafeEqual } from "node:crypto";
import { config } from "../config.ts";

/** What stands before the gateway names itself by these: the address that it saw, and what only it knows. */
export const VIEWER_HEADER = "x-cashloop-viewer";
export const EDGE_HEADER = "x-cashloop-edge-key";

type Event = {
  headers?: Record<string, string | undefined>;
  requestContext?: { http?: { sourceIp?: string } };
};

function isEdge(given: string | undefined): boolean {
  const { edgeKey } = config();
  if (!edgeKey || given?.length !== edgeKey.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(edgeKey));
}

/**
 * The address that a call comes from. Behind CloudFront that is the viewer's; whoever reaches the gateway otherwise has that
 * of their own connection, whatever they send.
 */
export function sourceIpOf(event: Event): string {
  const seen = event.requestContext?.http?.sourceIp ?? "";
  const viewer = event.headers?.[VIEWER_HEADER];
  return viewer && isEdge(event.headers?.[EDGE_HEADER]) ? viewer : seen;
}
