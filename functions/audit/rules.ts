import { isDeepStrictEqual } from "node:util";
import { type Access, masked, projected } from "../../shared/auth/access.ts";
import type { Change } from "../../shared/events/event.ts";
import { hashedId } from "../../shared/hashed.ts";
import { CUSTOM, customName, valueAt } from "../../shared/records/values.ts";
import type { BaseRow, RowOf } from "../../shared/table/entity.ts";
import { ERASE } from "../../shared/table/written.ts";
import { VALUE_CHARS_MAX } from "./schema.ts";
import type { auditEntry } from "./table.ts";

export type AuditRow = RowOf<typeof auditEntry>;

/** Fields that every change changes, or none. */
const UNTOLD = new Set(["id", "version", "createdAt", "updatedAt"]);

/** The end of a text where it may be the first half of an address or of a number. */
const HALF = /(?<![\w.+@-])[\w.+@-]{1,254}$/;

/** A value as it is kept: cut to its length, with dots for half an address, which nobody would find who looks for the whole. */
function valueText(value: unknown): string | null {
  if (value === undefined) return null;
  const chars = Array.from(JSON.stringify(value));
  const kept = chars.slice(0, VALUE_CHARS_MAX).join("");
  return chars.length > VALUE_CHARS_MAX ? kept.replace(HALF, (half) => "…".repeat(half.length)) : kept;
}

const entryId = (recordId: string, version: number, change: string): string =>
  hashedId("aud", `${recordId} ${version} ${change}`);

/** A row's fields, each custom one by itself: a role may hide some of them. */
const namesOf = (row: Record<string, unknown>): string[] =>
  Object.keys(row).flatMap((name) =>
    name === CUSTOM ? Object.keys(row[CUSTOM] as object).map((key) => customName(key)) : [name],
  );

/** The person behind an actor: `user:usr_…`, `apiKey:usr_…:key_…`. */
const personIn = (actor: string): string | undefined => /^(?:user|apiKey):(usr_[0-9A-Za-z]+)/.exec(actor)?.[1];

/** True of what the tenant works by as a whole: people, roles, fields, rules. What is filed under a record alone is a part of that. */
const isOfTheTenant = ({ scoped, indexes, key }: Change["entity"], row: BaseRow): boolean =>
  !scoped && key(row).sk === "-" && (indexes.all !== undefined || !(indexes.parent ?? indexes.account));

/** Where a change stands besides: among those of whoever made it, and among those of the settings. What a job writes is told by the job. */
function trailsOf({ entity, after, stamp }: Change): Pick<AuditRow, "makerId" | "isSetting"> {
  if (!after || stamp.unattended) return {};
  const makerId = personIn(stamp.actor);
  return { ...(makerId && { makerId }), ...(isOfTheTenant(entity, after as BaseRow) && { isSetting: true }) };
}

/**
 * The entry of one committed change; `undefined` where no version was made (a counter, a note of last use). Secrets are
 * left out here, so they are stored nowhere a second time; what a role may not see is left out when it is read.
 */
export function entryOf(committed: Change): AuditRow | undefined {
  const { entity, before, after, stamp, at } = committed;
  const row = (after ?? before) as Record<string, unknown> & { id: string; version: number };
  if (before && after && before.version === after.version) return undefined;
  const change = !before ? "created" : !after ? "deleted" : "changed";
  const [was, is] = [before ?? {}, after ?? {}];
  const told = [...new Set([...namesOf(was), ...namesOf(is)])].filter(
    (name) =>
      !UNTOLD.has(name) && !entity.secret.includes(name) && !isDeepStrictEqual(valueAt(was, name), valueAt(is, name)),
  );
  return {
    id: entryId(row.id, row.version, change),
    version: 1,
    createdAt: at,
    updatedAt: at,
    noun: entity.noun,
    recordId: row.id,
    recordVersion: row.version + (change === "deleted" ? 1 : 0),
    change,
    actor: change === "deleted" ? "" : stamp.actor,
    ...trailsOf(committed),
    ...(change === "changed" && stamp.action && { action: stamp.action }),
    ...(change !== "deleted" && stamp.from && { from: stamp.from }),
    ...(change !== "deleted" && stamp.requestId && { requestId: stamp.requestId }),
    at: (after?.updatedAt as string | undefined) ?? at,
    fields: Object.fromEntries(
      // What was erased is not remembered here: that it was there, and is not, is all that is told.
      told.map((name) => [
        name,
        stamp.action === ERASE ? [null, null] : [valueText(valueAt(was, name)), valueText(valueAt(is, name))],
      ]),
    ),
  };
}

/** A kept text as the value that it was; `isCut` where it is only the beginning of one. */
export function keptValue(text: string): { value: unknown; isCut: boolean } {
  try {
    return { value: JSON.parse(text), isCut: false };
  } catch {
    return { value: `${text.replace(/…+$/, "")}…`, isCut: true };
  }
}

/** An entry as somebody may see it: hidden fields gone, masked ones masked on both sides, and parts of fields likewise. */
export function shownEntry(access: Access, row: AuditRow) {
  const fields = Object.entries(row.fields).flatMap(([field, texts]) => {
    const rule = access.fieldRule(row.noun, field);
    if (rule === "hidden") return [];
    // Of a value that was cut nobody knows which parts it has.
    const isPartly = rule !== "masked" && access.isClosed(row.noun, field);
    if (isPartly && texts.some((text) => text !== null && keptValue(text).isCut)) return [];
    const show = (text: string | null): unknown => {
      if (text === null) return null;
      const { value } = keptValue(text);
      if (rule === "masked") return masked(value);
      return isPartly ? (valueAt(projected(access, row.noun, { [field]: value }), field) ?? null) : value;
    };
    return [{ field, before: show(texts[0]), after: show(texts[1]) }];
  });
  return { ...row, fields };
}
