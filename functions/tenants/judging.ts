import { isDeepStrictEqual } from "node:util";
import { MEASURES, type Quotas } from "../../shared/auth/licence.ts";
import { monthOf } from "../../shared/http/metering.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { keeping } from "../../shared/table/keeping.ts";
import type { Table } from "../../shared/table/table.ts";
import { type Levels, levelsAfter } from "./rules.ts";
import { QUOTAS_ID, quotaStanding } from "./table.ts";

const TRIES_MAX = 8;

/**
 * Notes how near what was measured has come to what the licence has. The row is written where a level changes and not
 * otherwise, so one who counts often reads it and no more. True where it was written.
 */
export const judge = (table: Table, quotas: Quotas, used: Quotas, now: string): Promise<boolean> =>
  anew(
    TRIES_MAX,
    async () => {
      const before = await table.find(quotaStanding, QUOTAS_ID);
      const levels = levelsAfter(before?.levels ?? {}, quotas, used, monthOf(now));
      const told = (all: Levels) => MEASURES.map((measure) => [all[measure]?.level ?? 0, all[measure]?.most]);
      const isNoneYet = !before && Object.values(levels).every(({ level }) => level === 0);
      if (isNoneYet || (before && isDeepStrictEqual(told(before.levels), told(levels)))) return false;
      await table.commit([keeping(quotaStanding, { id: QUOTAS_ID, before, now }, { levels })]);
      return true;
    },
    isOvertaken,
  );
