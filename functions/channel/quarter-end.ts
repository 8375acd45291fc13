import { beside, commit, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { posting } from "../rebates/ledger.ts";
import { entryId } from "../rebates/table.ts";
import { dueWork } from "../tenants/due.ts";
import { referenceCaseNoun } from "./references.ts";
import { referenceCase, referenceProgramme } from "./table.ts";

const TRIES_MAX = 20;

/** Runs every few minutes: approves the reference customers whose quarter is over, and credits each to its partner once. */
export const handler = dueWork("referenceCases", referenceCase, async ({ row: { id }, caller, table }) => {
  const call = await caller();
  await anew(
    TRIES_MAX,
    async () => {
      const row = await table.get(referenceCase, id);
      if (row.state !== "quarterEnd") return;
      const { rebateMinor } = await referenceProgramme.held(table);
      const fields = { state: "approved", approvedAt: call.now, rebateMinor };
      const change = await replacement(call, referenceCaseNoun, row, fields, { as: "approve" });
      const draft = { id: entryId(id), kind: "reference" as const, amountMinor: rebateMinor, referenceCaseId: id };
      const side = { partnerId: row.partnerId, currency: call.tenant.currency };
      await commit(call, beside(change, await posting(call, side, [draft])));
    },
    isOvertaken,
  );
});
