import type * as z from "zod";
import { type Licence, MEASURES, type Measure, type Quotas } from "../../shared/auth/licence.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { QUOTA_LEVELS, type QuotaLevel } from "./schema.ts";
import type { quotaStanding } from "./table.ts";

const GB = 1_000_000_000;

/** What a licence has by its state, where the operator has said nothing else. What is registered has no bounds of its own. */
export const QUOTAS: Readonly<Record<Licence["state"], Quotas>> = {
  demo: { rows: 50_000, storageBytes: GB, calls: 500_000, messages: 2_000 },
  expired: { storageBytes: 100 * GB, calls: 500_000, messages: 2_000 },
  registered: {},
};

type Level = z.output<typeof QuotaLevel>;
export type Levels = RowOf<typeof quotaStanding>["levels"];

/** Measures that begin anew each month. */
export const MONTHLY: ReadonlySet<Measure> = new Set(["calls", "messages"]);

/** A level once reached holds until so many hundredths less are used: what goes up and down about it warns once. */
const HOLDS_FOR = 5;

/** How near `used` has come to `most`, where it was at `before`. */
export function levelOf(used: number, most: number, before: Level["level"] = 0): Level["level"] {
  const reached = (level: number): boolean => used * 100 >= most * level;
  const held = before > 0 && used * 100 >= most * (before - HOLDS_FOR) ? before : 0;
  return QUOTA_LEVELS.findLast((level) => reached(level) || level <= held) ?? 0;
}

/**
 * The levels after a measuring: those of what was measured anew, those of the rest as they were. A measure that has a bound
 * no more has no level, and one of a month begins at none.
 */
export function levelsAfter(before: Levels, quotas: Quotas, used: Quotas, month: string): Levels {
  const after: Levels = {};
  for (const measure of MEASURES) {
    const [was, most, now] = [before[measure], quotas[measure], used[measure]];
    if (most === undefined) continue;
    if (now === undefined) {
      if (was) after[measure] = was;
      continue;
    }
    const isMonthly = MONTHLY.has(measure);
    const level = levelOf(now, most, isMonthly ? 0 : was?.level);
    // Calls and messages of one month only become more: who counts late takes no level back.
    const isLate = isMonthly && was && (was.month ?? "") >= month && was.most === most && was.level >= level;
    after[measure] = isLate ? was : { level, used: now, most, ...(isMonthly && { month }) };
  }
  return after;
}

/** The measures whose levels have risen by a change: of these people are told. */
export const risen = (before: Levels | undefined, after: Levels): Measure[] =>
  MEASURES.filter((measure) => {
    const [was, is] = [before?.[measure], after[measure]];
    if (!is || is.level === 0) return false;
    return is.level > (was && was.month === is.month ? was.level : 0);
  });

/** What is used up in a month. */
export const spentOf = (levels: Levels, quotas: Quotas, month: string): Measure[] =>
  MEASURES.filter((measure) => {
    const [at, most] = [levels[measure], quotas[measure]];
    return at !== undefined && most !== undefined && at.used >= most && (at.month ?? month) === month;
  });
