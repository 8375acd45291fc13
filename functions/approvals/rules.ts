import type { RowOf } from "../../shared/table/entity.ts";
import type { ApprovalRow, approvalRule } from "./table.ts";

type Rule = Pick<RowOf<typeof approvalRule>, "priority" | "createdAt" | "steps">;

/** The lower priority first; of equal ones the older. */
const byPriority = (a: Rule, b: Rule): number =>
  a.priority - b.priority || Number(a.createdAt > b.createdAt) - Number(a.createdAt < b.createdAt);

/** The steps of several rules in their order: who is named by two of them is asked once, where they are named first. */
export function chainOf(rules: readonly Rule[]): ApprovalRow["steps"] {
  const steps = [...rules].sort(byPriority).flatMap((rule) => rule.steps);
  const named = steps.map(({ by, ofDepartment = "" }) => `${by} ${ofDepartment}`);
  return steps
    .filter((_step, n) => named.indexOf(named[n] as string) === n)
    .map((step) => ({ ...step, state: "waiting" as const }));
}
