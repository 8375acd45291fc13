import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew, isRaced } from "../../shared/table/anew.ts";
import { leadNoun } from "./noun.ts";
import { OPEN_STATUSES } from "./schema.ts";
import { isDone, scoringRules } from "./settings.ts";
import { lead } from "./table.ts";

const TRIES_MAX = 10;

/** Scores a lead anew once what they did was counted; one whose score is the same is not written. */
export async function rescored(work: Work, { personId }: { personId: string }): Promise<void> {
  const rules = await scoringRules.of(work.table);
  if (!rules.some(({ when }) => isDone(when))) return;
  const call = callerOf(work, "leadScores");
  await anew(
    TRIES_MAX,
    async () => {
      const before = await work.table.find(lead, personId);
      if (!before || before.archived || before.mergedInto || !OPEN_STATUSES.includes(before.status)) return;
      const change = await replacement(call, leadNoun, before, {});
      const { score, decays } = change.after;
      if (score !== before.score || decays !== before.decays) await commit(call, change);
    },
    isRaced,
  );
}
