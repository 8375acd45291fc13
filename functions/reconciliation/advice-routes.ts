import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { changed, checkReferences, fresh, load } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { idOf, text } from "../../shared/schema.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { standing } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { ownership } from "../users/ownership.ts";
import { type Advised, checkAdvice } from "./advice-rules.ts";
import type { AdviceRow } from "./advices.ts";
import { checkLock } from "./claim.ts";
import { reconcileOneOf } from "./reconcile.ts";
import type { Transaction } from "./rows.ts";
import { adviceBearer, signalActions } from "./signals.ts";
import { Advice, AdviceInput, remittanceAdvice } from "./table.ts";

type AnyCall = Call<never, never>;

const PATH = "/v1/remittance-advices";
const one = { noun: remittanceAdvice.noun, reply: Advice };

/** Keeps advices, each to be found by its payment: all of them or none. */
export async function keepAdvices(call: Caller, given: readonly (Advised & { id?: string })[]): Promise<AdviceRow[]> {
  const rows = await Promise.all(
    given.map(async (advised): Promise<AdviceRow> => {
      await checkReferences(call, { accountId: account }, advised);
      const owner = advised.accountId ? await call.table.get(account, advised.accountId) : undefined;
      const owned = owner ? await accountOwnership(call, owner, {}) : await ownership(call, {});
      return { ...fresh(call, remittanceAdvice, advised.id), ...advised, ...(owned as object), state: "waiting" };
    }),
  );
  await call.table.commit(
    rows.flatMap((row) => [write.create(remittanceAdvice, row), ...signalActions(call.now, adviceBearer(row))]),
  );
  return rows;
}

const create = route({
  ...one,
  method: "POST",
  path: PATH,
  permission: "reconciliation.claim",
  summary: "Takes a remittance advice that comes apart from its money; it finds its payment, earlier or later, once.",
  body: AdviceInput.extend({ id: idOf("rma").optional().describe("An id of the caller's own.") }).strict(),
  status: 201,
  example: {
    body: {
      payer: { name: "上海某某科技有限公司" },
      currency: "CNY",
      totalMinor: 118_000,
      paidOn: "2026-11-22",
      lines: [
        {
          reference: "INV-2026-0117",
          amountMinor: 118_000,
          deduction: { code: "damage", text: "货损", amountMinor: 580 },
        },
      ],
    },
  },
  run: async (call) => {
    checkAdvice(call.body);
    const [row] = await keepAdvices(call as never, [call.body]);
    return row as AdviceRow;
  },
});

/** Parts a payment from its advice, where nothing of it is applied; the line is decided anew without. */
async function unlink(call: AnyCall, row: AdviceRow): Promise<{ line: Transaction; actions: Action[] }> {
  const before = await call.table.get(bankTransaction, row.bankTransactionId ?? "");
  if (standing(before).length > 0) {
    const message = `The payment ${before.id} was applied as this advice says; undo that first.`;
    throw new Fault("invalid_state", message);
  }
  checkLock(before, call);
  const line = nextVersion(before, call.now, { adviceId: undefined, remittanceLines: undefined });
  return { line, actions: [write.replace(bankTransaction, before, line)] };
}

const cancel = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/cancel`,
  permission: "reconciliation.claim",
  summary: "Cancels an advice: it finds no payment any more, and one that waits with it is decided without it.",
  body: z.strictObject({ reason: text(500).describe("Why, in a few words; kept with the advice.") }),
  example: { params: { id: "{id}" }, body: { reason: "重复" } },
  run: async (call) => {
    const row = await load(call as never, remittanceAdvice);
    if (row.state === "cancelled") throw new Fault("invalid_state", "The advice is cancelled already.");
    const parted = row.state === "used" ? await unlink(call as never, row) : undefined;
    const closed = { state: "cancelled" as const, cancelReason: call.body.reason, bankTransactionId: undefined };
    const after = changed(call, row, closed);
    await call.table.commit([
      write.replace(remittanceAdvice, row, after),
      ...signalActions(call.now, adviceBearer(after), adviceBearer(row)),
      ...(parted?.actions ?? []),
    ]);
    if (parted) await reconcileOneOf(call.table, parted.line, call.now);
    return after;
  },
});

/** Remittance advices that come apart from their money. */
export const adviceRoutes: Route[] = [
  create,
  listRoute({
    entity: remittanceAdvice,
    path: PATH,
    permission: "reconciliation.read",
    view: Advice,
    filters: ["state", "accountId", "bankTransactionId", "currency", "ownerId"],
    ranges: ["createdAt", "paidOn", "totalMinor"],
  }),
  readRoute({ entity: remittanceAdvice, path: `${PATH}/{id}`, permission: "reconciliation.read", view: Advice }),
  cancel,
];
