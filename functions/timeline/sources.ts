import { projected } from "../../shared/auth/access.ts";
import { zonedInstant } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { message } from "../../shared/notify/outbox.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { type AnyRow, type Entity, type EntityIndex, type RowOf, sortKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { IndexName } from "../../shared/table/physical.ts";
import { todayOf } from "../../shared/today.ts";
import { account, lifeCycleMove, tierChange } from "../accounts/table.ts";
import { activity } from "../activities/table.ts";
import { shownEntry } from "../audit/rules.ts";
import { auditEntry } from "../audit/table.ts";
import { file } from "../files/table.ts";
import { lead, touch } from "../leads/table.ts";
import { mail } from "../mailboxes/table.ts";
import { merge } from "../merging/table.ts";
import type { TimelineItem } from "./schema.ts";

/** The record whose timeline it is. */
export type Subject = { noun: string; id: string };

/** An item with the place in its source that the next page goes on after. */
export type Found = { item: TimelineItem; after: string };

/** What a source has, the newest first. `next` is where to go on once all of it was taken; absent at the end. */
export type SourcePage = { found: Found[]; next?: string };

export type Ask = { subject: Subject; limit: number; after?: string };

export type Source = {
  kind: string;
  /** What the caller must be permitted beside reading the record itself; without it the source is left out. */
  permission?: string;
  /** False for records that have none of it. */
  has(subject: Subject): boolean;
  read(call: Caller, ask: Ask): Promise<SourcePage>;
};

/** Rows that a source reads even for a short page, since some of them may be hidden from this reader. */
const ROWS_MIN = 25;

type Indexed<E extends Entity> = {
  kind: string;
  entity: E;
  /** Whose read permission it takes; none where whoever sees the record sees it. */
  module?: string;
  /** The values that name the partition, in the index that has them. */
  place(subject: Subject): { index: IndexName; values: Record<string, string> } | undefined;
  /** True where the index sorts by a civil day: the day counts as its beginning. Days to come are not told yet. */
  byDay?: boolean;
  title(shown: Partial<RowOf<E>>): string | undefined;
  by?(shown: Partial<RowOf<E>>): string | undefined;
  detail: readonly (keyof RowOf<E> & string)[];
};

const picked = (row: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(fields.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])));

/** Rows of one partition of an index, in its order: a key query and a batched get, whatever the record has. */
function indexed<E extends Entity>(of: Indexed<E>): Source {
  const { entity, kind, place } = of;
  return {
    kind,
    permission: of.module && `${of.module}.read`,
    has: (subject) => place(subject) !== undefined,
    read: async (call, { subject, limit, after }) => {
      const at = place(subject);
      const index = at && (entity.indexes[at.index] as EntityIndex<AnyRow>);
      // Whoever may not see by what the rows are ordered must not learn it from their order.
      if (!at || !index || call.access.isClosed(entity.noun, index.sorts)) return { found: [] };
      const { prefix = "" } = index;
      const rows = Math.max(limit, ROWS_MIN);
      const today = todayOf(call);
      const page = await call.table.list(entity, {
        sources: [sourceOf(entity, at.index, at.values)],
        range: { from: `${prefix} `, to: of.byDay ? `${prefix}${today}~` : `${prefix}\uffff` },
        descending: true,
        limit: rows,
        after,
        // One round of requests and no more: where rows are hidden, a page is shorter and its cursor goes on.
        examine: rows,
        keep: (row) => !(row as AnyRow).archived && call.access.sees(entity, row),
      });
      const found = page.rows.map((row) => ({
        item: itemOf(call, of, index, row),
        after: sortKey(index, row as AnyRow),
      }));
      return { found, next: page.next };
    },
  };
}

function itemOf<E extends Entity>(
  call: Caller,
  of: Indexed<E>,
  index: EntityIndex<AnyRow>,
  row: RowOf<E>,
): TimelineItem {
  const shown = projected(call.access, of.entity.noun, row as AnyRow) as Partial<RowOf<E>>;
  const value = String((row as AnyRow)[index.sorts]);
  const by = of.by?.(shown);
  return {
    at: of.byDay ? zonedInstant(value, "00:00", call.tenant.timeZone).toISOString() : value,
    kind: of.kind,
    id: row.id,
    title: of.title(shown) ?? of.kind,
    ...(by && { by }),
    detail: picked(shown as Record<string, unknown>, of.detail),
  };
}

const isAccount = ({ noun }: Subject): boolean => noun === account.noun;

/** In the account's index where it is an account's timeline: then what hangs on its contacts and the like is there too. */
const byAccount = (field: string, otherwise?: string) => (subject: Subject) => {
  if (isAccount(subject)) return { index: "account" as const, values: { [field]: subject.id } };
  return otherwise === undefined ? undefined : { index: "parent" as const, values: { [otherwise]: subject.id } };
};

/** The record's own history: one query of its partition, downwards. */
const changes: Source = {
  kind: "change",
  permission: "audit.read",
  has: () => true,
  read: async (call, { subject, limit, after }) => {
    const of = { noun: subject.noun, recordId: subject.id, recordVersion: 0 };
    const { rows, more } = await call.table.newest(auditEntry, of, { skPrefix: "v#", before: after, limit });
    const found = rows.map((row) => {
      // A map has no order where it is stored; told twice, a change reads the same.
      const fields = [...shownEntry(call.access, row).fields].sort((a, b) => (a.field < b.field ? -1 : 1));
      const item = { at: row.at, kind: "change" as const, id: row.id, title: row.change, by: row.actor };
      return { item: { ...item, detail: { version: row.recordVersion, fields } }, after: auditEntry.key(row).sk };
    });
    return { found, next: more ? found.at(-1)?.after : undefined };
  },
};

/** What an account has gone through: told of in its index, seen by whoever sees it. */
const place = byAccount("accountId");
const title = (shown: { from?: string; to?: string }): string => `${shown.from ?? ""} → ${shown.to ?? ""}`;

type TouchRow = RowOf<typeof touch>;
const OF_TOUCH = ["kind", "note", "leadId"] as const;

/** What leads did that became an account's, and of a lead its own, which lie in its partition. */
const touchesOfAccount = indexed({
  kind: "touch",
  entity: touch,
  module: "leads",
  place,
  title: ({ kind }) => kind,
  detail: OF_TOUCH,
});
const touches: Source = {
  ...touchesOfAccount,
  has: ({ noun }) => noun === lead.noun || noun === account.noun,
  read: async (call, ask) => {
    if (ask.subject.noun !== lead.noun) return touchesOfAccount.read(call, ask);
    const { limit, after } = ask;
    const { rows, more } = await call.table.newest(
      touch,
      { leadId: ask.subject.id },
      { skPrefix: "touch#", before: after, limit },
    );
    const itemOfTouch = (row: TouchRow): TimelineItem => ({
      ...{ at: row.at, kind: "touch", id: row.id, title: row.kind },
      detail: picked(row, OF_TOUCH),
    });
    const found = rows.map((row) => ({ item: itemOfTouch(row), after: touch.key(row).sk }));
    return { found, next: more ? found.at(-1)?.after : undefined };
  },
};

/** What timelines are merged from, besides what nouns declare to tell of themselves. */
export const SOURCES: readonly Source[] = [
  indexed({
    kind: "activity",
    entity: activity,
    module: "activities",
    place: (subject) => (subject.noun === activity.noun ? undefined : byAccount("accountIds", "relatedIds")(subject)),
    title: ({ subject }) => subject,
    by: ({ ownerId }) => ownerId,
    detail: ["kind", "state", "startAt", "dueAt", "dueOn", "doneAt", "outcome", "body", "relatedTo"],
  }),
  indexed({
    kind: "mail",
    entity: mail,
    module: "mails",
    place: (subject) => (subject.noun === mail.noun ? undefined : byAccount("accountIds", "relatedIds")(subject)),
    title: ({ direction }) => direction,
    by: ({ ownerId }) => ownerId,
    detail: ["direction", "state", "kind", "mailboxId", "threadId", "attachments", "repliedAt", "relatedTo"],
  }),
  indexed({
    kind: "message",
    entity: message,
    module: "messages",
    place: ({ id }) => ({ index: "parent", values: { relatedId: id } }),
    title: ({ template }) => template,
    detail: ["channel", "recipientId", "recipientName", "state", "sentAt"],
  }),
  changes,
  indexed({
    kind: "file",
    entity: file,
    module: "files",
    place: byAccount("accountIds", "relatedId"),
    title: ({ name }) => name,
    by: ({ uploaderId }) => uploaderId,
    detail: ["state", "contentType", "sizeBytes", "relatedTo"],
  }),
  indexed({
    kind: "merge",
    entity: merge,
    place: ({ id }) => ({ index: "parent", values: { targetId: id } }),
    title: ({ state }) => state,
    detail: ["state", "fromIds", "moved", "doneAt", "undoneAt", "refusedAt", "problem", "obstacle"],
  }),
  indexed({
    kind: "lifeCycle",
    entity: lifeCycleMove,
    place,
    title,
    detail: ["from", "to", "cause", "reason", "sinceAt"],
  }),
  touches,
  indexed({ kind: "tier", entity: tierChange, place, title, detail: ["from", "to", "why"] }),
];

/** What a noun that hangs on accounts tells in the timeline of its account. */
export function sourceOfNoun(of: Noun, kind: string): Source {
  const { entity, module, told } = of;
  return indexed({
    kind,
    entity,
    module,
    place,
    byDay: told?.byDay,
    title: (shown) => (of.title ? of.title(shown as AnyRow) : (shown.name as string | undefined)),
    by: (shown) => told?.by && (shown[told.by] as string | undefined),
    detail: told?.detail ?? [],
  });
}
