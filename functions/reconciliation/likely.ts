/**
 * Names that are alike meet under keys of their own: the first letters of two telling words, initials, the beginning
 * and the brand of a Chinese name. They are asked for only where nobody is found by name or number; a key with over a
 * hundred bearers makes nothing unique.
 */
import type { Table } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { isAlike, isPayerKnown, likeLookupKeysOf, type Signals } from "./engine/index.ts";
import { accountFacts } from "./facts.ts";
import type { SignalRow } from "./signals.ts";

/** A likeness that so many accounts share tells nobody from anybody. */
const LIKE_BEARERS_MAX = 100;

/**
 * Accounts whose names are like what the line says of its payer, asked only where nobody is found by name or number. `cut` where a
 * key has more bearers than are looked at: then others may be as likely.
 */
export async function likelyIds(
  table: Table,
  signals: Signals,
  bearers: SignalRow[],
): Promise<{ ids: string[]; cut: boolean }> {
  const found = new Set(bearers.map((bearer) => bearer.key));
  const keys = likeLookupKeysOf(signals, found);
  const pages = await Promise.all(
    keys.map((key) => table.span(`signal#${key}`, { prefix: "signal#account#", limit: LIKE_BEARERS_MAX + 1 })),
  );
  const few = pages.filter((page) => page.rows.length <= LIKE_BEARERS_MAX);
  const rows = await table.getMany(
    account,
    few.flatMap((page) => page.rows.map((row) => String(row.accountId))),
  );
  const alike = [...rows.values()].filter((row) => row.mergedInto || isAlike(signals, accountFacts(row)));
  return { ids: alike.map((row) => row.id), cut: few.length < pages.length && !isPayerKnown(found) };
}
