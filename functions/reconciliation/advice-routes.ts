import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { idOf, text } from "../../shared/schema.ts";
import { checkAdvice } from "./advice-rules.ts";
import type { AdviceRow } from "./advices.ts";
import { Advice, AdviceInput, remittanceAdvice } from "./table.ts";

/** What is done with advices needs how payers' references are read: loaded by the first call that does something. */
const acts = () => import("./advice-acts.ts");

const PATH = "/v1/remittance-advices";
const one = { noun: remittanceAdvice.noun, reply: Advice };

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
    const { keepAdvices } = await acts();
    const [row] = await keepAdvices(call, [call.body]);
    return row as AdviceRow;
  },
});

const cancel = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/cancel`,
  permission: "reconciliation.claim",
  summary: "Cancels an advice: it finds no payment any more, and one that waits with it is decided without it.",
  body: z.strictObject({ reason: text(500).describe("Why, in a few words; kept with the advice.") }),
  example: { params: { id: "{id}" }, body: { reason: "重复" } },
  run: async (call) => {
    const row = await load(call, remittanceAdvice);
    if (row.state === "cancelled") throw new Fault("invalid_state", "The advice is cancelled already.");
    const { cancelled } = await acts();
    return cancelled(call, row, call.body.reason);
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
