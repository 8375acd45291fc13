import * as z from "zod";
import { daysBetween } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { civilDay, idOf, instant, text } from "../../shared/schema.ts";

/** The tables of bank lines are loaded by the first call: the Lambda of jobs mostly does other things. */
const tables = () => import("../bank/table.ts");

import { JobView } from "./schema.ts";
import { start } from "./start.ts";
import type { UndoParams } from "./undo.ts";

/** Days whose lines one job takes back. */
const DAYS_MAX = 366;

const UndoInput = z.strictObject({
  reason: text(500).describe("Why; it is kept with every line."),
  uploadId: idOf("upl").optional().describe("The statement file whose lines are meant."),
  statementId: idOf("bst").optional().describe("The kept statement: the lines of the days that it covers."),
  receivedAt: instant.optional().describe("The lines of one delivery: when it came, as their `createdAt` says."),
  bookedOn: z
    .strictObject({ from: civilDay.describe("The first day."), to: civilDay.describe("The last day.") })
    .optional()
    .describe("The lines that were booked on these days."),
});
type UndoInput = z.output<typeof UndoInput>;
type Chosen = Omit<UndoParams, "reason" | "connectionId">;

/** A row of the connection that the call names; another connection's does not exist for it. */
async function ofConnection<R extends { connectionId: string }>(
  found: R | undefined,
  id: string,
  path: string,
): Promise<R> {
  if (found?.connectionId === id) return found;
  throw invalidField(path, `${path} names nothing of this connection.`, "unknown_reference");
}

async function chosen(
  { table }: Caller,
  id: string,
  { uploadId, statementId, receivedAt, bookedOn }: UndoInput,
): Promise<Chosen> {
  const { bankUpload, bankStatement } = await tables();
  const given = [uploadId, statementId, receivedAt, bookedOn].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw invalidField(
      "uploadId",
      "Name the lines by one of uploadId, statementId, receivedAt and bookedOn.",
      "required",
    );
  }
  if (uploadId) {
    const row = await ofConnection(await table.find(bankUpload, uploadId), id, "uploadId");
    if (row.state !== "stored") throw new Fault("invalid_state", "This file has brought no lines.");
    // A file's lines are stored with the time at which it was taken in.
    return { receivedAt: row.updatedAt };
  }
  if (statementId) {
    const row = await ofConnection(await table.find(bankStatement, statementId), id, "statementId");
    return { bookedOn: { from: row.fromOn, to: row.closingOn }, subAccountNo: row.subAccountNo };
  }
  if (bookedOn) {
    const days = daysBetween(bookedOn.from, bookedOn.to);
    if (days < 0 || days >= DAYS_MAX) throw invalidField("bookedOn", `bookedOn must be 1 to ${DAYS_MAX} days.`);
  }
  return { receivedAt, bookedOn };
}

const undo = route({
  method: "POST",
  path: "/v1/bank-connections/{id}/undo",
  permission: "reconciliation.undo",
  summary:
    "Takes back what the lines of a statement, a file, a delivery or some days have done, in the background; each line as its own undo would.",
  body: UndoInput,
  reply: JobView,
  status: 202,
  example: {
    params: { id: "{id}" },
    body: { bookedOn: { from: "2026-11-22", to: "2026-11-22" }, reason: "银行推送了测试数据" },
  },
  run: async (call) => {
    const caller = call as Call<unknown, unknown>;
    const { bankConnection } = await tables();
    const { id } = await load(caller, bankConnection);
    const which = await chosen(caller, id, call.body);
    return start(caller, { kind: "undo", params: { connectionId: id, reason: call.body.reason, ...which } });
  },
});

export const undoRoutes: Route[] = [undo];
