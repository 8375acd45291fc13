import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { crud } from "../../shared/http/crud.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { compileList } from "../../shared/http/query.ts";
import { type Call, type Caller, type ListDeclaration, type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { shown } from "../../shared/records/write.ts";
import { idOf, text } from "../../shared/schema.ts";
import { approve, asked, reject, withdraw } from "./actions.ts";
import { approvalDelegationNoun, approvalNoun, approvalRuleNoun } from "./noun.ts";
import { quoteDecisions } from "./quotes.ts";
import { APPROVAL_STATES, Approval } from "./schema.ts";
import { type ApprovalRow, approval, turnPartition } from "./table.ts";
import { colleaguesOf, hasTurn, personOf, seesWhole } from "./who.ts";

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

const list: ListDeclaration = {
  entity: approval,
  filters: ["state", "noun", "recordId", "ownerId"],
  ranges: [],
  sorts: ["createdAt"],
};

const Query = z.strictObject({
  mine: z.enum(["true", "false"]).optional().describe("true: those that wait for the caller, oldest first."),
  state: z.enum(APPROVAL_STATES).optional(),
  noun: text(50).optional(),
  recordId: text(60).optional(),
  ownerId: idOf("usr").optional().describe("Who asked."),
  sort: z
    .enum(["createdAt", "-createdAt"])
    .optional()
    .describe("By when they were asked for; the latest first, but with mine=true the oldest."),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(2_000).optional(),
});

/** An approval as somebody may see it: what their roles hide of the record, they do not learn from it either. */
async function told(call: Caller, row: ApprovalRow): Promise<Record<string, unknown>> {
  const { title, body, ...others } = await shown(call, approvalNoun, row);
  const isWhole = seesWhole(call.access, row.noun);
  return {
    ...others,
    ...(title !== undefined && isWhole && { title }),
    ...(body !== undefined && { body: projected(call.access, row.noun, body as Record<string, unknown>) }),
  };
}

type ListCall = Call<unknown, z.output<typeof Query>>;

/** Those that wait for the caller: for them by name, for their roles, and for the colleagues for whom they decide. */
async function waiting(call: ListCall): Promise<{ rows: ApprovalRow[]; nextCursor: string | null }> {
  const { limit, cursor, noun, recordId, ownerId, sort = "createdAt" } = call.query;
  const person = personOf(call);
  if (!person) return { rows: [], nextCursor: null };
  const people = [person, ...(await colleaguesOf(call))];
  const turns = people.flatMap(({ id, roles }) => [`user:${id}`, ...roles.map((key) => `role:${key}`)]);
  const bound = `approvals ${person.id} ${[noun, recordId, ownerId, sort].join(" ")}`;
  const cursors = cursorsOf(call.tenant.sealingKey, bound);
  const after = cursors.opened(cursor);
  const isWanted = (row: ApprovalRow): boolean =>
    row.state === "pending" &&
    row.ownerId !== person.id &&
    (noun ?? row.noun) === row.noun &&
    (recordId ?? row.recordId) === row.recordId &&
    (ownerId ?? row.ownerId) === row.ownerId &&
    people.some((one) => (one === person || one.id !== row.ownerId) && hasTurn(call, one, row.steps[row.step]));
  const sources = [{ index: "owner" as const, partitions: [...new Set(turns)].map(turnPartition), entries: true }];
  const descending = sort === "-createdAt";
  const page = await call.table.list(approval, { sources, limit, after, descending, keep: isWanted });
  return {
    rows: page.rows,
    nextCursor: cursors.sealed(page.next),
  };
}

async function listed(call: ListCall): Promise<{ rows: ApprovalRow[]; nextCursor: string | null }> {
  const { mine: _mine, ...query } = call.query;
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const plan = compileList(list, call.access, Object.fromEntries(asked));
  if (!plan) return { rows: [], nextCursor: null };
  const page = await call.table.list(approval, plan.list as object as Parameters<typeof call.table.list>[1]);
  return { rows: page.rows as ApprovalRow[], nextCursor: plan.seal(page.next) };
}

const inbox = route({
  method: "GET",
  path: approvalNoun.path,
  noun: approval.noun,
  permission: "approvals.read",
  summary: "Lists approvals; with mine=true those that wait for the caller.",
  list,
  query: Query,
  reply: pageOf(Approval),
  example: { query: { mine: "true" } },
  run: async (call) => {
    const { rows, nextCursor } = await (call.query.mine === "true" ? waiting(call) : listed(call));
    return { items: await Promise.all(rows.map((row) => told(call, row))), nextCursor };
  },
});

const read = route({
  method: "GET",
  path: `${approvalNoun.path}/{id}`,
  noun: approval.noun,
  permission: "approvals.read",
  summary: "Reads an approval: what is asked for, whose turn it is, and who decided what.",
  reply: Approval,
  example: { params: { id: "{id}" } },
  run: async (call: Call<unknown>) => told(call, await asked(call)),
});

export const routes: Route[] = [
  ...crud(approvalRuleNoun),
  ...crud(approvalDelegationNoun),
  inbox,
  read,
  ...actionRoutes(approvalNoun, [approve, reject, withdraw]),
  ...quoteDecisions,
];
