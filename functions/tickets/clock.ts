import { DAY_MS, later } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { countingIn } from "./counting.ts";
import { ruleFor } from "./ruled.ts";
import { isOver } from "./rules.ts";
import { policiesInForce } from "./setup.ts";
import { type Clock, type Counting, dueAtOf, isLate, moved, plannedOf, type Terms, underTerms } from "./sla.ts";
import { type slaPolicy, type TicketRow, ticketSettings } from "./table.ts";

/** Fields as they become; `null` takes one away. */
type Fields = { [Field in keyof TicketRow]?: TicketRow[Field] | null };

const termsOf = (policy: RowOf<typeof slaPolicy>): Terms => {
  const { id: policyId, name, counts, firstResponseMinutes, resolveMinutes, warnBeforeMinutes } = policy;
  return {
    ...{ policyId, policy: name, counts },
    ...(firstResponseMinutes && { firstResponseMinutes }),
    ...(resolveMinutes && { resolveMinutes }),
    ...(warnBeforeMinutes && { warnBeforeMinutes }),
  };
};

const TERMS = ["policyId", "policy", "counts", "firstResponseMinutes", "resolveMinutes", "warnBeforeMinutes"] as const;
const isSame = (a: Terms, b: Terms): boolean => TERMS.every((name) => a[name] === b[name]);

/** True where a ticket is opened again; one whose merge is taken back goes on as if it had never been closed. */
const isOpenedAgain = (after: TicketRow, before: TicketRow | undefined): boolean =>
  before !== undefined && isOver(before.state) && !isOver(after.state) && !before.mergedInto;

/** When it was solved and closed, and how often it was opened again. */
function episode(after: TicketRow, before: TicketRow | undefined, now: string): Fields {
  if (before?.state === after.state) return {};
  if (after.state === "resolved") return { resolvedAt: now };
  if (after.state === "closed") return { closedAt: now, resolvedAt: after.resolvedAt ?? now };
  const open = { resolvedAt: null, closedAt: null };
  if (before?.mergedInto) return open;
  return isOpenedAgain(after, before) ? { ...open, escalatedAt: null, reopened: (after.reopened ?? 0) + 1 } : {};
}

/** The ticket's clock as it now stands; none where no policy holds for it. */
async function clockOf(
  call: Caller,
  after: TicketRow,
  before: TicketRow | undefined,
): Promise<{ clock: Clock; counting: Counting } | undefined> {
  const policy = ruleFor(call, await policiesInForce.of(call.table), after);
  if (!policy) return undefined;
  const terms = termsOf(policy);
  const counting = await countingIn(call, terms.counts);
  const known = isOpenedAgain(after, before) ? undefined : after.clock;
  if (!known) return { counting, clock: moved({ ...terms, usedMs: 0, told: [] }, after.state, counting, call.now) };
  const old = known.counts === terms.counts ? counting : await countingIn(call, known.counts);
  const clock = isSame(known, terms) ? known : underTerms(known, terms, old, call.now);
  return { counting, clock: moved(clock, after.state, counting, call.now) };
}

/** Whether a goal was missed, said when it is reached, or when its time is over. */
function lateness(
  after: TicketRow,
  before: TicketRow | undefined,
  clock: Clock,
  counting: Counting,
  now: string,
): Fields {
  // One that is split off comes with what was said of its answer.
  if (!before) return {};
  const isAnswered = after.firstRespondedAt !== undefined && before.firstRespondedAt === undefined;
  const isSolved = isOver(after.state) && !isOver(before.state);
  return {
    ...(isAnswered && { isLateInResponse: isLate(clock, "firstResponse", counting, now) }),
    ...(isSolved && { isLateInResolution: isLate(clock, "resolve", counting, now) }),
  };
}

const earliest = (all: readonly (string | undefined)[]): string | undefined =>
  all.filter((at) => at !== undefined).sort()[0];

/** All that follows for a ticket's times from its state and fields, on every path that writes it. */
export async function clocked(call: Caller, after: TicketRow, before?: TicketRow): Promise<Fields> {
  const times = episode(after, before, call.now);
  const { closeAfterDays } = await ticketSettings.held(call.table);
  const resolvedAt = times.resolvedAt ?? after.resolvedAt;
  const closeAt = after.state === "resolved" && resolvedAt ? later(resolvedAt, closeAfterDays * DAY_MS) : undefined;
  const found = await clockOf(call, after, before);
  if (!found) {
    return { ...times, clock: null, firstResponseDueAt: null, resolveDueAt: null, nextAt: closeAt ?? null };
  }
  const { clock, counting } = found;
  const firstDueAt = after.firstRespondedAt ? after.firstResponseDueAt : dueAtOf(clock, "firstResponse", counting);
  const planned = plannedOf(clock, after, counting).map(({ at }) => at);
  return {
    ...times,
    ...lateness(after, before, clock, counting, call.now),
    clock,
    firstResponseDueAt: firstDueAt ?? null,
    resolveDueAt: (isOver(after.state) ? after.resolveDueAt : dueAtOf(clock, "resolve", counting)) ?? null,
    nextAt: earliest([closeAt, ...planned]) ?? null,
  };
}
