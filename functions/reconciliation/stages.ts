import type { Entry } from "../bank/rules.ts";
import { rowsOf, type Wanted } from "./rules.ts";
import { ALLOCATIONS_MAX } from "./schema.ts";

/**
 * One transaction takes a hundred rows, so a receipt of more papers is applied, and taken back, by several. Each of them is right by
 * itself: what is set off against each other, and all that is booked on one receivable, stands in one.
 */
export type Part = Pick<Wanted, "allocations"> & { deductions: NonNullable<Wanted["deductions"]> };

/** The parts of an application that one transaction each takes, in their order; what is left over is booked by the last. */
export function stagesOf({ allocations, deductions = [], prepaymentMinor, accountId }: Wanted): Wanted[] {
  const netted = new Set(allocations.flatMap(({ kind, receivableId }) => (kind === "netting" ? receivableId : [])));
  const placeOf = (receivableId: string): string => (netted.has(receivableId) ? "" : receivableId);
  const groups = [...Map.groupBy(allocations, (one) => placeOf(one.receivableId))].map(
    ([place, own]): Part => ({
      allocations: own,
      deductions: deductions.filter(({ receivableId }) => placeOf(receivableId) === place),
    }),
  );
  const stages: Part[] = [];
  for (const group of groups) {
    const last = stages.at(-1);
    const joined = last && {
      allocations: [...last.allocations, ...group.allocations],
      deductions: [...last.deductions, ...group.deductions],
    };
    if (joined && rowsOf(joined) <= ALLOCATIONS_MAX) stages[stages.length - 1] = joined;
    else stages.push(group);
  }
  if (stages.length === 0 && prepaymentMinor > 0) stages.push({ allocations: [], deductions: [] });
  return stages.map((stage, n) => ({
    ...stage,
    accountId,
    prepaymentMinor: n === stages.length - 1 ? prepaymentMinor : 0,
  }));
}

const pieceOf = ({ receivableId, kind, amountMinor }: Pick<Entry, "receivableId" | "kind" | "amountMinor">): string =>
  `${receivableId} ${kind} ${amountMinor}`;

/** What of an application is not booked yet; undefined where something stands that it does not hold. */
export function leftOf(wanted: Wanted, standing: readonly Entry[]): Wanted | undefined {
  const isOwn = ({ kind }: Entry): boolean => kind !== "deduction" && kind !== "prepayment";
  const done = new Set(standing.filter(isOwn).map(pieceOf));
  const advances = standing.filter(({ kind }) => kind === "prepayment");
  if (advances.some(({ amountMinor }) => amountMinor !== wanted.prepaymentMinor)) return undefined;
  const all = new Set(wanted.allocations.map(pieceOf));
  if ([...done].some((piece) => !all.has(piece))) return undefined;
  const allocations = wanted.allocations.filter((one) => !done.has(pieceOf(one)));
  const open = new Set(allocations.map(({ receivableId }) => receivableId));
  const deductions = wanted.deductions?.filter(({ receivableId }) => open.has(receivableId));
  return { ...wanted, allocations, deductions, prepaymentMinor: advances.length > 0 ? 0 : wanted.prepaymentMinor };
}

/** The runs of entries that one transaction each takes back, the latest first: what draws on another goes before it. */
export const runsOf = (entries: readonly Entry[]): string[][] =>
  [...Map.groupBy(entries, ({ run }) => run)].sort(([a], [b]) => b - a).map(([, own]) => own.map(({ id }) => id));
