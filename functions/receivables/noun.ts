import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { changed, type Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { todayOf } from "../../shared/today.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { product } from "../products/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { checkPatch, isInstalment, isOverdue, RECEIVABLE_TRANSITIONS, unsettled } from "./rules.ts";
import { ReceivableInput, ReceivableView } from "./schema.ts";
import { receivable } from "./table.ts";

type Row = RowOf<typeof receivable>;
type Input = z.output<typeof ReceivableInput>;

/** Lines that name a product get its type, which split rules go by. */
function typedLines(lines: Input["lines"], named: Named): Pick<Row, "lines"> {
  if (!lines) return {};
  return {
    lines: lines.map((line) => {
      const found = named.get(line.productId ?? "") as RowOf<typeof product> | undefined;
      const productType = found?.productType ?? line.productType;
      return productType ? { ...line, productType } : line;
    }),
  };
}

type About = Pick<Row, "kind" | "accountId" | "currency" | "orderId" | "creditsReceivableId">;

/** Refuses a credit note of what is not its account's own, and an invoice that says it credits something. */
async function checkCredited(call: Caller, row: About): Promise<void> {
  const { orderId, creditsReceivableId, accountId, currency } = row;
  const field = creditsReceivableId ? "creditsReceivableId" : "orderId";
  const id = creditsReceivableId ?? orderId;
  if (!id) return;
  if (row.kind !== "creditNote") throw invalidField(field, "Only a credit note says what it credits.");
  const ofOrder = async (): Promise<Row | undefined> => {
    const sources = [sourceOf(receivable, "parent", { orderId })];
    return (await call.table.list(receivable, { sources, limit: 1, keep: isInstalment })).rows[0];
  };
  const found = creditsReceivableId ? await call.table.find(receivable, creditsReceivableId) : await ofOrder();
  if (!found || !call.access.sees(receivable, found)) {
    const message = creditsReceivableId ? `There is no receivable ${id}.` : `There is no signed order ${id}.`;
    throw new Fault("unknown_reference", message, { errors: [{ path: field, code: "unknown_reference", message }] });
  }
  const differs = found.accountId !== accountId ? "account" : found.currency !== currency ? "currency" : undefined;
  if (differs) throw invalidField(field, `${found.reference} is of another ${differs} than this credit note.`);
  if (found.kind !== "invoice") throw invalidField(field, `${found.reference} is a credit note itself.`);
}

async function prepare(call: Caller, input: Input, named: Named): Promise<object> {
  await checkCredited(call, { ...input, kind: input.kind ?? "invoice" });
  const owned = await accountOwnership(call, named.get(input.accountId) as RowOf<typeof account>, input);
  return {
    ...owned,
    ...typedLines(input.lines, named),
    ...unsettled(input.amountMinor),
  };
}

async function revise(call: Caller, before: Row, patch: Partial<Input>, named: Named): Promise<object> {
  checkPatch(before, patch);
  const names = ["kind", "currency", "orderId", "creditsReceivableId"].some((field) => field in patch);
  if (names) await checkCredited(call, changed(call, before, patch));
  return {
    ...(await ownership(call, before, patch)),
    ...(patch.lines && typedLines(patch.lines, named)),
    ...(patch.amountMinor !== undefined && patch.amountMinor !== before.amountMinor && unsettled(patch.amountMinor)),
    // Cleared, the kind is what it is by default.
    ...(patch.kind === null && { kind: "invoice" }),
  };
}

const isClaim = ({ kind, status }: Row): boolean => kind === "invoice" && status !== "cancelled";
const OWED = ["kind", "status", "currency"] as const;

/** What an account owes, as everything that handles records by their declaration knows it. */
export const receivableNoun: Noun = noun({
  entity: receivable,
  module: "receivables",
  path: "/v1/receivables",
  input: ReceivableInput,
  view: ReceivableView,
  filters: [
    ...(["orderId", "accountId", "status", "ownerId", "departmentId"] as const),
    ...(["partnerId", "currency", "kind", "reference"] as const),
  ],
  questions: {
    open: { of: ["openMinor"], holds: ({ openMinor }) => Number(openMinor) > 0 },
    overdue: { of: ["openMinor", "dueOn", "kind"], holds: (row, today) => isOverdue(row as Row, today) },
  },
  sums: ["amountMinor", "paidMinor", "openMinor"],
  title: ({ reference }) => reference,
  ranges: ["dueOn", "amountMinor", "openMinor", "createdAt"],
  references: { accountId: account, ownerId: user, departmentId: department, "lines.productId": product },
  custom: REFERABLE,
  listed: true,
  lacks: { referable: "it names its order" },
  labels: {
    noun: ["应收单", "Receivable"],
    fields: { invoiceId: ["发票", "Invoice"], invoiceNumber: ["发票号", "Invoice number"] },
    options: { open: ["未清", "Open"] },
  },
  single: ["accountId", "amountMinor", "currency", "kind", "lines", "terms", "orderId", "creditsReceivableId"],
  kept: ["status", "paidMinor", "adjustedMinor", "writtenOffMinor", "openMinor", "contractNo"],
  matched: { reference: async (call, values) => (await import("./match.ts")).byReference(call, values) },
  // An order's receivable begins with its contract number.
  search: ({ reference, paymentReference }) => [
    { field: "reference", text: reference, kind: "number" },
    ...(paymentReference ? [{ field: "paymentReference", text: paymentReference, kind: "number" as const }] : []),
  ],
  told: { byDay: true, detail: ["status", "kind", "amountMinor", "openMinor", "currency", "dueOn", "orderId"] },
  section: {
    group: "business",
    amounts: {
      amountMinor: { of: [...OWED, "amountMinor"], sum: (row) => (isClaim(row) ? row.amountMinor : 0) },
      paidMinor: { of: [...OWED, "paidMinor"], sum: (row) => (isClaim(row) ? row.paidMinor : 0) },
      openMinor: { of: [...OWED, "openMinor"], sum: (row) => (isClaim(row) ? row.openMinor : 0) },
      overdueMinor: {
        of: [...OWED, "openMinor", "dueOn"],
        sum: (row, today) => (isOverdue(row, today) ? row.openMinor : 0),
      },
      creditMinor: { of: [...OWED, "openMinor"], sum: (row) => (row.kind === "creditNote" ? row.openMinor : 0) },
    },
  },
  defaults: () => ({ kind: "invoice" }),
  states: {
    field: "status",
    next: RECEIVABLE_TRANSITIONS,
    changeIn: ["open", "partlyPaid", "paid", "writtenOff"],
    instead: {
      change: "it cannot be changed",
      "write-off": "nothing of it is open",
      cancel: "it is cancelled already",
    },
  },
  prepare,
  revise,
  checkArchive: ({ openMinor }) => {
    if (openMinor === 0) return;
    throw new Fault("invalid_state", `${openMinor} of it are open; it is archived once it is paid or given up.`);
  },
  // How payers' references are read is loaded by the first write.
  alongside: async (call, after, before) => {
    const { receivableBearer, signalActions } = await import("../reconciliation/signals.ts");
    return signalActions(call.now, receivableBearer(after), before && receivableBearer(before));
  },
  show: (row, call) => ({ ...row, overdue: isOverdue(row, todayOf(call)) }),
  example: {
    body: {
      accountId: "{accountId}",
      reference: "INV-2026-0117",
      amountMinor: 118_580,
      currency: "CNY",
      dueOn: "2026-12-31",
      terms: [{ discountBasisPoints: 200, discountUntilOn: "2026-12-10" }],
    },
  },
  patchExample: { body: { dueOn: "2027-01-31" } },
});
