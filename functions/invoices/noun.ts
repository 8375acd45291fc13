import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { account } from "../accounts/table.ts";
import { nextNumber, taken } from "../documents/numbers.ts";
import { order } from "../orders/table.ts";
import { product } from "../products/table.ts";
import { quote } from "../quotes/table.ts";
import { receivable } from "../receivables/table.ts";
import { department, user } from "../users/table.ts";
import { type Part, taxedLines } from "./rules.ts";
import { InvoiceInput, InvoiceView, SendInput, VoidInput } from "./schema.ts";
import { type InvoiceRow, invoice } from "./table.ts";

type Owed = RowOf<typeof receivable>;

/** What a receivable's lines are called, and the rates of their tax: the quote's, where it comes of one, else the products'. */
async function partsOf({ table }: Caller, { lines = [], orderId }: Owed): Promise<Part[]> {
  const ids = lines.flatMap(({ productId }) => productId ?? []);
  const [products, sold] = await Promise.all([
    table.getMany(product, ids, true),
    orderId ? table.find(order, orderId) : undefined,
  ]);
  const offered = sold?.quoteId ? await table.find(quote, sold.quoteId) : undefined;
  const rates = new Map(offered?.lines.map((line) => [line.productId, line.taxBasisPoints ?? 0]));
  return lines.map(({ productId = "", productType, amountMinor: weight }) => {
    const known = products.get(productId);
    const name = known?.name ?? productType;
    const taxBasisPoints = rates.get(productId) ?? known?.taxBasisPoints ?? 0;
    return { ...(name && { name }), ...(known && { code: known.code }), weight, taxBasisPoints };
  });
}

/** The invoice in force of a receivable. */
export async function inForceOf(
  { table }: Pick<Caller, "table">,
  receivableId: string,
): Promise<InvoiceRow | undefined> {
  const { sourceOf } = await import("../../shared/table/list.ts");
  const sources = [sourceOf(invoice, "parent", { receivableId })];
  const { rows } = await table.list(invoice, {
    sources,
    limit: 1,
    descending: true,
    keep: (row) => row.status === "issued",
  });
  return rows[0];
}

/** The number of the invoice in force that a credit note credits. */
const creditedNumber = async (call: Caller, { creditsReceivableId }: Owed): Promise<string | undefined> =>
  creditsReceivableId ? (await inForceOf(call, creditsReceivableId))?.number : undefined;

async function buyerOf({ table }: Caller, accountId: string): Promise<InvoiceRow["buyer"]> {
  const { name, tax, addresses = [] } = await table.get(account, accountId);
  const taxNo = tax?.taxNo;
  const place = addresses.find(({ kind }) => kind === "billing") ?? addresses[0];
  const address =
    tax?.address ??
    [place?.country, place?.province, place?.city, place?.line, place?.postcode].filter(Boolean).join(" ");
  return { name: tax?.invoiceTitle ?? name, ...(taxNo && { taxNo }), ...(address && { address }) };
}

/** All that an invoice says, as it stands now; from then on it is the invoice's own. */
async function prepare(call: Caller, { receivableId }: { receivableId: string }): Promise<object> {
  const row = await call.table.find(receivable, receivableId);
  if (!row || !call.access.sees(receivable, row)) {
    throw invalidField("receivableId", `There is no receivable ${receivableId}.`, "unknown_reference");
  }
  if (row.status === "cancelled")
    throw new Fault("invalid_state", `${row.reference} is cancelled; nothing is owed on it.`);
  const { headOf } = await import("../documents/letterhead.ts");
  const [parts, buyer, creditsNumber, zh, en] = await Promise.all([
    partsOf(call, row),
    buyerOf(call, row.accountId),
    creditedNumber(call, row),
    headOf(call, "zh-CN"),
    headOf(call, "en"),
  ]);
  const {
    kind,
    accountId,
    reference,
    dueOn,
    currency,
    orderId,
    contractNo,
    ownerId,
    departmentId,
    partnerId,
    memberIds,
  } = row;
  const payTo = [zh.tax.bankName, zh.tax.bankAccountNo].filter((part) => part !== undefined).join(" ");
  const terms = { "zh-CN": zh.terms.invoice, en: en.terms.invoice };
  return {
    ...{ kind, accountId, reference, dueOn, currency, status: "issued", issuedOn: todayOf(call), buyer },
    ...taxedLines(row.amountMinor, parts),
    seller: { "zh-CN": zh.letterhead, en: en.letterhead, ...(payTo && { payTo }) },
    ...(terms.en && { terms }),
    ...(orderId && { orderId }),
    ...(contractNo && { contractNo }),
    ...(ownerId && { ownerId }),
    ...(departmentId && { departmentId }),
    ...(partnerId && { partnerId }),
    ...(memberIds && { memberIds }),
    ...(creditsNumber && { creditsNumber }),
  };
}

/** The write by which a receivable bears the invoice in force, or none. */
async function bearing(call: Caller, row: Owed, fields: Record<string, unknown>): Promise<Action[]> {
  const [{ replacement }, { receivableNoun }] = await Promise.all([
    import("../../shared/records/write.ts"),
    import("../receivables/noun.ts"),
  ]);
  return (await replacement(call, receivableNoun, row, fields)).actions;
}

/** Refuses an invoice that says something else than its receivable, which was changed since the invoice was made up. */
function checkSame(of: InvoiceRow, row: Owed): void {
  const isSame = of.totalMinor === row.amountMinor && of.currency === row.currency && of.accountId === row.accountId;
  if (isSame && of.kind === row.kind && row.status !== "cancelled") return;
  throw new Fault("stale", `${row.reference} is being changed by others at this moment; try again.`);
}

/** An invoice or credit note as a document, as everything that handles records by their declaration knows it. */
export const invoiceNoun: Noun = noun({
  entity: invoice,
  module: "invoices",
  path: "/v1/invoices",
  people: user,
  input: InvoiceInput,
  view: InvoiceView,
  readOnly: true,
  listed: true,
  title: ({ number, reference }) => number ?? reference,
  filters: ["receivableId", "accountId", "orderId", "status", "kind", "number", "currency", "ownerId", "departmentId"],
  ranges: ["issuedOn", "dueOn", "totalMinor", "createdAt"],
  references: { receivableId: receivable, accountId: account, ownerId: user, departmentId: department },
  lacks: { custom: "it is the same for ever", referable: "it names its receivable" },
  labels: {
    noun: ["发票", "Invoice"],
    fields: {
      number: ["发票号", "Number"],
      receivableId: ["应收单", "Receivable"],
      creditsNumber: ["冲销发票号", "Credits invoice"],
      seller: ["销售方", "Seller"],
      buyer: ["购买方", "Buyer"],
      voidedAt: ["作废时间", "Voided at"],
      sentAt: ["寄送时间", "Sent at"],
      voidReason: ["作废原因", "Voided because"],
      netMinor: ["不含税金额", "Net"],
      taxMinor: ["税额", "Tax"],
    },
    options: { issued: ["已开具", "Issued"], voided: ["已作废", "Voided"] },
  },
  kept: [
    "number",
    "kind",
    "status",
    "reference",
    "issuedOn",
    "dueOn",
    "currency",
    "netMinor",
    "taxMinor",
    "totalMinor",
    "accountId",
  ],
  search: ({ number, id }) => [{ field: "number", text: number ?? id, kind: "number" }],
  told: { by: "ownerId", detail: ["number", "kind", "status", "totalMinor", "currency", "dueOn"] },
  states: {
    field: "status",
    next: { issued: ["voided"] },
    changeIn: [],
    archiveIn: [],
    instead: { void: "it is voided already", send: "a voided one is not sent" },
  },
  prepare: (call, input) => prepare(call, input as { receivableId: string }),
  derive: async (call, after, before) =>
    before ? {} : nextNumber(call, after.kind === "creditNote" ? "creditNote" : "invoice"),
  // A number is taken, and the receivable bears it, in the transaction that makes the invoice; voided, it does no more.
  alongside: async (call, after, before) => {
    const kind = after.kind === "creditNote" ? "creditNote" : "invoice";
    const isVoided = before?.status === "issued" && after.status !== "issued";
    if (before && !isVoided) return [];
    const row = await call.table.get(receivable, after.receivableId);
    if (isVoided) return bearing(call, row, { invoiceId: null, invoiceNumber: null });
    checkSame(after, row);
    return [...taken(kind, after), ...(await bearing(call, row, { invoiceId: after.id, invoiceNumber: after.number }))];
  },
  example: { body: { receivableId: "{receivableId}" } },
});

const voiding = action(invoice, {
  name: "void",
  label: { "zh-CN": "作废", en: "Void" },
  summary:
    "Voids an invoice with a reason: its number stays and is not given again, and its receivable can have another.",
  to: "voided",
  body: VoidInput,
  example: { body: { reason: "抬头有误" } },
  run: (call) => ({ fields: { voidedAt: call.now, voidReason: call.body.reason } }),
});

const send = action(invoice, {
  name: "send",
  label: { "zh-CN": "发送", en: "Send" },
  summary: "Sends an invoice by mail to a contact of its account, as a PDF.",
  from: ["issued"],
  body: SendInput,
  example: { body: { contactId: "{contactId}" } },
  run: async (call, row): Promise<Moved> => {
    const { recipientOf } = await import("../contacts/recipient.ts");
    const person = await recipientOf(call, call.body.contactId, row.accountId);
    const [{ draftOf }, { posting }] = await Promise.all([
      import("./mail.ts"),
      import("../../shared/notify/outbox.ts"),
    ]);
    const { locale = call.tenant.locale } = call.body;
    const beside = person
      ? await posting(call.table, [await draftOf(call, row, person, locale, call.now)], call.now)
      : [];
    return { fields: { sentAt: call.now }, beside };
  },
});

export const invoiceActions = [voiding, send];
