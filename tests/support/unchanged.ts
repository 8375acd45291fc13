import { isDeepStrictEqual } from "node:util";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import type { Api } from "./api.ts";
import type { DumpedItem } from "./dump.ts";
import { retold } from "./personal-texts.ts";
import type { Finder } from "./privacy.ts";

const keyOf = ({ pk, sk }: DumpedItem): string => `${pk?.S} ${sk?.S}`;

/** Rows of the calls that are made: jobs, how many calls there were, the last use of a key. */
const OF_CALLS = /#(?:job|mtr|key)_/;

/** True for what the product writes of itself where something has changed: how far files of facts are, what is to be counted anew. */
const follows = (item: DumpedItem | undefined): boolean => item?.by?.S?.startsWith("system:") ?? false;

/** Records by themselves, not what stands beside them: markers of unique values, places in indexes, words of the search box. */
const isRecord = (item: DumpedItem): boolean =>
  item.id !== undefined && item.version !== undefined && item.sk?.S === "-" && !OF_CALLS.test(keyOf(item));

/** What a row says, however often it was written. */
const contentOf = ({ version: _, updatedAt: __, by: ___, counted: ____, ...content }: DumpedItem = {}): DumpedItem =>
  content;

/** Rows that are not as they were though nothing in them is of those who were meant, by their keys. */
export function untouched(
  before: readonly DumpedItem[],
  after: readonly DumpedItem[],
  isTheirs: (text: string) => boolean,
): string[] {
  const now = new Map(after.map((item) => [keyOf(item), item]));
  return before.flatMap((item) => {
    const is = now.get(keyOf(item));
    if (
      !isRecord(item) ||
      follows(is) ||
      isDeepStrictEqual(contentOf(is), contentOf(item)) ||
      isTheirs(JSON.stringify(item))
    )
      return [];
    return [`${keyOf(item)}: ${JSON.stringify(item)} → ${JSON.stringify(is)}`];
  });
}

/** Fields that count what is owed, sold, worked and done; the length of a text or a moment is none of these. */
const FIGURE = /Minor$|^(?:quantity|minutes|seats|count|days|points)$/;

function figuresOf(value: unknown, name = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("N" in value) return FIGURE.test(name) ? [`${name} ${value.N}`] : [];
  return Object.entries(value).flatMap(([inner, one]) => figuresOf(one, /^[MLSN]$|^\d+$/.test(inner) ? name : inner));
}

/** Records of which a figure is not as it was, or that are gone, by their keys. */
export function figuresIn(before: readonly DumpedItem[], after: readonly DumpedItem[]): string[] {
  const now = new Map(after.map((item) => [keyOf(item), item]));
  return before.filter(isRecord).flatMap((item) => {
    const [was, is] = [item, now.get(keyOf(item))].map((one) => figuresOf(one).sort().join());
    return was === is ? [] : [`${keyOf(item)}: ${was} → ${is}`];
  });
}

type Row = Record<string, unknown>;

/** What stands in a record at a path, as a text. */
const at = (row: Row, path: string): string =>
  String(path.split(".").reduce<unknown>((within, name) => (within as Row | undefined)?.[name], row));

/** A record of somebody else as it is to be: as it was, but for texts in which those who are gone stood. */
export function butFor(find: Finder, was: Row, is: Row = {}): Row {
  if (find(JSON.stringify(was)).length === 0) return was;
  const left = retold(was, (text, path) => (find(text).length > 0 ? at(is, path) : text));
  return { ...left, version: is.version, updatedAt: is.updatedAt };
}

/** Reports of what has happened: those of the records that are worked on today lose whoever is put away. */
export const reportsOfThePast: readonly string[] = catalogue
  .filter(({ filter }) => !JSON.stringify(filter ?? {}).includes('"archived"'))
  .map(({ id }) => id);

/** Columns of what is worked on today, or of whom somebody reaches: of whom the address is gone, nobody is reached any more. */
const OF_TODAY = /reach|^(?:openLeads|unclaimed|withEmail|withPhone)$/i;

/** What some reports of the catalogue come to: the sums of their columns, whatever their rows are called. */
export async function totalsOf(api: Api, reports: readonly string[]): Promise<unknown[]> {
  const replies = await Promise.all(reports.map((id) => api.get(`/v1/reports/${id}/run?period=all`)));
  return replies.map(({ status, body }, n) => {
    const sums: Record<string, number> = {};
    for (const [name, value] of ((body.rows ?? []) as Row[]).flatMap((row) => Object.entries(row))) {
      if (typeof value === "number" && !OF_TODAY.test(name)) sums[name] = (sums[name] ?? 0) + value;
    }
    return [reports[n], status, sums];
  });
}
