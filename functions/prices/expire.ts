import { commit, replacement } from "../../shared/records/write.ts";
import { dueWork } from "../tenants/due.ts";
import { couponNoun } from "./coupon-noun.ts";
import { coupon } from "./table.ts";

/** Runs every few minutes: what was not claimed in time goes back to the stock, what was not used in time is over. */
export const handler = dueWork("couponExpiry", coupon, async ({ row, caller }) => {
  const call = await caller();
  const status = row.status === "issued" ? "forfeited" : "expired";
  await commit(
    call,
    await replacement(call, couponNoun, row, { status }, { as: status === "expired" ? "expire" : "forfeit" }),
  );
});
