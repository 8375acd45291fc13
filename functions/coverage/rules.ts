import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { CELLS_MAX, type Cell, type CoveragePlanInput } from "./schema.ts";

type Plan = Pick<z.output<typeof CoveragePlanInput>, "regions" | "productLines" | "roles" | "ownerRole">;
export type CellOf = z.output<typeof Cell>;

/** Somebody of an account's team, and what they cover; what is left out is all of it. */
export type Member = {
  userId: string;
  role?: string | undefined;
  regions?: readonly string[] | undefined;
  productLines?: readonly string[] | undefined;
};
type Team = { ownerId?: string | undefined; team?: readonly Member[] | undefined };

/** Whoever works on an account; its owner stands in the role that the plan gives them, everywhere. */
const peopleOf = ({ ownerRole }: Plan, { ownerId, team = [] }: Team): readonly Member[] =>
  ownerId && ownerRole ? [{ userId: ownerId, role: ownerRole }, ...team] : team;

const covers = (of: Member, { region, productLine, role }: Pick<CellOf, "region" | "productLine" | "role">): boolean =>
  of.role === role && (of.regions?.includes(region) ?? true) && (of.productLines?.includes(productLine) ?? true);

/** Who covers what: every region, product line and role of a plan, once each, in the order in which the plan names them. */
export function matrixOf(plan: Plan, team: Team): CellOf[] {
  const people = peopleOf(plan, team);
  const places = plan.regions.flatMap((region) =>
    plan.productLines.flatMap((productLine) => plan.roles.map((role) => ({ region, productLine, role }))),
  );
  return places.map((place) => {
    const userIds = [...new Set(people.filter((one) => covers(one, place)).map(({ userId }) => userId))];
    const state = userIds.length === 0 ? "gap" : userIds.length === 1 ? "covered" : "double";
    return { ...place, userIds, state };
  });
}

/** Who is in the team and covers nothing of what the plan asks for. */
export function besideOf(plan: Plan, team: Team, cells: readonly CellOf[]): { userId: string; role?: string }[] {
  return peopleOf(plan, team)
    .filter((one) => !cells.some((cell) => covers(one, cell)))
    .map(({ userId, role }) => ({ userId, ...(role !== undefined && { role }) }));
}

/** What is wrong with a plan as a whole. */
export function planErrors({ regions, productLines, roles, ownerRole }: Plan): InputError[] {
  const cells = regions.length * productLines.length * roles.length;
  const errors: InputError[] = [];
  if (cells > CELLS_MAX) {
    errors.push({ path: "roles", code: "too_many", message: `A plan asks for ${CELLS_MAX} combinations at most.` });
  }
  if (ownerRole !== undefined && !roles.includes(ownerRole)) {
    errors.push({ path: "ownerRole", code: "invalid", message: "ownerRole must be one of the plan's roles." });
  }
  return errors;
}
