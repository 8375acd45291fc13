import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { listRoute } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { text } from "../../shared/schema.ts";
import { unpackProof } from "../bank/rules.ts";
import { BankTransactionView } from "../bank/schema.ts";
import { bankTransaction } from "../bank/table.ts";
import { transactionView } from "../bank/view.ts";
import { adviceFileRoutes } from "./advice-files.ts";
import { adviceRoutes } from "./advice-routes.ts";
import { ClaimBody, CloseBody } from "./bodies.ts";
import { deductionRoutes } from "./deduction-routes.ts";
import { memoryRoutes } from "./memory-routes.ts";
import { replayRoute } from "./replay.ts";
import { prepayment, reconciliationPolicy } from "./table.ts";
import { wasUndone } from "./undoable.ts";

const acts = () => import("./acts.ts");

const PATH = "/v1/bank-transactions/{id}";
const one = { noun: "bankTransaction", reply: BankTransactionView };
const example = { params: { id: "{id}" } };
const REASON_CHARS_MAX = 500;

const explanation = route({
  method: "GET",
  path: `${PATH}/explanation`,
  permission: "reconciliation.read",
  summary: "Why this and not another: the signals that counted, the rivals that lost, rule and policy version.",
  reply: z.looseObject({ transactionId: z.string(), state: z.string() }),
  example,
  run: async (call) => {
    const row = await load(call, bankTransaction);
    const proof = unpackProof(row.proof) ?? { why: row.state === "received" ? "notYetDecided" : "person" };
    const byPeople = (row.allocations ?? []).some((e) => row.taught?.some((t) => t.run === e.run));
    const undone = wasUndone(row) && { undone: true, undoReason: row.undoReason };
    return {
      transactionId: row.id,
      state: row.state,
      exclusion: row.exclusion,
      claimed: byPeople,
      ...undone,
      ...proof,
    };
  },
});

const claimRoute = route({
  ...one,
  method: "POST",
  path: `${PATH}/claim`,
  action: { name: "claim", label: { "zh-CN": "认领", en: "Claim" } },
  permission: "reconciliation.claim",
  summary: "Assigns an unexplained receipt to receivables, or to an account as a prepayment; the payer is remembered.",
  body: ClaimBody,
  example: { ...example, body: { allocations: [{ receivableId: "{receivableId}", amountMinor: 100 }] } },
  run: async (call) => transactionView(await (await acts()).claim(call)),
});

const closeRoute = route({
  ...one,
  method: "POST",
  path: `${PATH}/close`,
  action: { name: "close", label: { "zh-CN": "关闭", en: "Close" } },
  permission: "reconciliation.close",
  summary:
    "Says what an outgoing line was: a returned receipt, a refund, a credit note paid out, or none of a customer's.",
  body: CloseBody,
  example: { ...example, body: { as: "excluded", reason: "货款付供应商" } },
  run: async (call) => transactionView(await (await acts()).close(call)),
});

const decideRoute = route({
  ...one,
  method: "POST",
  path: `${PATH}/decide`,
  action: { name: "decide", label: { "zh-CN": "自动核销", en: "Decide" } },
  permission: "reconciliation.claim",
  summary: "Has the engine decide a receipt now; one that people have worked on stays theirs and is left as it is.",
  example,
  run: async (call) => {
    const { checkClaimable, reconcileOneOf } = await acts();
    const row = await load(call, bankTransaction);
    checkClaimable(row, call);
    if (row.lockedUntilAt && row.lockedUntilAt > call.now) {
      throw new Fault("locked", `This receipt is being claimed until ${row.lockedUntilAt}; let it go first.`);
    }
    await reconcileOneOf(call.table, row, call.now);
    return transactionView(await call.table.get(bankTransaction, row.id));
  },
});

const lock = (isLocked: boolean): Route =>
  route({
    ...one,
    method: "POST",
    path: `${PATH}/${isLocked ? "lock" : "unlock"}`,
    action: isLocked
      ? { name: "lock", label: { "zh-CN": "锁定", en: "Hold" } }
      : { name: "unlock", label: { "zh-CN": "解锁", en: "Let go" } },
    permission: "reconciliation.claim",
    summary: isLocked ? "Holds a receipt for the caller while it is being claimed." : "Lets a held receipt go.",
    example,
    run: async (call) => transactionView(await (await acts()).setLock(call, isLocked)),
  });

const undo = route({
  ...one,
  method: "POST",
  path: `${PATH}/undo`,
  action: { name: "undo", label: { "zh-CN": "撤销", en: "Undo" } },
  permission: "reconciliation.undo",
  summary:
    "Takes back the application of a receipt, or the closing of an outgoing line, or the named allocations, by reversing entries.",
  body: z.strictObject({
    reason: text(REASON_CHARS_MAX),
    allocationIds: z.array(z.string().max(80)).min(1).max(200).optional(),
  }),
  example: { ...example, body: { reason: "wrong customer" } },
  run: async (call) => {
    const row = await load(call, bankTransaction);
    const { undoLine } = await acts();
    return transactionView(await undoLine(call.table, row, call.now, call.body));
  },
});

const prepayments = listRoute({
  entity: prepayment,
  path: "/v1/prepayments",
  permission: "receivables.read",
  view: prepayment.schema,
  filters: ["accountId", "currency", "bankTransactionId"],
  ranges: ["createdAt", "bookedOn", "openMinor"],
});

export const routes: Route[] = [
  explanation,
  replayRoute,
  claimRoute,
  closeRoute,
  decideRoute,
  lock(true),
  lock(false),
  undo,
  ...settingRoutes(reconciliationPolicy),
  prepayments,
  ...deductionRoutes,
  ...memoryRoutes,
  ...adviceRoutes,
  ...adviceFileRoutes,
];
