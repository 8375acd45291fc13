import type { Access } from "../auth/access.ts";
import { Fault } from "../fault.ts";

/** Refuses what a role hides or masks: whoever may not see a field learns nothing of it by filtering or sorting. */
export function checkUsable(access: Access, noun: string, fields: readonly string[]): void {
  const restricted = fields.filter((field) => access.isClosed(noun, field));
  if (restricted.length > 0) throw new Fault("forbidden", `You may not filter or sort by ${restricted.join(", ")}.`);
}

/** Refuses a document to whoever may not see all that it shows: `what` is it, at the beginning of a sentence. */
export function checkSeen(access: Access, noun: string, fields: readonly string[], what: string): void {
  const hidden = fields.filter((field) => access.isClosed(noun, field));
  if (hidden.length > 0) throw new Fault("forbidden", `${what} shows ${hidden.join(", ")}, which you may not see.`);
}
