import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { picks } from "../../shared/records/picking.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import { idOf } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { covered } from "../accounts/schema.ts";
import { account } from "../accounts/table.ts";
import { REFERABLE } from "../referable.ts";
import { coveragePlanNoun } from "./noun.ts";
import { besideOf, type CellOf, matrixOf } from "./rules.ts";
import { AccountCell, AccountCoverage, CellState } from "./schema.ts";
import { coveragePlan } from "./table.ts";

/** Accounts of one page of the table; each has as many places as its plan asks for. */
const ACCOUNTS_MAX = 50;

type Plan = RowOf<typeof coveragePlan>;
type Account = RowOf<typeof account>;

const asked = {
  region: covered.optional().describe("Of this region alone."),
  productLine: covered.optional().describe("Of this product line alone."),
  role: covered.optional().describe("In this role alone."),
  state: CellState.optional(),
};
const Asked = z.strictObject(asked);

const isAsked = (cell: CellOf, wanted: z.output<typeof Asked>): boolean =>
  (wanted.region ?? cell.region) === cell.region &&
  (wanted.productLine ?? cell.productLine) === cell.productLine &&
  (wanted.role ?? cell.role) === cell.role &&
  (wanted.state ?? cell.state) === cell.state;

/** Whoever may not see who works on an account does not see who covers it. */
const checkMay = ({ access }: Caller): void => checkUsable(access, account.noun, ["ownerId", "team"]);

const isFor = (call: Caller, { when }: Plan, about: Account): boolean =>
  picks(call, { entity: account, custom: REFERABLE }, when, about);

/** The plan that is named, else the oldest one that is for an account. */
async function planFor(call: Caller, about: Account, id: string | undefined): Promise<Plan | undefined> {
  const all = await unarchived(call.table, coveragePlan);
  return all.find((plan) => (id === undefined || plan.id === id) && isFor(call, plan, about));
}

const ofAccount = route({
  method: "GET",
  path: "/v1/accounts/{id}/coverage",
  permission: "coverage.read",
  summary:
    "Who covers an account: each region, product line and role of the plan that is for it, with gaps and doubles named.",
  query: Asked.extend({ planId: idOf("cvp").optional().describe("By this plan; else the oldest that is for it.") }),
  reply: AccountCoverage,
  example: { params: { id: "{accountId}" } },
  run: async (call) => {
    const about = await load(call, account);
    checkMay(call);
    const { planId, ...wanted } = call.query;
    const found = await planFor(call, about, planId);
    if (!found) return { accountId: about.id, cells: [], gaps: 0, doubles: 0, beside: [] };
    const { id, name, regions, productLines, roles } = found;
    const all = matrixOf(found, about);
    const cells = all.filter((cell) => isAsked(cell, wanted));
    const count = (state: CellOf["state"]): number => cells.filter((cell) => cell.state === state).length;
    const plan = { id, name, regions, productLines, roles };
    const beside = besideOf(found, about, all);
    return { accountId: about.id, plan, cells, gaps: count("gap"), doubles: count("double"), beside };
  },
});

const Query = Asked.extend({ cursor: z.string().max(2_000).optional().describe("The nextCursor of the call before.") });

async function placesOf(call: Call<unknown, z.output<typeof Query>>) {
  const plan = await load(call, coveragePlan);
  checkMay(call);
  const { cursor, ...wanted } = call.query;
  const { access, tenant, actor } = call;
  const bound = JSON.stringify(["coverage", plan.id, actor.principalId, wanted]);
  const cursors = cursorsOf(tenant.sealingKey, bound);
  const after = cursors.opened(cursor);
  const ofRow = (row: Account): CellOf[] => matrixOf(plan, row).filter((cell) => isAsked(cell, wanted));
  const page = await call.table.list(account, {
    ...{ sources: [sourceOf(account, "all")], limit: ACCOUNTS_MAX, after },
    keep: (row) => !row.archived && access.sees(account, row) && isFor(call, plan, row) && ofRow(row).length > 0,
  });
  const isNamed = !access.isClosed(account.noun, "name");
  const items = page.rows.flatMap((row) =>
    ofRow(row).map((cell) => ({ accountId: row.id, ...(isNamed && { name: row.name }), ...cell })),
  );
  return { items, nextCursor: cursors.sealed(page.next) };
}

const places = route({
  method: "GET",
  path: `${coveragePlanNoun.path}/{id}/places`,
  permission: "coverage.read",
  summary:
    "The same of all accounts that a plan is for and that one sees, as one table: who covers this, and where nobody or several do. A page is of up to 50 accounts.",
  query: Query,
  reply: z.object({ items: z.array(AccountCell), nextCursor: z.string().nullable() }),
  example: { params: { id: "{id}" }, query: { state: "gap" } },
  run: placesOf,
});

export const routes: Route[] = [...crud(coveragePlanNoun), places, ofAccount];
