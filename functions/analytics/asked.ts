import type { Both, Dimension, Fact, Measure, SumMeasure } from "../../shared/facts/fact.ts";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import { type FieldKind, type Filter, type FilterField, fieldsOf } from "../../shared/filter/filter.ts";
import type { Resolved } from "../../shared/filter/resolve.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Conversion, convertedSql } from "./conversion.ts";
import { cardOfNoun, factFor, mayMeasure, maySplit, needFact } from "./facts.ts";
import { type Calendar, daysIn, LEVELS, type Level } from "./periods.ts";
import { choicesOf } from "./said.ts";
import type { Column } from "./schema.ts";
import { literal, named, partSql, wallSql } from "./sql.ts";

/** One way of telling rows apart, as it is put in SQL. */
export type Split = {
  key: string;
  label: Both;
  kind: Dimension["kind"];
  sql: string;
  level?: Level;
  of?: string;
  choices?: Column["choices"];
};

/** Another fact that rows are told apart by, joined under an alias. */
type Join = { alias: string; fact: Fact; on: string };

const FACTS = "f";
/** The dimension that tells what amounts are in. */
export const CURRENCY = "currency";
/** The department at the top of the tree that a department stands in. */
const TOP = "top";

function topOf(parents: ReadonlyMap<string, string | undefined>, id: string): string {
  const seen = new Set([id]);
  let at = id;
  for (let parent = parents.get(at); parent && !seen.has(parent); parent = parents.get(at)) {
    seen.add(parent);
    at = parent;
  }
  return at;
}

/** What the values of a dimension are called, where they are choices. */
const choices = async (fact: Fact, { options }: Dimension): Promise<Pick<Split, "choices">> =>
  options ? { choices: await choicesOf(fact, options) } : {};

/** What is asked of a fact, by whom: knows its dimensions and what they look like in SQL. */
export class Asked {
  readonly fact: Fact;
  readonly calendar: Calendar;
  readonly #call: Caller;
  readonly #joins = new Map<string, Join>();
  #into: { conversion: Conversion; day: string } | undefined;

  private constructor(call: Caller, fact: Fact, calendar: Calendar) {
    this.#call = call;
    this.fact = fact;
    this.calendar = calendar;
  }

  static async of(call: Caller, facts: string, calendar: Calendar): Promise<Asked> {
    return new Asked(call, await factFor(call.access, facts), calendar);
  }

  /** The other facts that are needed. */
  get joined(): readonly Fact[] {
    return [...new Set([...this.#joins.values()].map(({ fact }) => fact))];
  }

  /** The measures that are asked for, each checked. */
  measures(keys: readonly string[]): [string, Measure][] {
    return keys.map((key, n) => {
      const measure = Object.hasOwn(this.fact.measures, key) ? this.fact.measures[key] : undefined;
      const path = `measures.${n}`;
      if (!measure) {
        const known = Object.keys(this.fact.measures).join(", ");
        throw invalidField(path, `${this.fact.name} has no measure ${key}; it has ${known}.`, "unknown_measure");
      }
      if (keys.indexOf(key) !== n) throw invalidField(path, `${key} is named twice.`);
      if (!mayMeasure(this.#call.access, this.fact, key)) {
        throw new Fault("forbidden", `${key} tells of fields that you may not see; leave it out.`);
      }
      return [key, measure];
    });
  }

  #dimension(fact: Fact, key: string, path: string): Dimension {
    const found = Object.hasOwn(fact.dimensions, key) ? fact.dimensions[key] : undefined;
    if (!found) {
      const known = Object.keys(fact.dimensions).join(", ");
      throw invalidField(path, `${fact.name} has no dimension ${key}; it has ${known}.`, "unknown_dimension");
    }
    if (!maySplit(this.#call.access, fact, key, found)) {
      throw new Fault("forbidden", `${key} tells of fields that you may not see; leave it out.`);
    }
    return found;
  }

  /** A dimension by its name, as `accountId`, `bookedOn.month` or `accountId.region`. */
  async split(name: string, path: string): Promise<Split> {
    const [key = "", ...rest] = name.split(".");
    const sub = rest.length > 0 ? rest.join(".") : undefined;
    const dimension = this.#dimension(this.fact, key, path);
    const column = `${FACTS}.${named(key)}`;
    const { label, kind, of } = dimension;
    if (kind === "date") return this.#date(name, path, dimension, column, sub);
    if (sub === undefined)
      return { key: name, label, kind, sql: column, ...(of && { of }), ...(await choices(this.fact, dimension)) };
    if (of === "department" && sub === TOP) {
      return { key: name, label: [`一级${label[0]}`, `Top ${label[1]}`], kind, sql: this.#top(column), of };
    }
    return this.#through(name, path, dimension, column, sub);
  }

  #date(name: string, path: string, { label, kind }: Dimension, column: string, sub = "day"): Split {
    const level = LEVELS.find((one) => one === sub);
    if (!level) throw invalidField(path, `A date has the levels ${LEVELS.join(", ")}.`, "unknown_dimension");
    return { key: name, label, kind, level, sql: partSql(column, level, this.calendar) };
  }

  #top(column: string): string {
    const { departmentParents: parents } = this.#call.tenant;
    const cases = [...parents.keys()].map((id) => `WHEN ${literal(id)} THEN ${literal(topOf(parents, id))}`);
    return cases.length === 0 ? column : `CASE ${column} ${cases.join(" ")} ELSE ${column} END`;
  }

  async #through(name: string, path: string, { label, of }: Dimension, column: string, sub: string): Promise<Split> {
    const fact = await (of ? cardOfNoun(of) : undefined)?.load();
    if (!fact)
      throw invalidField(
        path,
        `${name.split(".")[0]} has no parts to be told apart by; name it alone.`,
        "unknown_dimension",
      );
    needFact(this.#call.access, fact, name);
    const inner = this.#dimension(fact, sub, path);
    const join = this.#joins.get(column) ?? { alias: `j${this.#joins.size}`, fact, on: column };
    this.#joins.set(column, join);
    return {
      ...{ key: name, label: [`${label[0]}·${inner.label[0]}`, `${label[1]}: ${inner.label[1]}`], kind: inner.kind },
      ...{ sql: `${join.alias}.${named(sub)}`, ...(inner.of && { of: inner.of }), ...(await choices(fact, inner)) },
    };
  }

  /** The date that the period is about. */
  async on(name: string | undefined): Promise<Split> {
    const date = await this.split(name ?? this.fact.on, "on");
    if (date.kind !== "date" || date.level !== "day") throw invalidField("on", `${name} is no date.`);
    return date;
  }

  /** The filter made concrete, and where its fields stand. */
  async filter(filter: Filter | undefined): Promise<{ filter: Resolved; columns: Map<string, Split> }> {
    if (!filter) return { filter: { all: [] }, columns: new Map() };
    const names = fieldsOf(filter).filter((name) => Object.hasOwn(this.fact.dimensions, name.split(".")[0] ?? ""));
    const columns = new Map<string, Split>();
    for (const name of names) columns.set(name, await this.split(name, "filter"));
    const fields = new Map<string, FilterField>(
      Object.entries(this.fact.dimensions).map(([key, { kind, options }]) => [
        key,
        { kind, ...(options && { options }) },
      ]),
    );
    // The part of a date, and what is told of a record, are compared as what they are.
    for (const [name, { kind, level }] of columns) {
      const as: FieldKind = level && level !== "day" ? "enum" : kind;
      if (name.includes(".")) fields.set(name, { kind: as });
    }
    const errors = filterErrors(filter, fields, "filter");
    if (errors.length > 0) throw this.#unasked(errors);
    const { now, timeZone, ...begins } = this.calendar;
    const of = (word: string, today: string) => daysIn(word, today, begins);
    const { principalId: me, departmentId: myDepartment } = this.#call.actor;
    return {
      filter: resolveFilter(filter, fields, { now, timeZone, me, daysIn: of, ...(myDepartment && { myDepartment }) }),
      columns,
    };
  }

  /** What is wrong with a filter; of a field that is not there also what there is. */
  #unasked(wrong: InputError[]): Fault {
    const known = Object.keys(this.fact.dimensions).join(", ");
    const errors = wrong.map((one) =>
      one.code === "unknown_filter" ? { ...one, message: one.message.replace(/\.$/, `; there are ${known}.`) } : one,
    );
    return new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  }

  /** The rows that the caller sees, with all that they are told apart by. */
  from(): string {
    const { access } = this.#call;
    const joins = [...this.#joins.values()].map(
      ({ alias, fact, on }) =>
        ` LEFT JOIN ${named(fact.name)} ${alias} ON ${alias}.recordId = ${on} AND ${wallSql(access, fact.sources, alias)}`,
    );
    return `FROM ${named(this.fact.name)} ${FACTS}${joins.join("")} WHERE ${wallSql(access, this.fact.sources, FACTS)}`;
  }

  /** From now on amounts are put into another currency, each by the rate of its day. */
  convert(conversion: Conversion, { sql: day }: Split): void {
    if (CURRENCY in this.fact.dimensions) this.#into = { conversion, day };
  }

  /** What a sum adds up: its column, or that in the currency that amounts are put into. */
  summed(key: string): string {
    const column = this.column(key);
    if (!this.#into || (this.fact.measures[key] as SumMeasure).unit !== "money") return column;
    return convertedSql(column, this.column(CURRENCY), this.#into.day, this.#into.conversion);
  }

  /** A column of the fact itself. */
  column(name: string): string {
    return `${FACTS}.${named(name)}`;
  }
}
