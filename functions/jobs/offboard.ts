import { subtreeOf } from "../../shared/auth/access.ts";
import { Fault } from "../../shared/fault.ts";
import { changed } from "../../shared/http/record.ts";
import { commit } from "../../shared/records/write.ts";
import { anew, isStale } from "../../shared/table/anew.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { apiKey, user } from "../users/table.ts";
import { failure, ITEMS_AT_ONCE } from "./apply.ts";
import { type Estate, estates, handedFields, handedOver, hasPart } from "./estate.ts";
import { PAGE_ITEMS, writePage } from "./pages.ts";
import { type HeirRule, heirOf } from "./rules.ts";
import { callerFor, type Kind, placeOf, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";

export type OffboardParams = { userId: string; rules: HeirRule[] };

type Planned = { number: number; noun: string; id: string };
type Count = { before: number; moved?: number; failed?: number; left?: number };
type Person = RowOf<typeof user>;

/** Tries at handing over a record that others, or cash application, are changing at the same time. */
const TRIES_MAX = 10;

const paramsOf = ({ job }: Run): OffboardParams => job.params as OffboardParams;
const countsOf = ({ job }: Run): Record<string, Count> => (job.result?.nouns ?? {}) as Record<string, Count>;

/** The user was archived when the job was started, so every credential is refused already; keys are ended for good too. */
async function revokeKeys(run: Run, userId: string): Promise<number> {
  const { call } = run;
  const sources = [sourceOf(apiKey, "owner", { principalId: userId })];
  const keys = await Array.fromAsync(call.table.each(apiKey, { sources }));
  for (const key of keys.filter((k) => !k.revokedAt)) {
    await call.table.replace(apiKey, key, changed(call, key, { revokedAt: call.now })).catch((error) => {
      if (!isStale(error)) throw error;
    });
  }
  return keys.length;
}

/** True for what somebody has a part in, as far as whoever hands it over sees it: nobody gives what they do not have. */
const isInHand = ({ call }: Run, estate: Estate, row: AnyRow, userId: string): boolean =>
  hasPart(estate, row, userId) && call.access.sees(estate.entity, row);

/** Lists, noun by noun, everything that the person has a part in. Archived records too: nothing is left behind. */
async function plan(run: Run): ReturnType<Kind["plan"]> {
  const { userId } = paramsOf(run);
  const { cursor } = run.job;
  const part = cursor.part ?? 0;
  const estate = (await estates())[part];
  if (!estate) return { cursor: { ...cursor, stage: "work", after: undefined } };
  const keys = part === 0 && cursor.after === undefined ? { keys: await revokeKeys(run, userId) } : {};
  const { entity } = estate;
  const page = await run.call.table.list(entity, {
    sources: estate.sources(userId),
    after: cursor.after,
    limit: PAGE_ITEMS,
    keep: (row) => isInHand(run, estate, row as AnyRow, userId),
  });
  const items = page.rows.map(({ id }, n): Planned => ({ number: cursor.items + n + 1, noun: entity.noun, id }));
  if (items.length > 0) await writePage(placeOf(run), "plan", cursor.planned, items);
  const counts = countsOf(run);
  const before = (counts[entity.noun]?.before ?? 0) + items.length;
  const next = page.next === undefined ? { part: part + 1, after: undefined } : { part, after: page.next };
  return {
    cursor: {
      ...{ ...cursor, ...next },
      planned: cursor.planned + (items.length > 0 ? 1 : 0),
      items: cursor.items + items.length,
    },
    result: { ...keys, nouns: { ...counts, [entity.noun]: { ...counts[entity.noun], before } } },
  };
}

/** A record belongs to its owner's department unless it was put elsewhere, by people or, where they cannot, by the product. */
function departmentOf({ of }: Estate, row: AnyRow, fields: object, leaver: Person, heir: Person | undefined): object {
  if (!of || !("departmentId" in of.input.shape) || !("ownerId" in fields)) return {};
  if (!heir?.departmentId || row.departmentId !== leaver.departmentId) return {};
  return heir.departmentId === row.departmentId ? {} : { departmentId: heir.departmentId };
}

type People = { leaver: Person; heirs: ReadonlyMap<string, Person> };

/** Hands one record over. What is not the person's any more was handed over before, by this job or by somebody. */
async function hand(
  run: Run,
  estate: Estate,
  { number, noun, id }: Planned,
  { leaver, heirs }: People,
): Promise<ItemResult> {
  const { rules } = paramsOf(run);
  const within = (departmentId: string): string[] => subtreeOf(run.call.tenant.departmentParents, departmentId);
  return anew(TRIES_MAX, async () => {
    const call = callerFor(run, id);
    const row = (await call.table.find(estate.entity, id)) as AnyRow | undefined;
    const to = row && heirOf(rules, noun, row, within);
    if (!row || !isInHand(run, estate, row, leaver.id)) return { number, noun, id, outcome: "moved" };
    if (!to) throw new Fault("invalid", `No rule says who takes over ${noun} ${id}.`);
    const fields = handedFields(estate, row, leaver.id, to);
    const home = departmentOf(estate, row, fields, leaver, heirs.get(to));
    await commit(call, await handedOver(call, estate, row, { ...fields, ...home }));
    return { number, noun, id, outcome: "moved" };
  });
}

async function work(run: Run, items: unknown[]): Promise<ItemResult[]> {
  const { userId, rules } = paramsOf(run);
  const { table } = run.call;
  const people = {
    leaver: await table.get(user, userId),
    heirs: await table.getMany(
      user,
      rules.map(({ to }) => to),
    ),
  };
  const all = await estates();
  return together(items as Planned[], ITEMS_AT_ONCE, (item) => {
    const estate = all.find(({ entity }) => entity.noun === item.noun) as Estate;
    return hand(run, estate, item, people).catch((error) => ({
      ...failure(item.number, error, item.id),
      noun: item.noun,
    }));
  });
}

/** Looks once more at what is still in the person's name: what came to them since, or could not be moved. */
async function finish(run: Run): Promise<Record<string, unknown>> {
  const { userId } = paramsOf(run);
  const nouns = structuredClone(countsOf(run));
  for (const estate of await estates()) {
    const { entity, sources } = estate;
    let left = 0;
    const keep = (row: unknown): boolean => isInHand(run, estate, row as AnyRow, userId);
    for await (const _ of run.call.table.each(entity, { sources: sources(userId), keep })) left++;
    nouns[entity.noun] = { ...(nouns[entity.noun] ?? { before: 0 }), left };
  }
  return { nouns };
}

/** Everything that somebody owned goes to others, noun by noun. */
export const offboarding: Kind = { plan, work, finish };
