import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { changed, checkReferences, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { checkTransfer } from "../../shared/records/transfer.ts";
import { idOf, text } from "../../shared/schema.ts";
import { write } from "../../shared/table/table.ts";
import { ownership } from "../users/ownership.ts";
import { user } from "../users/table.ts";
import { SETTLING } from "./schema.ts";
import { deduction } from "./table.ts";

/** What settles receivables is loaded by the first call that does so. */
const acts = () => import("./deduction-acts.ts");

const PATH = "/v1/deductions";
const one = { noun: deduction.noun, reply: deduction.schema, permission: "receivables.write" as const };
const example = { params: { id: "{id}" } };
const reason = text(500).describe("Why, in a few words; kept with the deduction.");

const REFERENCES = { ownerId: user };

export const ResolveBody = z.strictObject({
  as: z
    .enum([...SETTLING, "recovered"])
    .describe(
      "Accepted as a credit to the payer, given up, or paid after all; only the last settles nothing by itself.",
    ),
  reason,
});

const resolve = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/resolve`,
  summary: "Closes an open deduction: accepted as a credit, written off, or recovered since it was paid after all.",
  body: ResolveBody,
  example: { ...example, body: { as: "credited", reason: "货损属实" } },
  run: async (call) => {
    const row = await load(call, deduction);
    if (row.state !== "open")
      throw new Fault("invalid_state", `The deduction is ${row.state}; only an open one is resolved.`);
    const { resolved } = await acts();
    return resolved(call, row, call.body);
  },
});

const undo = route({
  ...one,
  method: "POST",
  path: `${PATH}/{id}/undo`,
  summary: "Opens a resolved deduction again; what settled its receivable is taken back by a reversing entry.",
  body: z.strictObject({ reason }),
  example: { ...example, body: { reason: "误判" } },
  run: async (call) => {
    const row = await load(call, deduction);
    if (row.state === "open" || row.state === "reversed")
      throw new Fault("invalid_state", `The deduction is ${row.state}; there is no resolution to undo.`);
    const { reopened } = await acts();
    return reopened(call, row, call.body.reason);
  },
});

const assign = route({
  ...one,
  method: "PATCH",
  path: `${PATH}/{id}`,
  summary: "Gives a deduction to the person who is to work on it.",
  body: z.strictObject({ ownerId: idOf("usr").describe("Who is to work on it.") }),
  example: { ...example, body: { ownerId: "{userId}" } },
  run: async (call) => {
    const row = await load(call, deduction);
    if (row.state === "reversed") throw invalidField("ownerId", "The payment that it was of was taken back.");
    await checkReferences(call, REFERENCES, call.body);
    await checkTransfer(call, { entity: deduction, references: REFERENCES }, call.body, row);
    const after = changed(call, row, await ownership(call, row, call.body));
    await call.table.commit([write.replace(deduction, row, after)]);
    return after;
  },
});

/** What payers have taken off receivables, and what becomes of it. */
export const deductionRoutes: Route[] = [
  listRoute({
    entity: deduction,
    path: PATH,
    permission: "receivables.read",
    view: deduction.schema,
    filters: ["state", "accountId", "receivableId", "bankTransactionId", "code", "currency", "ownerId"],
    ranges: ["createdAt", "bookedOn", "amountMinor"],
  }),
  readRoute({ entity: deduction, path: `${PATH}/{id}`, permission: "receivables.read", view: deduction.schema }),
  assign,
  resolve,
  undo,
];
