import type { Gate } from "../../shared/records/transition.ts";

/** Lets an action wait for whom the tenant's approval rules name, where some rule fits the record. */
export const approvable = (states: Pick<Gate, "pending" | "refused"> = {}): Gate => ({
  ...states,
  ask: async (...asked) => (await import("./ask.ts")).ask(...asked),
});
