import * as z from "zod";
import { civilDate } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { product } from "../products/table.ts";
import { receivableBearer, signalActions } from "../reconciliation/signals.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import {
  cancelReceivable,
  checkPatch,
  isInstalment,
  isOverdue,
  isSettledInPart,
  reopenReceivable,
  type Settled,
  unsettled,
  writeOffReceivable,
} from "./rules.ts";
import { ReceivableInput, ReceivableView, ReopenInput, WriteOff, WriteOffInput } from "./schema.ts";
import { receivable, writeOff } from "./table.ts";

type AnyCall = Call<unknown, unknown>;
type Row = RowOf<typeof receivable>;
type Input = z.output<typeof ReceivableInput>;

const PATH = "/v1/receivables";

const shown = (row: Row, call: Caller) => ({
  ...row,
  overdue: isOverdue(row, civilDate(new Date(call.now), call.tenant.timeZone)),
});

/** Lines that name a product get its type, which split rules go by; a product that is not there is told. */
async function typedLines(call: Caller, lines: Input["lines"]): Promise<Pick<Row, "lines">> {
  if (!lines) return {};
  const products = await call.table.getMany(product, new Set(lines.flatMap((l) => l.productId ?? [])));
  const errors = lines.flatMap(({ productId }, n) =>
    productId && !products.has(productId)
      ? [{ path: `lines.${n}.productId`, code: "unknown_reference", message: `There is no product ${productId}.` }]
      : [],
  );
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  return {
    lines: lines.map((line) => {
      const productType = products.get(line.productId ?? "")?.productType ?? line.productType;
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
  const ofOrder = { sources: [sourceOf(receivable, "parent", { orderId })], limit: 1, keep: isInstalment };
  const found = creditsReceivableId
    ? await call.table.find(receivable, creditsReceivableId)
    : (await call.table.list(receivable, ofOrder)).rows[0];
  if (!found || !call.access.sees(receivable, found)) {
    const message = creditsReceivableId ? `There is no receivable ${id}.` : `There is no signed order ${id}.`;
    throw new Fault("unknown_reference", message, { errors: [{ path: field, code: "unknown_reference", message }] });
  }
  const differs = found.accountId !== accountId ? "account" : found.currency !== currency ? "currency" : undefined;
  if (differs) throw invalidField(field, `${found.reference} is of another ${differs} than this credit note.`);
  if (found.kind !== "invoice") throw invalidField(field, `${found.reference} is a credit note itself.`);
}

async function prepare(call: Caller, input: Input): Promise<object> {
  const about = await call.table.get(account, input.accountId);
  await checkCredited(call, { ...input, kind: input.kind ?? "invoice" });
  const [owned, lines] = await Promise.all([accountOwnership(call, about, input), typedLines(call, input.lines)]);
  return { kind: input.kind ?? "invoice", ...owned, ...lines, ...unsettled(input.amountMinor) };
}

async function revise(call: Caller, before: Row, patch: Partial<Input>): Promise<object> {
  checkPatch(before, patch);
  const names = ["kind", "currency", "orderId", "creditsReceivableId"].some((field) => field in patch);
  if (names) await checkCredited(call, changed(call, before, patch));
  return {
    ...(await ownership(call, before, patch)),
    ...(patch.lines && (await typedLines(call, patch.lines))),
    ...(patch.amountMinor !== undefined && unsettled(patch.amountMinor)),
    // Cleared, the kind is what it is by default.
    ...(patch.kind === null && { kind: "invoice" }),
  };
}

function checkArchive(row: Row): void {
  if (row.openMinor > 0) {
    throw new Fault("invalid_state", `${row.openMinor} of it are open; it is archived once it is paid or given up.`);
  }
}

const example = {
  body: {
    accountId: "{accountId}",
    reference: "INV-2026-0117",
    amountMinor: 118_580,
    currency: "CNY",
    dueOn: "2026-12-31",
    terms: [{ discountBasisPoints: 200, discountUntilOn: "2026-12-10" }],
  },
};

const one = { noun: receivable.noun, reply: ReceivableView };

/** Writes new figures and the write-off entry that tells why, together. */
async function settleByWriteOff(call: AnyCall, row: Row, amountMinor: number, reason: string, figures: Settled) {
  const entry = { ...fresh(call, writeOff), receivableId: row.id, amountMinor, currency: row.currency, reason };
  const after = changed(call, row, figures);
  await call.table.commit([write.replace(receivable, row, after), write.create(writeOff, entry)]);
  return shown(after, call);
}

const giveUp = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/write-off`,
  permission: "receivables.write",
  summary: "Gives up what is open of a receivable, or a part of it; reopening takes it back.",
  body: WriteOffInput,
  example: { params: { id: "{id}" }, body: { reason: "客户已注销" } },
  run: async (call) => {
    const row = await load(call, receivable);
    if (row.openMinor === 0)
      throw new Fault("invalid_state", `The receivable is ${row.status}; nothing of it is open.`);
    const { reason, amountMinor = row.openMinor } = call.body;
    if (amountMinor > row.openMinor) throw invalidField("amountMinor", `Only ${row.openMinor} are open.`);
    return settleByWriteOff(call, row, amountMinor, reason, writeOffReceivable(row, amountMinor));
  },
});

const reopen = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/reopen`,
  permission: "receivables.write",
  summary: "Makes what was given up of a receivable owed again, by an entry that takes its write-offs back.",
  body: ReopenInput,
  example: { params: { id: "{id}" }, body: { reason: "客户恢复付款" } },
  run: async (call) => {
    const row = await load(call, receivable);
    if (row.writtenOffMinor === 0) throw new Fault("invalid_state", "Nothing of this receivable is written off.");
    return settleByWriteOff(call, row, -row.writtenOffMinor, call.body.reason, reopenReceivable(row));
  },
});

const cancel = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/cancel`,
  permission: "receivables.write",
  summary: "Cancels a receivable that should never have been; refused once anything is settled on it.",
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, receivable);
    if (isInstalment(row))
      throw new Fault("invalid_state", `It belongs to the order ${row.orderId}; amend or cancel that.`);
    if (isSettledInPart(row)) {
      throw new Fault("cash_applied", `${row.paidMinor + row.adjustedMinor} of it are settled; undo that first.`);
    }
    if (row.status === "cancelled") throw new Fault("invalid_state", "The receivable is cancelled already.");
    const after = changed(call, row, cancelReceivable(row));
    const signals = signalActions(call.now, receivableBearer(after), receivableBearer(row));
    await call.table.commit([write.replace(receivable, row, after), ...signals]);
    return shown(after, call);
  },
});

const writeOffs = route({
  method: "GET",
  path: `${PATH}/{id}/write-offs`,
  permission: "receivables.read",
  summary: "The write-offs of a receivable and what took them back, oldest first.",
  reply: z.object({ items: z.array(WriteOff) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, receivable);
    return { items: await call.table.collect(writeOff, { receivableId: row.id }, "writeOff#") };
  },
});

export const routes: Route[] = [
  ...crud({
    entity: receivable,
    module: "receivables",
    path: PATH,
    input: ReceivableInput,
    view: ReceivableView,
    show: shown,
    filters: [
      "orderId",
      "accountId",
      "status",
      "ownerId",
      "departmentId",
      "partnerId",
      "currency",
      "kind",
      "reference",
    ],
    ranges: ["dueOn", "amountMinor", "openMinor", "createdAt"],
    references: { accountId: account, ownerId: user, departmentId: department },
    prepare,
    revise,
    checkArchive,
    alongside: (call, after, before) =>
      signalActions(call.now, receivableBearer(after), before && receivableBearer(before)),
    example,
    patchExample: { body: { dueOn: "2027-01-31" } },
  }),
  giveUp,
  reopen,
  cancel,
  writeOffs,
];
