import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { type Moved, transition } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { totalOf } from "../orders/rules.ts";
import { order } from "../orders/table.ts";
import type { ChangeDiff } from "./change-schema.ts";
import { checkWorkable, planning } from "./plan.ts";
import { checkNodes, type Node } from "./rules.ts";
import { endOf, planOf, replanned } from "./schedule.ts";
import { NODES_MAX } from "./schema.ts";
import { type ChangeRow, type PlanRow, type ProjectRow, project } from "./table.ts";

type Diff = z.output<typeof ChangeDiff>;
type OrderRow = RowOf<typeof order>;

/** The nodes as a change request leaves them; refuses what the plan does not have, each with its place. */
export function changedNodes(nodes: readonly Node[], { add = [], change = [], drop = [] }: ChangeRow, startOn: string) {
  const errors: InputError[] = [];
  const open = (key: string, path: string): void => {
    const found = nodes.find((one) => one.key === key);
    const state = found?.state ?? "not in the plan";
    if (state === "open" || state === "doing") return;
    errors.push({ path, code: found ? "invalid" : "unknown_reference", message: `${key} is ${state}.` });
  };
  for (const [n, { key }] of change.entries()) open(key, `change.${n}.key`);
  for (const [n, key] of drop.entries()) {
    open(key, `drop.${n}`);
    if (change.some((one) => one.key === key)) {
      errors.push({ path: `drop.${n}`, code: "invalid", message: `${key} is changed and dropped.` });
    }
  }
  if (errors.length > 0) throw new Fault("conflict", errors.map(({ message }) => message).join(" "), { errors });
  const kept = nodes.map((one): Node => {
    if (drop.includes(one.key)) return { ...one, state: "dropped" };
    const { startOn: on, ...given } = change.find(({ key }) => key === one.key) ?? {};
    return { ...one, ...given, ...(on && { notBefore: on }) };
  });
  if (nodes.length + add.length > NODES_MAX) throw invalidField("add", `A plan has at most ${NODES_MAX} nodes.`);
  const all = [...kept, ...add.map((one): Node => ({ ...one, state: "open", startOn, endOn: startOn }))];
  checkNodes(all, (key) => {
    const n = add.findIndex((one) => one.key === key);
    return n >= 0 ? `add.${n}` : `change.${change.findIndex((one) => one.key === key)}`;
  });
  return all;
}

const SCOPE = ["name", "phase", "durationDays", "estimatedHours", "role", "dependsOn", "documents"] as const;
const DATES = ["startOn", "endOn"] as const;

type Difference = Diff["dates"]["nodes"][number];

function differences<R extends object>(of: string, before: R, after: R, fields: readonly (keyof R & string)[]) {
  return fields.flatMap((field): Difference[] =>
    isDeepStrictEqual(before[field], after[field]) ? [] : [{ of, field, from: before[field], to: after[field] }],
  );
}

/** What a change request changes of a project: its scope, its dates, its money. */
function diffOf(row: ChangeRow, about: ProjectRow, plans: { before: PlanRow; after: PlanRow }, sold?: OrderRow): Diff {
  const { before, after } = plans;
  const pairs = before.nodes.flatMap((one) => {
    const next = after.nodes.find(({ key }) => key === one.key);
    return next ? [{ one, next }] : [];
  });
  const budget = {
    budgetHours: row.budgetHours ?? about.budgetHours,
    budgetMinor: row.budgetMinor ?? about.budgetMinor,
  };
  const terms = sold && {
    lines: row.terms?.lines ?? sold.lines,
    instalments: row.terms?.instalments ?? sold.instalments,
  };
  return {
    scope: {
      added: (row.add ?? []).map(({ key }) => key),
      dropped: row.drop ?? [],
      changed: pairs.flatMap(({ one, next }) => differences(one.key, one, next, SCOPE)),
    },
    dates: {
      endOn: { from: endOf(before.nodes), to: endOf(after.nodes) },
      nodes: pairs.flatMap(({ one, next }) => differences(one.key, one, next, DATES)),
    },
    money: {
      ...(terms && { totalMinor: { from: totalOf(sold.lines), to: totalOf(terms.lines) } }),
      changed: [
        ...differences("project", about as typeof budget, budget, ["budgetHours", "budgetMinor"]),
        ...(sold && terms && row.terms
          ? differences("order", sold as object as typeof terms, terms, ["lines", "instalments"])
          : []),
      ],
    },
  };
}

export type Reckoned = { about: ProjectRow; before: PlanRow; nodes: Node[]; sold?: OrderRow; diff: Diff };

/** What a change request comes to as its project and its order stand. */
export async function reckoned(call: Caller, row: ChangeRow): Promise<Reckoned> {
  const about = await call.table.get(project, row.projectId);
  const before = await planOf(call, about.id);
  const nodes = changedNodes(before.nodes, row, before.startOn);
  const after = await replanned(call, before, { nodes });
  const sold = about.orderId ? await call.table.find(order, about.orderId) : undefined;
  return { about, before, nodes, ...(sold && { sold }), diff: diffOf(row, about, { before, after }, sold) };
}

const says = (given: unknown): boolean => (Array.isArray(given) ? given.length > 0 : given !== undefined);

/** Refuses a change request that changes nothing, or makes an instalment due that the order does not have then. */
function checkChanges(row: ChangeRow, sold: OrderRow | undefined): void {
  const { add = [], change = [], terms } = row;
  if (![add, change, row.drop, terms, row.budgetHours, row.budgetMinor].some(says)) {
    throw new Fault("conflict", "It changes nothing: say what is added, changed or dropped, a budget, or terms.");
  }
  const count = (terms?.instalments ?? sold?.instalments)?.length;
  for (const [name, nodes] of Object.entries({ add, change })) {
    for (const [n, { instalmentNo = 0 }] of nodes.entries()) {
      if (count !== undefined && instalmentNo > count) {
        throw invalidField(`${name}.${n}.instalmentNo`, `The order has ${count} instalments.`);
      }
    }
  }
}

/** The writes of the order's amendment, if the change request has terms. */
async function amending(call: Caller, row: ChangeRow, sold: OrderRow | undefined): Promise<Action[]> {
  if (!row.terms) return [];
  if (!sold) throw new Fault("conflict", "The project delivers no order whose terms could change.");
  if (!call.access.can("orders.write")) {
    throw new Fault("forbidden", "What an order comes to is changed by whoever has the permission orders.write.");
  }
  const [{ amend }, { orderNoun }] = await Promise.all([import("../orders/actions.ts"), import("../orders/noun.ts")]);
  const body = { reason: `${row.name}: ${row.reason}`.slice(0, 500), ...row.terms };
  return (await transition({ ...call, body } as Call<unknown>, orderNoun, amend, sold)).change.actions;
}

/** Applies a change request: to the plan, the budget, and the order with its receivables. */
export async function applied(call: Caller, row: ChangeRow): Promise<Moved> {
  const { about, before, nodes, sold, diff } = await reckoned(call, row);
  checkWorkable(about);
  checkChanges(row, sold);
  const { budgetHours, budgetMinor } = row;
  const fields = {
    changes: (about.changes ?? 0) + 1,
    ...(budgetHours !== undefined && { budgetHours }),
    ...(budgetMinor !== undefined && { budgetMinor }),
  };
  const { actions } = await planning(call, { row: about, before }, { nodes, project: fields, as: "change" });
  return { fields: { appliedAt: call.now, diff }, beside: [...actions, ...(await amending(call, row, sold))] };
}
