import type { Change, Work } from "../../shared/events/event.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { bankConnection, type bankRejection, type bankStatement, bankTransaction } from "../bank/table.ts";
import type { remittanceAdvice } from "../reconciliation/table.ts";
import { accessOf } from "../users/access.ts";
import { adviceMessage } from "./advice.ts";
import { gapMessage } from "./gap.ts";
import { addresses, nearestFinance } from "./people.ts";
import { rejectedMessage } from "./rejected.ts";

/** What finance is told of a connection, and of which row of it. */
type Told = {
  relatedId: string;
  event: string;
  template: "bankRejected" | "bankGap" | "adviceDiffers";
  connectionId: string;
};

/** Mails those who keep a connection's money and may read its lines. */
async function mailFinance(
  { table, tenant, now }: Work,
  { connectionId, ...told }: Told,
  text: (locale: Locale, connection: string) => Draft["facts"],
): Promise<void> {
  const connection = await table.find(bankConnection, connectionId, false);
  const people = await nearestFinance(table, tenant, connection?.departmentId);
  const drafts = people
    .filter((person) => accessOf(person, tenant).can("bank.read"))
    .flatMap((person) =>
      addresses(person, tenant)
        .filter(({ channel }) => channel === "email")
        .map((to): Draft => ({ ...to, ...told, facts: text(to.locale, connection?.name ?? connectionId) })),
    );
  await post(table, drafts, now);
}

/** Tells finance, once a delivery, that lines of it could not be stored; what they were stands in the list of rejections. */
export async function tellRejected(c: Change<RowOf<typeof bankRejection>>, work: Work): Promise<void> {
  const row = c.after as RowOf<typeof bankRejection>;
  const told = { relatedId: row.id, event: `rejected:${row.id}`, template: "bankRejected" as const };
  const of = { ...told, connectionId: row.connectionId };
  await mailFinance(work, of, (locale, name) => rejectedMessage(locale, row, name));
}

/** Tells finance that the lines of a statement do not explain its balances. */
export async function tellGap(c: Change<RowOf<typeof bankStatement>>, work: Work): Promise<void> {
  const row = c.after as RowOf<typeof bankStatement>;
  const told = { relatedId: row.id, event: `gap:${row.id}`, template: "bankGap" as const };
  await mailFinance(work, { ...told, connectionId: row.connectionId }, (locale, name) => gapMessage(locale, row, name));
}

/** Tells finance that an advice came after its payment, which had been applied otherwise. */
export async function tellAdviceDiffers(c: Change<RowOf<typeof remittanceAdvice>>, work: Work): Promise<void> {
  const row = c.after as RowOf<typeof remittanceAdvice>;
  const line = await work.table.find(bankTransaction, row.bankTransactionId ?? "");
  if (!line) return;
  const told = { relatedId: row.id, event: `adviceDiffers:${row.id}`, template: "adviceDiffers" as const };
  await mailFinance(work, { ...told, connectionId: line.connectionId }, (locale) =>
    adviceMessage(locale, row, line.bookedOn),
  );
}
