import { Fault } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { valueAt } from "../../shared/records/values.ts";
import type { Action } from "../../shared/table/action.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { type BehaviourCondition, timesWithin } from "../behaviour/counted.ts";
import { nouns } from "../nouns.ts";
import type { Subject, Test } from "./definition.ts";

/** Records of an account that a count reads at a time, and in all. */
const PAGE = 100;
const COUNTED_MAX = 1_000;

export type About = { personId: string; record?: { noun: string; id: string } | undefined };
export type Known = { of: Noun; row: AnyRow };

/** A listed noun by its name. */
export const nounNamed = (name: string): Promise<Noun> | undefined => nouns.find(({ noun }) => noun === name)?.load();

/** Whether a filter holds of a row at this moment. One that names a field that is gone holds of nothing. */
export function holdsOf({ now, tenant, actor }: Caller, of: Noun, filter: Filter, row: AnyRow): boolean {
  const context = { now, timeZone: tenant.timeZone, me: actor.principalId };
  try {
    return matchesFilter(resolveFilter(filter, filterFields(of, tenant), context), row);
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") return false;
    throw error;
  }
}

const stands = (row: AnyRow | undefined): row is AnyRow => row !== undefined && !row.archived && !row.mergedInto;

/** What is known of one person on a journey at the moment of a step: read consistently, each record once. */
export class Facts {
  readonly #call: Caller;
  readonly #about: About;
  readonly #read = new Map<string, Promise<Known | undefined>>();
  /** Records that an answer leans on. */
  readonly #leant = new Map<string, Known>();

  constructor(call: Caller, about: About) {
    this.#call = call;
    this.#about = about;
  }

  #find(noun: string, id: string): Promise<Known | undefined> {
    const load = async (): Promise<Known | undefined> => {
      const of = await nounNamed(noun);
      const row = of && ((await this.#call.table.find(of.entity, id)) as AnyRow | undefined);
      return of && stands(row) ? { of, row } : undefined;
    };
    const known = this.#read.get(id) ?? load();
    this.#read.set(id, known);
    return known;
  }

  person(): Promise<Known | undefined> {
    const { personId } = this.#about;
    return this.#find(personId.startsWith("led_") ? "lead" : "contact", personId);
  }

  async subject(subject: Subject): Promise<Known | undefined> {
    const { record } = this.#about;
    if (subject === "person") return this.person();
    if (subject === "record") return record && this.#find(record.noun, record.id);
    const accountId = await this.accountId();
    return accountId === undefined ? undefined : this.#find("account", accountId);
  }

  /** The account of the record, or else of the person. */
  async accountId(): Promise<string | undefined> {
    const { record } = this.#about;
    if (record?.noun === "account") return record.id;
    for (const known of [await this.subject("record"), await this.person()]) {
      const [id] = [known?.row.accountId, known?.row.accountIds].flat();
      if (typeof id === "string") return id;
    }
    return undefined;
  }

  /** A field of a subject; nothing where it is not there. */
  async valueOf(subject: Subject, field: string): Promise<unknown> {
    const known = await this.subject(subject);
    if (known) this.#lean(known);
    return known && valueAt(known.row, field);
  }

  #lean(known: Known): void {
    this.#leant.set(known.row.id, known);
  }

  async holds(tests: readonly Test[]): Promise<boolean> {
    for (const test of tests) if (!(await this.#holdsOne(test))) return false;
    return true;
  }

  async #holdsOne(test: Test): Promise<boolean> {
    if (test.kind === "count") return this.#counts(test);
    if (test.kind === "did") return this.#did(test.behaviour);
    const known = await this.subject(test.of);
    if (!known) return false;
    this.#lean(known);
    return holdsOf(this.#call, known.of, test.filter, known.row);
  }

  async #did(asked: BehaviourCondition): Promise<boolean> {
    const { personId } = this.#about;
    const { dayReader } = await import("../behaviour/done.ts");
    const days = await (await dayReader(this.#call, [personId]))(personId, asked);
    const isDone = timesWithin(days, asked.withinDays, todayOf(this.#call)) >= asked.times;
    return isDone === (asked.did !== undefined);
  }

  /** Counts as far as the answer needs. */
  async #counts({ noun, filter, atLeast = 0, atMost }: Extract<Test, { kind: "count" }>): Promise<boolean> {
    const [accountId, of] = [await this.accountId(), await nounNamed(noun)];
    if (accountId === undefined || !of) return false;
    const found: AnyRow[] = [];
    for await (const row of recordsOf(this.#call, of, accountId)) {
      if (filter && !holdsOf(this.#call, of, filter, row)) continue;
      found.push(row);
      if (atMost !== undefined ? found.length > atMost : found.length >= atLeast) break;
    }
    for (const row of found.slice(0, Math.max(atLeast, 1))) this.#lean({ of, row });
    return found.length >= atLeast && (atMost === undefined || found.length <= atMost);
  }

  /** Refuses the step where something that it leans on has changed since it was read. */
  checks(): Action[] {
    return [...this.#leant.values()].map(({ of, row }) => write.check(of.entity, row));
  }
}

/** The index that has a noun's records of one account, where there is one. */
export const accountIndexOf = ({ entity }: Noun): boolean =>
  ["accountId", "accountIds"].includes(entity.indexes.account?.by.join() ?? "");

/** The records of an account that stand: where they are says an index, what they say is read of the table itself. */
export async function* recordsOf({ table }: Caller, of: Noun, accountId: string): AsyncGenerator<AnyRow> {
  const { entity } = of;
  const index = entity.indexes.account;
  if (!index) return;
  const [by = ""] = index.by;
  const begins = index.prefix ?? " ";
  const ask = { sources: [sourceOf(entity, "account", { [by]: accountId })], limit: PAGE };
  const range = { from: begins, to: `${begins}\uffff` };
  let [after, seen] = [undefined as string | undefined, 0];
  do {
    const page = await table.list(entity, { ...ask, range, after });
    const rows = await table.getMany(
      entity,
      page.rows.map(({ id }) => id),
      true,
    );
    for (const row of rows.values()) if (stands(row as AnyRow)) yield row as AnyRow;
    seen += page.rows.length;
    after = page.next;
  } while (after !== undefined && seen < COUNTED_MAX);
}
