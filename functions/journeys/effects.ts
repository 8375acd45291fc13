import { addDays } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import { patchOf } from "../../shared/http/crud.ts";
import { parsed } from "../../shared/http/issues.ts";
import type { Caller } from "../../shared/http/route.ts";
import { posting } from "../../shared/notify/outbox.ts";
import { isEmptyValue, valueAt } from "../../shared/records/values.ts";
import { creation, revision } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { activityNoun } from "../activities/noun.ts";
import { RELATABLE } from "../activities/schema.ts";
import { activity } from "../activities/table.ts";
import { deliveryOf } from "../hooks/rules.ts";
import { webhook, webhookDelivery } from "../hooks/table.ts";
import { leadNoun } from "../leads/noun.ts";
import { lead, leadPolicy, touch } from "../leads/table.ts";
import { memberId, segment, segmentMember } from "../segments/table.ts";
import { template } from "../templates/table.ts";
import { CHANNELS, type StepOf } from "./definition.ts";
import type { Facts, Known } from "./facts.ts";
import type { enrolment, journey } from "./table.ts";
import type { ActionStep } from "./walk.ts";

/** Whom an action is done for, and what its rows' ids follow from: so one step makes one of each, however often it is tried. */
export type Doing = {
  facts: Facts;
  row: RowOf<typeof enrolment>;
  journey: RowOf<typeof journey>;
  /** The place of the step among all that the person has taken. */
  place: number;
};

/** What an action writes, all in the step's own transaction. */
export type Effect = { actions: Action[]; code?: string; note?: string };

const idFor = (prefix: string, { row, place }: Doing, part = ""): string =>
  hashedId(prefix, `${row.id}\n${place}\n${part}`);

const isRelatable = (noun: string): noun is (typeof RELATABLE)[number] =>
  (RELATABLE as readonly string[]).includes(noun);

const refused = (detail: string): Fault => new Fault("conflict", detail);

async function personOf({ facts }: Doing): Promise<Known> {
  const known = await facts.person();
  if (!known) throw refused("The person is gone.");
  return known;
}

type Task = Pick<StepOf<"task">, "subject" | "body" | "ownerId"> & { dueInDays: number };

/** A task about the person and the record that brought them here, for whoever looks after one of them. */
async function taskActions(call: Caller, doing: Doing, { subject, body, ownerId, dueInDays }: Task): Promise<Action[]> {
  const { facts, journey } = doing;
  const all = [await personOf(doing), await facts.subject("record"), await facts.subject("account")];
  const known = all.filter((one) => one !== undefined);
  const about = new Map(known.map(({ of, row }) => [row.id, { noun: of.entity.noun, id: row.id }]));
  const owner = ownerId ?? known.map(({ row }) => row.ownerId).find((id) => typeof id === "string") ?? journey.ownerId;
  const { actions } = await creation(
    call,
    activityNoun,
    {
      ...{ kind: "task", subject, ...(body && { body }), ...(owner && { ownerId: owner }) },
      dueOn: addDays(todayOf(call), dueInDays),
      relatedTo: [...about.values()].filter(({ noun }) => isRelatable(noun)),
    },
    idFor(activity.prefix, doing),
  );
  return actions;
}

/** The change of a record by what a step says; nothing where it is so already. */
async function changed(call: Caller, { of, row }: Known, values: Record<string, unknown>): Promise<Action[]> {
  const patch = parsed(patchOf(of.input, of.entity.schema), values) as Record<string, unknown>;
  const isSo = ([name, value]: [string, unknown]): boolean =>
    value === valueAt(row, name) || (isEmptyValue(value) && isEmptyValue(valueAt(row, name)));
  if (Object.entries(patch).every(isSo)) return [];
  return (await revision(call, of, row, patch)).actions;
}

async function setFields(call: Caller, { facts }: Doing, step: StepOf<"setFields">): Promise<Action[]> {
  const known = await facts.subject(step.of);
  if (!known) throw refused(`There is no ${step.of} to change.`);
  return changed(call, known, step.values);
}

async function listed(call: Caller, { row }: Doing, { segmentId, change }: StepOf<"segment">): Promise<Action[]> {
  const list = await call.table.find(segment, segmentId);
  if (!list || list.archived || list.kind !== "manual") throw refused(`There is no list ${segmentId} any more.`);
  const id = memberId(segmentId, row.personId);
  const known = await call.table.find(segmentMember, id);
  if ((known !== undefined) === (change === "add")) return [];
  if (known) return [write.delete(segmentMember, known)];
  const base = { version: 1, createdAt: call.now, updatedAt: call.now };
  return [write.create(segmentMember, { ...base, id, segmentId, personId: row.personId })];
}

async function touched(call: Caller, doing: Doing, step: StepOf<"touch">): Promise<Action[]> {
  const { touching } = await import("../leads/touches.ts");
  const { row } = await personOf(doing);
  const base = { id: idFor(touch.prefix, doing), version: 1, createdAt: call.now, updatedAt: call.now };
  const made = { ...base, kind: step.touch, at: call.now, leadId: row.id, note: doing.journey.name };
  return (await touching(call, made, row as RowOf<typeof lead>)).actions;
}

async function coupon(call: Caller, doing: Doing, { templateId }: StepOf<"coupon">): Promise<Effect> {
  const { couponNoun } = await import("../prices/coupon-noun.ts");
  const accountId = await doing.facts.accountId();
  if (accountId === undefined) throw refused("A coupon is an account's, and the person has none.");
  const id = idFor(couponNoun.entity.prefix, doing);
  const { after, actions } = await creation(call, couponNoun, { templateId, accountId }, id);
  return { actions, code: String(after.code), note: String(after.code) };
}

/** A message by a template; its id follows from the step, so it leaves once. */
async function told(call: Caller, doing: Doing, { kind, templateId }: StepOf<"mail" | "sms">): Promise<Action[]> {
  const { draftFrom, wrappingOf } = await import("../templates/rendering.ts");
  const { row: person } = await personOf(doing);
  const { row, place } = doing;
  const text = await call.table.find(template, templateId);
  if (!text || text.archived || text.channel !== CHANNELS[kind])
    throw refused(`There is no template ${templateId} any more.`);
  const [coupon] = Object.values(row.codes ?? {}).reverse();
  const drafted = draftFrom(text, person as Parameters<typeof draftFrom>[1], {
    ...{ event: `journey:${row.id}:${place}`, relatedId: row.id, locale: call.tenant.locale },
    ...{ variables: coupon === undefined ? {} : { coupon }, wrap: await wrappingOf(call.table) },
  });
  if ("draft" in drafted) return posting(call.table, [drafted.draft], call.now);
  throw refused(
    drafted.without === "address"
      ? `The person has no address for ${CHANNELS[kind]}.`
      : `The person has no ${drafted.missing.join(", ")}, and the template no fallback.`,
  );
}

/** Tells a system outside, under an id that follows from the step: told again it is the same. */
async function notified(call: Caller, doing: Doing, step: StepOf<"webhook">): Promise<Action[]> {
  const { of, row: person } = await personOf(doing);
  const { row, journey, facts } = doing;
  const hook = await call.table.find(webhook, step.webhookId);
  if (!hook || hook.archived) throw refused(`There is no webhook ${step.webhookId} any more.`);
  const told = (step.fields ?? []).map((name) => [name, valueAt(person, name) ?? null]);
  const accountId = await facts.accountId();
  const data = {
    ...{ journeyId: journey.id, journey: journey.name, version: row.number, enrolmentId: row.id, step: step.key },
    person: { noun: of.entity.noun, id: person.id, ...Object.fromEntries(told) },
    ...(accountId && { accountId }),
    ...(row.record && { record: row.record }),
    ...(row.codes && { codes: row.codes }),
  };
  const id = idFor(webhookDelivery.prefix, doing);
  const made = { id, webhookId: hook.id, personId: person.id, type: "journey.step", data };
  return [write.create(webhookDelivery, deliveryOf(made, call.now))];
}

const JOINS = { raw: "working", mql: "mql", sql: "sql" } as const;

/** The state that sales takes a lead over in; nothing where it is there or further, or may not come there. */
async function salesStatus(call: Caller, row: AnyRow, wanted: string | undefined): Promise<string | undefined> {
  const status = wanted ?? JOINS[(await leadPolicy.held(call.table)).salesJoinsAt];
  const order = ["new", "working", "mql", "sql"];
  const [is, to] = [order.indexOf(String(row.status)), order.indexOf(status)];
  return is >= 0 && is < to ? status : undefined;
}

async function handed(call: Caller, doing: Doing, step: StepOf<"handToSales">): Promise<Action[]> {
  const { of, row } = await personOf(doing);
  const { subject, ownerId } = step;
  if (of.entity.noun !== lead.noun) return taskActions(call, doing, { subject, ownerId, dueInDays: 1 });
  const status = await salesStatus(call, row, step.status);
  const values = { ...(status && { status }), ...(ownerId && ownerId !== row.ownerId && { ownerId }) };
  if (Object.keys(values).length === 0) return taskActions(call, doing, { subject, ownerId, dueInDays: 1 });
  const { after, actions } = await revision(call, leadNoun, row, values);
  const next = after.ownerId as string | undefined;
  return [...actions, ...(await taskActions(call, doing, { subject, ownerId: next ?? ownerId, dueInDays: 1 }))];
}

/** What a step does. A fault says why it cannot be done for this person; the step is passed then. */
export async function effectOf(call: Caller, step: ActionStep, doing: Doing): Promise<Effect> {
  switch (step.kind) {
    case "mail":
    case "sms":
      return { actions: await told(call, doing, step) };
    case "task":
      return { actions: await taskActions(call, doing, step) };
    case "setFields":
      return { actions: await setFields(call, doing, step) };
    case "segment":
      return { actions: await listed(call, doing, step) };
    case "touch":
      return { actions: await touched(call, doing, step) };
    case "coupon":
      return coupon(call, doing, step);
    case "webhook":
      return { actions: await notified(call, doing, step) };
    case "handToSales":
      return { actions: await handed(call, doing, step) };
  }
}
