/**
 * An order that no index has stands in places of its own (`records/ordering.ts`): a noun declares the field, and each
 * record has a small item for it in the index `all`, under a key that is collated once. It follows off the stream,
 * since what collates Chinese is much for every Lambda that writes records: for each order a write unit and one of the
 * index when a record is made or the field changes, nothing otherwise. Up to a thousand rows of a
 * filter or a scope are read and put into order instead, under the same keys, so a cursor goes on in either. Letters
 * and Chinese readings stand among each other as in an address book, the same in every language, so no tenant's choice
 * of one moves a record.
 */
import { filterFieldsOf } from "../filter/fields.ts";
import type { FilterField } from "../filter/filter.ts";
import { foldedLetters } from "../search/folding.ts";
import { syllablesOf } from "../search/readings.ts";
import type { AnyRow, Entity, Entry } from "../table/entity.ts";
import { orderPartition } from "../table/order.ts";

/** Characters of a text that its order is decided by; texts that are alike so far stand in the order of their ids. */
export const ORDER_CHARS_MAX = 32;

/** Ends a key: below everything that a key has, so that a text stands before those that it begins. */
const END = "!";
/** Parts the words of a text, and a character from its reading: below letters and digits, so that words compare one by one. */
const GAP = '"';
/** Behind all values: what has none comes last. */
const NONE = "\ufffe";
/** No character of a key is beyond the last of the first plane, so that bytes, code units and code points order alike. */
const BEYOND = /[\u{10000}-\u{10ffff}\ufffd-\uffff]/gu;

const HAN = /\p{Script=Han}/u;
const NUMBER_DIGITS = 23;
/** Above every amount and number that a field may have, to six decimals. */
const NUMBER_OFFSET = 10n ** 22n;

/**
 * A text as it is collated: letters without regard to case, width and marks; Chinese characters by how they are read, a
 * character beside its likes, among the letters as address books have them; signs and blanks part words. The order is
 * one for all languages, so that a tenant's choice of another moves no record.
 */
export function collated(text: string): string {
  const plain = foldedLetters(text.normalize("NFKC").toLowerCase());
  const characters = Array.from(plain).slice(0, ORDER_CHARS_MAX);
  const read = syllablesOf(characters.join(""));
  const parts = characters.map((character, n) => {
    if (HAN.test(character)) return `${read[n]}${GAP}${character}`;
    return /[\p{L}\p{N}\p{M}\p{So}]/u.test(character) ? character : GAP;
  });
  return parts.join("").replace(/"+/g, GAP).replace(/^"|"$/g, "").replace(BEYOND, "\ufffd");
}

/** A number as text that sorts as the number does. */
function numberKey(value: number): string {
  const millionths = Number.isSafeInteger(value) ? BigInt(value) * 1_000_000n : BigInt(Math.round(value * 1e6));
  return String(millionths + NUMBER_OFFSET).padStart(NUMBER_DIGITS, "0");
}

/** A value as the order of its field has it: amounts by minor units, whatever their currency; days and instants by time. */
export function orderText(value: unknown, isText: boolean): string {
  if (value === undefined || value === null || value === "") return NONE;
  if (typeof value === "number") return numberKey(value);
  return isText ? collated(String(value)) || GAP : String(value);
}

const shapes = new WeakMap<Entity, ReadonlyMap<string, FilterField>>();

/** What the fields of an entity are. */
function shapesOf(entity: Entity): ReadonlyMap<string, FilterField> {
  const known = shapes.get(entity) ?? filterFieldsOf(entity.schema);
  shapes.set(entity, known);
  return known;
}

/** One of several options stands where it was declared: what comes first, or presses least, comes before the rest. */
export function orderOfOption(value: unknown, options: readonly string[] = []): unknown {
  const at = typeof value === "string" ? options.indexOf(value) : -1;
  return at < 0 ? value : at;
}

/** The sort key of a row in the order of a field, without its id. */
export function orderKey(entity: Entity, field: string, row: Record<string, unknown>): string {
  const { kind, options } = shapesOf(entity).get(field) ?? {};
  return orderText(orderOfOption(row[field], options), kind === "text") + END;
}

/** The places of a row in the orders that its noun declares. */
export const orderEntries = (entity: Entity, row: AnyRow): Entry[] =>
  entity.orders.map((field) => ({
    ...{ index: "all" as const, partition: orderPartition(entity, field) },
    order: orderKey(entity, field, row),
  }));
