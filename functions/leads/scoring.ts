/**
 * A score is parts that are whole numbers, so they add up; touches are rows of the lead's own partition, read only
 * where there are any. Time alone changes a score: a row in the index of work stands for each lead that decays, and a
 * sweep scores it once a day.
 */
import { later } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { arrivals, gradeOf, isSalesReady, NO_SCORE, promoted, scoreOf, scorePartsOf, type TouchFact } from "./rules.ts";
import { reckonedRules } from "./settings.ts";
import { type lead, leadPolicy, rescoring, rescoringId, touch } from "./table.ts";

type LeadRow = RowOf<typeof lead>;

/** Scores that time changes are reckoned anew after so long. */
export const RESCORED_AFTER_MS = 86_400_000;

/** A call that brings touches along, which the same commit writes and no table has yet. */
export type Touching = Caller & { touched?: readonly TouchFact[] };

async function touchesOf(call: Touching, row: LeadRow): Promise<TouchFact[]> {
  const told = row.touchCount ? await call.table.collect(touch, { leadId: row.id }, "touch#") : [];
  return [...told, ...(call.touched ?? [])];
}

/** The score of a lead with its parts, its grade, and the state that it is promoted to. */
export async function scored(call: Touching, after: LeadRow, before?: LeadRow): Promise<object> {
  const [policy, rules, touches] = await Promise.all([
    leadPolicy.held(call.table),
    reckonedRules(call, after),
    touchesOf(call, after),
  ]);
  const parts = scorePartsOf(rules, after, touches, call.now);
  const score = scoreOf(parts);
  const decaying = new Set(rules.filter((rule) => rule.halfLifeDays !== undefined).map(({ id }) => id));
  const turns = rules.some((rule) => rule.turns);
  const status = promoted(after.status, before ? before.score : NO_SCORE, score, policy);
  const hasJoined = after.salesJoinedAt === undefined && isSalesReady(status, policy);
  return {
    score,
    status,
    scoreParts: parts.length > 0 ? parts : null,
    grade: gradeOf(score, policy.grades) ?? null,
    decays: parts.some(({ ruleId }) => decaying.has(ruleId)) || turns || null,
    ...arrivals(after, status, call.now),
    ...(hasJoined && { salesJoinedAt: call.now }),
  };
}

/**
 * A lead whose score time changes gets a row in the index of work. Nobody takes it away here: the sweep does, when it
 * finds the lead at rest, and a lead that begins to decay at that very moment is refused as stale and tried again.
 */
export async function rescoringActions(call: Caller, after: LeadRow, before?: LeadRow): Promise<Action[]> {
  if (!after.decays || before?.decays) return [];
  const id = rescoringId(after.id);
  const known = before && (await call.table.find(rescoring, id));
  if (known) return [write.check(rescoring, known)];
  const dueAt = later(call.now, RESCORED_AFTER_MS);
  const row = { id, version: 1, createdAt: call.now, updatedAt: call.now, leadId: after.id, dueAt };
  return [write.create(rescoring, row)];
}
