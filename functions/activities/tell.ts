import { projected, type TenantContext } from "../../shared/auth/access.ts";
import { type Draft, post } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { type ActivityRow, activity } from "./table.ts";
import { mentionText, reminderText, type Text, type Told } from "./text.ts";

type Person = RowOf<typeof user>;
type At = { table: Table; tenant: TenantContext; now: string };

/** A message to somebody who is still there, has an address and may read the activity; each sees what their roles show. */
function draftFor(
  at: At,
  person: Person,
  row: ActivityRow,
  told: { event: string; template: string; text(locale: Draft["locale"], told: Told): Text },
): Draft[] {
  const access = accessOf(person, at.tenant);
  const { email, archived, locale = at.tenant.locale } = person;
  if (archived || !email || !access.can("activities.read") || !access.sees(activity, row)) return [];
  const { event, template } = told;
  const facts = told.text(locale, { ...projected(access, activity.noun, row), kind: row.kind });
  const to = { recipientId: person.id, recipientName: person.name, to: email, locale };
  return [{ ...to, channel: "email", event, template, relatedId: row.id, facts }];
}

/** Reminds the owner; made again for the same time it adds nothing. */
export async function tellOwner(at: At, row: ActivityRow): Promise<void> {
  const owner = row.ownerId ? await at.table.find(user, row.ownerId, false) : undefined;
  if (!owner) return;
  const text = (locale: Draft["locale"], told: Told): Text => reminderText(locale, told, at.tenant.timeZone);
  const event = `activityReminder:${row.id}:${row.remindAt}`;
  await post(at.table, draftFor(at, owner, row, { event, template: "activityReminder", text }), at.now);
}

/** Tells those who are mentioned, each once of one activity; nobody is told of mentioning themselves. */
export async function tellMentioned(at: At, row: ActivityRow, ids: readonly string[], author: string): Promise<void> {
  const authorId = author.split(":")[1] ?? "";
  const people = await at.table.getMany(user, [...ids, ...(authorId.startsWith(`${user.prefix}_`) ? [authorId] : [])]);
  const name = people.get(authorId)?.name ?? "";
  const text = (locale: Draft["locale"], told: Told): Text => mentionText(locale, told, name, at.tenant.timeZone);
  const event = `activityMention:${row.id}`;
  const drafts = ids.flatMap((id) => {
    const person = id === authorId ? undefined : people.get(id);
    return person ? draftFor(at, person, row, { event, template: "activityMention", text }) : [];
  });
  await post(at.table, drafts, at.now);
}
