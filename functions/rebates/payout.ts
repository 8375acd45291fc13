import type * as z from "zod";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import { type Call, Reply } from "../../shared/http/route.ts";
import { isIban } from "../../shared/iban.ts";
import { decimalAmount } from "../../shared/money.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { bankConnection } from "../bank/table.ts";
import { partner } from "../partners/table.ts";
import { tenant } from "../tenants/table.ts";
import { sumOf } from "./rules.ts";
import { PAID_AT_ONCE_MAX, type PayoutInput } from "./schema.ts";
import { partnerStatement } from "./table.ts";

type Input = z.output<typeof PayoutInput>;
type Account = NonNullable<RowOf<typeof partner>["payoutAccount"]>;

/** One payment of the file: a statement's total to its partner's account. */
type Payment = { id: string; month: string; amountMinor: number; partnerName: string; to: Account };

type File = {
  id: string;
  now: string;
  executeOn: string;
  currency: string;
  payer: { name: string; accountNo: string };
  payments: readonly Payment[];
};

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] as string);

const tag = (name: string, ...inner: readonly string[]): string => `<${name}>${inner.join("")}</${name}>`;
const said = (name: string, text: string): string => tag(name, escaped(text));

const NAME_MAX = 70;
const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

const accountTag = (accountNo: string): string => {
  const plain = accountNo.replace(/\s/g, "").toUpperCase();
  return tag("Id", isIban(plain) ? said("IBAN", plain) : tag("Othr", said("Id", accountNo)));
};

function bankTag(bankCode: string | undefined): string {
  if (!bankCode) return tag("FinInstnId", tag("Othr", said("Id", "NOTPROVIDED")));
  return tag("FinInstnId", BIC.test(bankCode) ? said("BICFI", bankCode) : tag("ClrSysMmbId", said("MmbId", bankCode)));
}

/** A credit transfer initiation of ISO 20022, pain.001.001.09. */
function painOf({ id, now, executeOn, currency, payer, payments }: File): string {
  const sums = [
    said("NbOfTxs", String(payments.length)),
    said("CtrlSum", decimalAmount(sumOf(payments.map(({ amountMinor }) => amountMinor)), currency)),
  ];
  const name = said("Nm", payer.name.slice(0, NAME_MAX));
  const transfers = payments.map(({ id: endToEnd, month, amountMinor, to }) =>
    tag(
      "CdtTrfTxInf",
      tag("PmtId", said("EndToEndId", endToEnd)),
      tag("Amt", `<InstdAmt Ccy="${currency}">${decimalAmount(amountMinor, currency)}</InstdAmt>`),
      tag("CdtrAgt", bankTag(to.bankCode)),
      tag("Cdtr", said("Nm", to.name)),
      tag("CdtrAcct", accountTag(to.accountNo)),
      tag("RmtInf", said("Ustrd", `Rebate ${month}`)),
    ),
  );
  const body = tag(
    "CstmrCdtTrfInitn",
    tag("GrpHdr", said("MsgId", id), said("CreDtTm", now), ...sums, tag("InitgPty", name)),
    tag(
      "PmtInf",
      ...[said("PmtInfId", id), said("PmtMtd", "TRF"), ...sums],
      ...[tag("ReqdExctnDt", said("Dt", executeOn)), tag("Dbtr", name)],
      ...[tag("DbtrAcct", accountTag(payer.accountNo), said("Ccy", currency)), tag("DbtrAgt", bankTag(undefined))],
      ...transfers,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">${body}</Document>`;
}

const HEADER = ["statement", "month", "partner", "payee", "accountNo", "bankCode", "amount", "currency"];

async function csvOf({ payments, currency }: File): Promise<Buffer> {
  const { writeTable } = await import("../../shared/tabular/index.ts");
  async function* rows() {
    for (const { id, month, partnerName, amountMinor, to } of payments) {
      const { name, accountNo, bankCode = "" } = to;
      yield [id, month, partnerName, name, accountNo, bankCode, decimalAmount(amountMinor, currency), currency];
    }
  }
  return Buffer.concat(await Array.fromAsync(writeTable("csv", HEADER, rows())));
}

type AnyCall = Call<Input, unknown>;

/** The settled statements of a currency that are to be paid, the oldest first. */
async function settled(call: AnyCall, currency: string): Promise<string[]> {
  const { rows } = await call.table.list(partnerStatement, {
    sources: [sourceOf(partnerStatement, "all")],
    limit: PAID_AT_ONCE_MAX,
    keep: (row) =>
      row.state === "settled" &&
      row.totalMinor > 0 &&
      row.currency === currency &&
      call.access.sees(partnerStatement, row),
  });
  if (rows.length === 0) throw new Fault("conflict", `No settled statement in ${currency} waits to be paid.`);
  return rows.map(({ id }) => id);
}

/** The payments of some statements, or all that keeps them from being paid, each with its place. */
async function paymentsOf(call: AnyCall, statementIds: readonly string[], currency: string): Promise<Payment[]> {
  const found = await call.table.getMany(partnerStatement, statementIds, true);
  const payees = await call.table.getMany(
    partner,
    new Set([...found.values()].map(({ partnerId }) => partnerId)),
    true,
  );
  const errors: InputError[] = [];
  const payments = statementIds.flatMap((id, n): Payment[] => {
    const row = found.get(id);
    const who = row && payees.get(row.partnerId);
    const wrong = (message: string, code = "invalid"): [] => {
      errors.push({ path: `statementIds.${n}`, code, message });
      return [];
    };
    if (statementIds.indexOf(id) < n) return wrong(`The statement ${id} is named twice.`);
    if (!row || !call.access.sees(partnerStatement, row))
      return wrong(`There is no statement ${id}.`, "unknown_reference");
    if (row.state !== "settled") return wrong(`The statement ${id} is ${row.state}; only a settled one is paid.`);
    if (row.totalMinor === 0) return wrong(`The statement ${id} comes to 0; there is nothing to pay.`);
    if (row.currency !== currency)
      return wrong(`The statement ${id} is in ${row.currency}, the account in ${currency}.`);
    if (!who?.payoutAccount) return wrong(`The partner ${row.partnerId} has no payoutAccount; enter it first.`);
    return [{ id, month: row.month, amountMinor: row.totalMinor, partnerName: who.name, to: who.payoutAccount }];
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return payments;
}

/** The file by which settled statements are paid. The same statements and day give the same message, which a bank takes once. */
export async function payoutFile(call: AnyCall): Promise<Reply> {
  const { bankConnectionId, executeOn, format } = call.body;
  if (executeOn < todayOf(call)) throw invalidField("executeOn", "executeOn must not be before today.");
  const from = await call.table.find(bankConnection, bankConnectionId);
  if (!from || from.archived) {
    const message = `There is no bank connection ${bankConnectionId}.`;
    const errors = [{ path: "bankConnectionId", code: "unknown_reference", message }];
    throw new Fault("unknown_reference", message, { errors });
  }
  const statementIds = call.body.statementIds ?? (await settled(call, from.currency));
  const payments = await paymentsOf(call, statementIds, from.currency);
  const { name } = await call.table.get(tenant, call.tenant.id);
  const id = hashedId("pay", [executeOn, from.id, ...statementIds.toSorted()].join(" "));
  const payer = { name, accountNo: from.accountNo };
  const file = { id, now: call.now, executeOn, currency: from.currency, payer, payments };
  const isTable = format === "csv";
  return new Reply(200, isTable ? await csvOf(file) : Buffer.from(painOf(file)), {
    "content-type": isTable ? "text/csv; charset=utf-8" : "application/xml",
    "content-disposition": `attachment; filename="${id}.${isTable ? "csv" : "xml"}"`,
  });
}
