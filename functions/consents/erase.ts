import { commit, replacement } from "../../shared/records/write.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { dueWork } from "../tenants/due.ts";
import { consentNoun } from "./noun.ts";
import { consent } from "./table.ts";
import type { ConsentRow } from "./writing.ts";

/** True for what the withdrawal ended: all of its purpose and channel that was recorded before it, and itself last. */
const isEndedBy = (row: ConsentRow, { channel, purpose, createdAt }: ConsentRow): boolean =>
  row.channel === channel && row.purpose === purpose && row.createdAt <= createdAt && !row.erasedAt;

/** Takes the personal part out of evidence that was kept as long as the tenant keeps it. What was agreed to when stays. */
export const handler = dueWork("evidence", consent, async ({ table, row, now, caller }) => {
  const call = await caller();
  const sources = [sourceOf(consent, "parent", { personId: row.personId })];
  const all = await Array.fromAsync(table.each(consent, { sources, keep: (one) => isEndedBy(one, row) }));
  for (const one of [...all.filter(({ id }) => id !== row.id), row]) {
    const { text: _text, address: _address, ...evidence } = one.evidence;
    const fields = { evidence, erasedAt: now.toISOString() };
    await commit(call, await replacement(call, consentNoun, one, fields, { as: "erase" }));
  }
});
