import type * as z from "zod";
import type { RowOf } from "../../shared/table/entity.ts";
import type { CloseSuggestion } from "./schema.ts";
import type { bankTransaction } from "./table.ts";

export { referencedId } from "./intake/identity.ts";
export type { RemittanceLine } from "./intake/line.ts";

type Transaction = RowOf<typeof bankTransaction>;

/** One entry of a bank line's allocations. */
export type Entry = NonNullable<Transaction["allocations"]>[number];

/** The entries as far as later ones have not taken them back: each with what is left of it, none of which nothing is. */
export function standing(row: Pick<Transaction, "allocations">): Entry[] {
  const entries = row.allocations ?? [];
  const change = new Map<string, number>();
  for (const { reversesId, amountMinor } of entries) {
    if (reversesId) change.set(reversesId, (change.get(reversesId) ?? 0) + amountMinor);
  }
  return entries.flatMap((e) => {
    const amountMinor = e.amountMinor + (change.get(e.id) ?? 0);
    return e.reversesId !== undefined || amountMinor === 0 ? [] : [{ ...e, amountMinor }];
  });
}

/** Kinds that settle a receivable without cash; entries of all others hold a part of their line's own money. */
const WITHOUT_CASH: readonly Entry["kind"][] = ["discount", "tolerance", "charges", "netting", "deduction"];

/** What entries hold of their line's money. Σ `cashOf` of the standing entries + `unappliedMinor` = the line's amount. */
export const cashOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, e) => (WITHOUT_CASH.includes(e.kind) ? sum : sum + e.amountMinor), 0);

/** What of a receipt has gone out again: given back by its bank, or refunded. */
export const goneMinor = (row: Pick<Transaction, "allocations" | "direction">): number =>
  row.direction === "debit" ? 0 : cashOf(standing(row).filter((e) => e.kind === "returned" || e.kind === "refund"));

/** A possible explanation for a person to confirm; `score` is 0–100 and only ranks. */
export type Suggestion = {
  accountId: string;
  allocations: { receivableId: string; amountMinor: number }[];
  close?: z.output<typeof CloseSuggestion>;
  score: number;
  reason: string;
};

/** Why this and not another, short because it is stored with the transaction. */
export type Proof = {
  rule: string;
  policy: number;
  /** The strategy step that decided, e.g. `reference` or `payer`. */
  step: string;
  /** How the amount was explained (`single`, `all`, …) or why nothing was booked (`ambiguous`, …). */
  why: string;
  /** The signals that counted, e.g. `ref:HT20260117`. */
  signals: string[];
  /** What else was considered and why it lost, e.g. `acc_2: no exact amount`. */
  rivals: string[];
  /** What of the payer's text was not accounted for, e.g. `RE1002: unknown`; it forbade every booking that is not exact. */
  unread: string[];
};

/** A proof as it is kept with its line: with what a person may choose from. */
export type StoredProof = Proof & { suggestions: Suggestion[] };

/** A proof as a list without names: it stands in every line, and names would take a bank line past one write unit. */
export function packProof({ rule, policy, step, why, signals, rivals, suggestions, unread }: StoredProof): string {
  const parts = [rule, policy, step, why, signals, rivals, suggestions, unread];
  // What is empty at the end is left out.
  while (Array.isArray(parts.at(-1)) && (parts.at(-1) as unknown[]).length === 0 && parts.length > 6) parts.pop();
  return JSON.stringify(parts);
}

/**
 * The proof of a stored line; `undefined` for a line that nobody has decided yet, or a person alone. Proofs of earlier rule
 * versions have no unread parts.
 */
export function unpackProof(packed: string | undefined): StoredProof | undefined {
  if (packed === undefined) return undefined;
  const [rule, policy, step, why, signals, rivals, suggestions = [], unread = []] = JSON.parse(packed);
  return { rule, policy, step, why, signals, rivals, suggestions, unread };
}
