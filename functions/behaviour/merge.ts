import type * as z from "zod";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { changed } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { write } from "../../shared/table/table.ts";
import { seenOf } from "./people.ts";
import { peopleOf } from "./rules.ts";
import type { MergeInput } from "./schema.ts";
import { chainOf, type VisitorRow } from "./stream.ts";
import { visitor, visitorId } from "./table.ts";

/** Those whom a visitor is known as; one that is known as somebody whom the caller does not see is not there for them. */
export async function peopleSeen(call: Caller, row: VisitorRow): Promise<string[]> {
  const people = peopleOf(await chainOf(call.table, row));
  const seen = await seenOf(call, people);
  if (seen.length < people.length) throw notFound(visitor.noun, row.id);
  return people;
}

type Given = z.output<typeof MergeInput>;

/** The visitors that a call names, each once, with the path by which it does. */
function namedIn({ visitorIds, anonymousIds }: Given): { id: string; path: string; as: string }[] {
  const all = [
    ...visitorIds.map((id, n) => ({ id, path: `visitorIds.${n}`, as: id })),
    ...anonymousIds.map((as, n) => ({ id: visitorId("device", as), path: `anonymousIds.${n}`, as })),
  ];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

const another = (detail: string): Fault => new Fault("conflict", detail);

/**
 * Says that visitors are the same person as one. Two that are known as different people are never made one: which of them
 * they are says the record, and not this. Nothing else changes, so parting them again restores what was.
 */
export async function mergedVisitors(call: Caller, into: VisitorRow, given: Given): Promise<VisitorRow> {
  const { table } = call;
  const named = namedIn(given);
  const ids = named.map(({ id }) => id);
  const people = await peopleSeen(call, into);
  const chain = await chainOf(table, into);
  const rows = await table.getMany(visitor, ids, true);
  const from: VisitorRow[] = [];
  for (const { id, path, as } of named) {
    const row = rows.get(id);
    if (!row) throw invalidField(path, `There is no visitor ${as}.`, "unknown_reference");
    if (row.mergedInto === into.id) continue;
    if (row.mergedInto) throw another(`${id} was merged into ${row.mergedInto}; part it from that one first.`);
    if (chain.some((one) => one.id === id)) throw another(`${into.id} is a part of ${id}; merge it the other way.`);
    const others = await peopleSeen(call, row);
    const all = new Set([...people, ...others]);
    if (all.size > 1) throw another(`${id} and ${into.id} are known as different people: ${[...all].join(", ")}.`);
    if (row.identities.length > 0 && people.length === 0) {
      throw another(`${id} is known and ${into.id} is not; merge ${into.id} into ${id}.`);
    }
    from.push(row);
  }
  // Of two who merge two visitors into each other at once, one finds the other's row changed.
  const merges = from.map((row) => write.replace(visitor, row, changed(call, row, { mergedInto: into.id })));
  if (merges.length > 0) await table.commit([...merges, write.check(visitor, into)]);
  return into;
}

/** Takes a visitor apart from the one that it was merged into; one that stands by itself is left so. */
export async function parted(call: Caller, row: VisitorRow): Promise<VisitorRow> {
  await peopleSeen(call, row);
  return row.mergedInto ? call.table.replace(visitor, row, changed(call, row, { mergedInto: null })) : row;
}
