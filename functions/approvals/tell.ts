import type { TenantContext } from "../../shared/auth/access.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { GATED } from "./gated.ts";
import { ADMINISTRATORS, type ApprovalRow, approvalDelegation } from "./table.ts";
import { approvalText, type Told } from "./text.ts";
import { hasTurn, holdsAt, seesWhole } from "./who.ts";

type Person = RowOf<typeof user>;
type At = { table: Table; tenant: TenantContext; now: string };

/** Everybody of a tenant who may decide a step, with those who decide for them today. */
async function decidersOf(at: At, row: ApprovalRow, turn: string): Promise<Person[]> {
  const step = { ...row.steps[row.step], turn } as ApprovalRow["steps"][number];
  const found = turn.startsWith("user:")
    ? [await at.table.find(user, turn.slice("user:".length), false)]
    : await Array.fromAsync(at.table.each(user, { sources: [sourceOf(user, "all")] }));
  const own = found.filter((person) => person && !person.archived && hasTurn(at, person, step)) as Person[];
  const away = await Promise.all(
    own.map(async ({ id }) => {
      const sources = [sourceOf(approvalDelegation, "owner", { ownerId: id })];
      const rows = await Array.fromAsync(at.table.each(approvalDelegation, { sources }));
      return rows.filter(holdsAt(at));
    }),
  );
  const deputies = await at.table.getMany(
    user,
    away.flat().map(({ toUserId }) => toUserId),
  );
  const all = new Map([...own, ...deputies.values()].map((person) => [person.id, person]));
  all.delete(row.ownerId);
  return [...all.values()];
}

async function toldOf({ table }: At, row: ApprovalRow, more: Partial<Told> = {}): Promise<Told> {
  const gated = await GATED[row.noun]?.();
  const label = gated?.actions.find(({ name }) => name === row.action)?.label;
  const requester = await table.find(user, row.ownerId, false);
  const why = row.body?.reason;
  return {
    label: label ?? { "zh-CN": row.action, en: row.action },
    title: row.title,
    requester: requester?.name ?? row.ownerId,
    ...(typeof why === "string" && { why }),
    ...more,
  };
}

type Kind = Parameters<typeof approvalText>[1];

/** A message to somebody who is there and has an address; what their roles hide of the record it does not tell. */
function draftFor(at: At, person: Person, row: ApprovalRow, kind: Kind, told: Told): Draft[] {
  const { email, archived, locale = at.tenant.locale } = person;
  if (archived || !email) return [];
  const access = accessOf(person, at.tenant);
  const isWhole = seesWhole(access, row.noun);
  const facts = approvalText(locale, kind, isWhole ? told : { ...told, title: undefined, why: undefined });
  const to = { recipientId: person.id, recipientName: person.name, to: email, locale };
  const event = `approval:${row.id}:${row.step}:${kind}:${row.steps[row.step]?.turn ?? ""}`;
  return [{ ...to, channel: "email", event, template: "approval", relatedId: row.recordId, facts }];
}

/** Asks those whose turn it is; administrators where it has waited for too long. */
export async function tellDeciders(at: At, row: ApprovalRow, kind: "asked" | "reminded" | "escalated"): Promise<void> {
  const turn = kind === "escalated" ? ADMINISTRATORS : row.steps[row.step]?.turn;
  if (!turn) return;
  const [people, told] = await Promise.all([decidersOf(at, row, turn), toldOf(at, row)]);
  await post(
    at.table,
    people.flatMap((person) => draftFor(at, person, row, kind, told)),
    at.now,
  );
}

/** Tells whoever asked what became of it. */
export async function tellRequester(at: At, row: ApprovalRow): Promise<void> {
  const { state, ownerId } = row;
  if (state !== "approved" && state !== "rejected" && state !== "lapsed") return;
  const requester = await at.table.find(user, ownerId, false);
  if (!requester) return;
  const step = row.steps[row.step];
  const decider = step?.decidedBy ? await at.table.find(user, step.decidedBy, false) : undefined;
  const comment = state === "lapsed" ? row.reason : step?.comment;
  const told = await toldOf(at, row, { decider: decider?.name, comment });
  await post(at.table, draftFor(at, requester, row, state, told), at.now);
}
