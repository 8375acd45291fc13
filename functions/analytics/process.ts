import { projected } from "../../shared/auth/access.ts";
import { load } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import { checkUsable } from "../../shared/records/usable.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { activity } from "../activities/table.ts";
import { file } from "../files/table.ts";
import { STANDARD_ID, stageOf, standardPipeline } from "../opportunities/rules.ts";
import { opportunity, pipeline, stageMove } from "../opportunities/table.ts";
import { order } from "../orders/table.ts";
import { quote } from "../quotes/table.ts";
import type { Process } from "./process-schema.ts";

type Sale = RowOf<typeof opportunity>;
type Move = RowOf<typeof stageMove>;
type Step = Process["steps"][number];
type Event = Process["events"][number];
type Document = Step["documents"][number];

/** Rows of one kind that are looked at, and events that are told. */
const ROWS_MAX = 1_000;
const EVENTS_MAX = 200;
const MS_A_SECOND = 1_000;
const SECONDS_A_DAY = 86_400;

const seconds = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / MS_A_SECOND);

/** What hangs on the sale and the caller sees, each as they may see it; nothing where they may not read the noun. */
async function seen<E extends Entity>(
  call: Caller,
  entity: E,
  module: string,
  values: Record<string, string>,
): Promise<RowOf<E>[] | undefined> {
  if (!call.access.can(`${module}.read`)) return undefined;
  const { rows } = await call.table.list(entity, {
    ...{ sources: [sourceOf(entity, "parent", values)], limit: ROWS_MAX, examine: ROWS_MAX, descending: true },
    keep: (row) => !(row as AnyRow).archived && call.access.sees(entity, row),
  });
  return rows.map((row) => projected(call.access, entity.noun, row as AnyRow) as RowOf<E>);
}

/** The orders that the sale's quotes became. */
async function ordersOf(
  call: Caller,
  quotes: readonly RowOf<typeof quote>[],
): Promise<RowOf<typeof order>[] | undefined> {
  if (!call.access.can("orders.read")) return undefined;
  const ids = quotes.flatMap(({ orderId }) => orderId ?? []);
  const found = [...(await call.table.getMany(order, ids)).values()];
  return found
    .filter((row) => !row.archived && call.access.sees(order, row))
    .map((row) => projected(call.access, order.noun, row as AnyRow) as RowOf<typeof order>);
}

/** The stays of a sale in its stages, from its moves. */
export function stepsOf(
  moves: readonly Pick<Move, "to" | "movedAt" | "movedBy">[],
  until: string,
): Omit<Step, "name" | "activities" | "documents">[] {
  const inOrder = [...moves].sort((a, b) => (a.movedAt < b.movedAt ? -1 : a.movedAt > b.movedAt ? 1 : 0));
  return inOrder.map(({ to, movedAt, movedBy }, n) => {
    const leftAt = inOrder[n + 1]?.movedAt;
    return {
      ...{ stage: to, enteredAt: movedAt, seconds: seconds(movedAt, leftAt ?? until), movedById: movedBy },
      ...(leftAt && { leftAt }),
    };
  });
}

/** The step in which something happened: the last one that had begun. */
export const stepAt = <S extends { enteredAt: string }>(steps: readonly S[], at: string): S | undefined =>
  steps.filter(({ enteredAt }) => enteredAt <= at).at(-1) ?? steps[0];

type Doings = readonly RowOf<typeof activity>[];
const atOf = ({ doneAt, createdAt }: Doings[number]): string => doneAt ?? createdAt;

/** How punctual people were, of what had a time. */
export function punctualityOf(activities: Doings, now: string): NonNullable<Process["punctuality"]> {
  const dated = activities.filter(({ deadlineAt }) => deadlineAt !== undefined);
  const done = dated.filter(({ state, doneAt }) => state === "done" && doneAt !== undefined);
  const onTime = done.filter(({ doneAt = "", deadlineAt = "" }) => Date.parse(doneAt) <= Date.parse(deadlineAt)).length;
  const isOverdue = ({ state, deadlineAt = "" }: Doings[number]): boolean =>
    state === "open" && Date.parse(deadlineAt) < Date.parse(now);
  return {
    ...{ onTime, late: done.length - onTime, overdue: dated.filter(isOverdue).length },
    ...(done.length > 0 && {
      basisPoints: Number(rounded(BigInt(onTime) * BigInt(BASIS_POINTS_WHOLE), BigInt(done.length))),
    }),
  };
}

/** What each person did of the events, those who did most first. */
export function peopleOf(events: readonly Event[], isDone: (id: string) => boolean): Process["people"] {
  const named = events.filter((event): event is Event & { byId: string } => event.byId !== undefined);
  const count = (of: readonly Event[], holds: (event: Event) => boolean): number => of.filter(holds).length;
  return [...Map.groupBy(named, ({ byId }) => byId)]
    .map(([userId, of]) => ({
      ...{ userId, moves: count(of, ({ kind }) => kind === "moved") },
      activities: count(of, ({ kind }) => kind === "activity"),
      done: count(of, ({ kind, id }) => kind === "activity" && isDone(id)),
      documents: count(of, ({ kind }) => kind !== "moved" && kind !== "activity"),
      lastAt:
        of
          .map(({ at }) => at)
          .sort()
          .at(-1) ?? "",
    }))
    .sort(
      (a, b) =>
        b.moves + b.activities + b.documents - (a.moves + a.activities + a.documents) || (a.userId < b.userId ? -1 : 1),
    );
}

async function pipelineFor({ table, tenant, now }: Caller, { pipelineId = STANDARD_ID }: Sale) {
  return (await table.find(pipeline, pipelineId)) ?? standardPipeline(tenant.locale, now);
}

function feedbackOf(activities: Doings): Process["latestFeedback"] {
  const [last] = activities.filter(({ outcome }) => outcome).sort((a, b) => (atOf(a) > atOf(b) ? -1 : 1));
  if (!last?.outcome) return undefined;
  const { id: activityId, subject, outcome, ownerId } = last;
  return { activityId, subject, outcome, at: atOf(last), ...(ownerId && { byId: ownerId }) };
}

type Rows<E extends Entity> = readonly RowOf<E>[];

/** What was written for the sale. */
function documentsOf(quotes: Rows<typeof quote>, files: Rows<typeof file>, orders: Rows<typeof order>): Document[] {
  return [
    ...quotes.map(
      (row): Document => ({
        ...{ noun: "quote", id: row.id, title: row.number ?? row.id, at: row.createdAt },
        ...(row.ownerId && { byId: row.ownerId }),
      }),
    ),
    ...files.map(
      (row): Document => ({
        ...{ noun: "file", id: row.id, title: row.name, at: row.createdAt, byId: row.uploaderId },
      }),
    ),
    ...orders.map(
      (row): Document => ({
        ...{ noun: "order", id: row.id, title: row.contractNo ?? row.id, at: row.createdAt },
        ...(row.ownerId && { byId: row.ownerId }),
      }),
    ),
  ];
}

type Happened = {
  moves: readonly Move[];
  activities: Doings;
  documents: readonly Document[];
  stays: readonly { stage: string; enteredAt: string }[];
};

/** Who did what when, the latest first. */
function eventsOf(of: Parameters<typeof stageOf>[0], { moves, activities, documents, stays }: Happened): Event[] {
  const within = (at: string): { stage?: string } => {
    const stage = stepAt(stays, at)?.stage;
    return stage ? { stage } : {};
  };
  const events: Event[] = [
    ...moves.map(
      (row): Event => ({
        ...{ at: row.movedAt, kind: "moved", id: row.id, text: stageOf(of, row.to)?.name ?? row.to, stage: row.to },
        byId: row.movedBy,
      }),
    ),
    ...activities.map(
      (row): Event => ({
        ...{ at: atOf(row), kind: "activity", id: row.id, text: row.subject, ...within(atOf(row)) },
        ...(row.ownerId && { byId: row.ownerId }),
      }),
    ),
    ...documents.map(
      ({ noun, id, title, at, byId }): Event => ({
        ...{ at, kind: noun, id, text: title, ...within(at), ...(byId && { byId }) },
      }),
    ),
  ];
  return events.sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1));
}

/** How a sale went, as far as the caller sees it. */
export async function processOf(call: Call<unknown, unknown>): Promise<Process> {
  checkUsable(call.access, opportunity.noun, ["stage", "pipelineId", "stageAt"]);
  const sale = (await load(call, opportunity)) as Sale;
  const { id: opportunityId } = sale;
  const [moves, of, activities, quotes, files] = await Promise.all([
    call.table.collect(stageMove, { opportunityId }, "stage#"),
    pipelineFor(call, sale),
    seen(call, activity, "activities", { relatedIds: opportunityId }),
    seen(call, quote, "quotes", { opportunityId }),
    seen(call, file, "files", { relatedId: opportunityId }),
  ]);
  const orders = await ordersOf(call, quotes ?? []);
  const documents = documentsOf(quotes ?? [], files ?? [], orders ?? []);
  const until = sale.status === "open" ? call.now : (sale.closedAt ?? sale.stageAt ?? call.now);
  const stays = stepsOf(moves, until);
  const placed = (at: string): string | undefined => stepAt(stays, at)?.enteredAt;
  const steps = stays.map((stay): Step => {
    const stage = stageOf(of, stay.stage);
    const maxDays = stage?.maxDays;
    return {
      ...{ ...stay, name: stage?.name ?? stay.stage },
      ...(maxDays !== undefined && { maxDays, isLate: stay.seconds > maxDays * SECONDS_A_DAY }),
      activities: (activities ?? []).filter((row) => placed(atOf(row)) === stay.enteredAt).length,
      documents: documents.filter(({ at }) => placed(at) === stay.enteredAt),
    };
  });
  const events = eventsOf(of, { moves, activities: activities ?? [], documents, stays });
  const done = new Set((activities ?? []).filter(({ state }) => state === "done").map(({ id }) => id));
  const latestFeedback = feedbackOf(activities ?? []);
  return {
    ...{ opportunityId, steps, people: peopleOf(events, (id) => done.has(id)) },
    ...{ events: events.slice(0, EVENTS_MAX), isCut: events.length > EVENTS_MAX },
    ...(latestFeedback && { latestFeedback }),
    ...(activities && { punctuality: punctualityOf(activities, call.now) }),
    leftOut: [
      ...(activities ? [] : ["activities" as const]),
      ...(quotes ? [] : ["quotes" as const]),
      ...(files ? [] : ["files" as const]),
      ...(orders ? [] : ["orders" as const]),
    ],
    asOf: call.now,
  };
}
