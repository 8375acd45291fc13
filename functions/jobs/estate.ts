import type { Caller } from "../../shared/http/route.ts";
import { loaded } from "../../shared/records/card.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { type Change, replacement } from "../../shared/records/write.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type ListSource, sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { activity, participantPartition } from "../activities/table.ts";
import { assignmentRule, leadPool } from "../assignment/table.ts";
import { nouns } from "../nouns.ts";
import { partnerNoun } from "../partners/noun.ts";
import { partner } from "../partners/table.ts";
import { reportSubscription } from "../reports/table.ts";
import { departmentNoun } from "../users/noun.ts";
import { department } from "../users/table.ts";
import { view } from "../views/table.ts";

/** Rows of one noun that may be somebody's, and how they are found. */
export type Estate = {
  entity: Entity;
  of?: Noun;
  sources(userId: string): ListSource[];
};

/** Where the rows stand in which a person has a place without seeing them for it. */
const BESIDE: Readonly<Record<string, (userId: string) => string>> = { [activity.noun]: participantPartition };

function owned(entity: Entity, of?: Noun): Estate {
  const beside = BESIDE[entity.noun];
  return {
    entity,
    ...(of && { of }),
    sources: (userId) => [
      sourceOf(entity, "owner", { [entity.ownerField]: userId }),
      ...(beside ? [{ index: "owner" as const, partitions: [beside(userId)], entries: true }] : []),
    ],
  };
}

const few = (entity: Entity, of?: Noun): Estate => ({
  entity,
  ...(of && { of }),
  sources: () => [sourceOf(entity, "all")],
});

const OWNER = "ownerId";

/**
 * Everything in which a person may have a part, noun by noun: what they own or lead, whose team they are in, where they
 * are a member or take part, what is sent to them. A noun of the list that has owners is in here by itself.
 *
 * A place goes on for as long as something is to come of it. An order's members see it and are told of its receipts, so
 * the heir takes the place in drafts and also in signed orders, with the receivables that are still open; nothing of the
 * terms changes thereby. What is over (a cancelled order, a paid receivable) tells who took part, and stays. What tells
 * who did what (an activity that was done, an hour that was worked, an expense that is given back) stays with its owner;
 * so does a view that is shared with nobody. Shares of credits are terms and credits earned are history: neither ever moves.
 */
export const estates = async (): Promise<Estate[]> => [
  ...(await loaded(nouns))
    .filter(({ entity }) => entity.indexes.owner && entity.ownerField === OWNER)
    .map((of) => owned(of.entity, of)),
  // Few, and those who are named in them stand in no index.
  ...[reportSubscription, leadPool, assignmentRule, view].map((entity) => few(entity as Entity)),
  few(department as Entity, departmentNoun),
  few(partner as Entity, partnerNoun),
];

type SharedWith = { everybody?: boolean; roles?: string[]; departmentIds?: string[] };
type Member = { userId: string };
type Participant = { userId?: string; name?: string };

/** Nothing is to come of these any more. */
const OVER = ["cancelled", "paid", "writtenOff"];

/** A view that its owner has shared with nobody is of no use to anybody else. */
function isPrivate({ entity }: Estate, row: AnyRow): boolean {
  if (entity.noun !== view.noun) return false;
  const { everybody, roles = [], departmentIds = [] } = (row.sharedWith ?? {}) as SharedWith;
  return !everybody && roles.length + departmentIds.length === 0;
}

/** A list of people with one of them replaced; the heir does not stand in it twice. */
function handedList<T>(list: readonly T[], from: string, to: string, idOf: (one: T) => string, as: (one: T) => T): T[] {
  const others = list.filter((one) => idOf(one) !== from);
  if (others.length === list.length || others.some((one) => idOf(one) === to)) return others;
  return list.map((one) => (idOf(one) === from ? as(one) : one));
}

/** The fields of a row in which a person stands, with the heir in their place; none where the row has no part in them. */
export function handedFields(estate: Estate, row: AnyRow, from: string, to: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const stays = estate.of?.history?.(row) === true || isPrivate(estate, row);
  for (const name of ["ownerId", "managerId"]) if (row[name] === from && !stays) fields[name] = to;
  for (const name of ["memberIds", "recipients"]) {
    const ids = row[name] as string[] | undefined;
    if (!ids?.includes(from) || OVER.includes(String(row.status))) continue;
    fields[name] = handedList(
      ids,
      from,
      to,
      (id) => id,
      () => to,
    );
  }
  const handed = (list: readonly Member[]): Member[] =>
    handedList(
      list,
      from,
      to,
      (m) => m.userId,
      (m) => ({ ...m, userId: to }),
    );
  const names = (list: unknown): list is Member[] =>
    Array.isArray(list) && list.some((one) => (one as Member).userId === from);
  if (row.state === "open" && names(row.participants)) {
    fields.participants = handedList(
      row.participants as Participant[],
      from,
      to,
      ({ userId = "" }) => userId,
      ({ name: _leavers, ...rest }) => ({ ...rest, userId: to }),
    );
  }
  // Whoever owns a record does not stand in its team as well.
  const owner = fields.ownerId ?? row.ownerId;
  if (names(row.team)) fields.team = handed(row.team).filter(({ userId }) => userId !== owner);
  if (names(row.members)) fields.members = handed(row.members);
  const target = row.to as { members?: unknown } | undefined;
  if (typeof target === "object" && names(target.members)) fields.to = { ...target, members: handed(target.members) };
  return fields;
}

/** True where somebody has a part in a row. */
export const hasPart = (estate: Estate, row: AnyRow, userId: string): boolean =>
  Object.keys(handedFields(estate, row, userId, "")).length > 0;

/** The change that hands a row over. Where a noun declares what follows from its fields, it follows here too. */
export async function handedOver(
  call: Caller,
  { entity, of }: Estate,
  row: AnyRow,
  fields: Record<string, unknown>,
): Promise<Change> {
  if (of) return replacement(call, of, row, fields);
  const after = nextVersion(row, call.now, fields as Partial<AnyRow>);
  return { after, actions: [write.replace(entity, row, after)] };
}
