import { isDeepStrictEqual } from "node:util";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import { order } from "../orders/table.ts";
import { receivable } from "../receivables/table.ts";

/** What an order, an account or a receivable says of renewals. */
const ofOrder = (row: RowOf<typeof order> | undefined) =>
  row && [
    ...[row.status, row.archived, row.kind, row.lines, row.accountId, row.contractNo, row.ownerId, row.departmentId],
    ...[
      row.startsOn,
      row.endsOn,
      row.freeMonths,
      row.baseOrderId,
      row.terminatedOn,
      row.autoRenewMonths,
      row.noticeDays,
    ],
    row.instalments,
  ];
const ofAccount = (row: RowOf<typeof account> | undefined) =>
  row && [row.ownerId, row.departmentId, row.team, row.tier];
const ofReceivable = (row: RowOf<typeof receivable> | undefined) =>
  row && [row.paidMinor, row.givenBackMinor, row.writtenOffMinor, row.amountMinor, row.status, row.dueOn, row.issuedOn];

/** What is neither for a term nor renews one has nothing to do with renewals. */
const isConcerned = (row: RowOf<typeof order> | undefined): boolean =>
  row?.signedAt !== undefined && (row.kind === "renewal" || row.endsOn !== undefined);

/** Reckons accounts anew, loaded with the first that needs it. */
async function followed(work: Work, accountIds: Iterable<string>, orderIds: readonly string[] = []): Promise<void> {
  const [{ follow }, { callerOf }] = await Promise.all([
    import("./follow.ts"),
    import("../../shared/events/caller.ts"),
  ]);
  for (const accountId of accountIds) await follow(callerOf(work, "renewals"), accountId, orderIds);
}

export const emits: Emission[] = [
  when(order, "order.renewing", ({ before, after }) => {
    return (isConcerned(before) || isConcerned(after)) && !isDeepStrictEqual(ofOrder(before), ofOrder(after));
  }),
  when(account, "account.renewing", ({ before, after }) => {
    return before !== undefined && after !== undefined && !isDeepStrictEqual(ofAccount(before), ofAccount(after));
  }),
  when(receivable, "receivable.renewing", ({ before, after }) => {
    if (before === undefined || after?.orderKind !== "renewal") return false;
    return !isDeepStrictEqual(ofReceivable(before), ofReceivable(after));
  }),
];

export const handles: Handler[] = [
  handle(order, "order.renewing", "rest", "reckons what is due and renewed", async ({ before, after }, work) => {
    if (after) await followed(work, new Set([after.accountId, before?.accountId ?? after.accountId]), [after.id]);
  }),
  handle(account, "account.renewing", "rest", "hands renewals over", async ({ after }, work) => {
    if (after) await followed(work, [after.id]);
  }),
  handle(receivable, "receivable.renewing", "rest", "notes what came in of renewals", async ({ after }, work) => {
    if (after?.orderId) await followed(work, [after.accountId], [after.orderId]);
  }),
];
