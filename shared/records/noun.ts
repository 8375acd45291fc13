/**
 * What a list would say stands in the noun: labels, what it is called in its account's timeline and 360, what a batch
 * may not change, what table files show beside its input, how a file's row is matched, and why it lacks what nouns
 * have (`tests/rules/declared.test.ts` asks for each). Its module's index says what it does by the clock and what
 * built-in roles may. The lists that Lambdas read are generated from that, so that a new noun is written into two: the
 * modules, and the map of who may know whom.
 */
import type * as z from "zod";
import type { InputError } from "../fault.ts";
import type { Named, References } from "../http/record.ts";
import type { Caller, Example, ListQuestion } from "../http/route.ts";
import type { Indexed } from "../search/index.ts";
import type { Action } from "../table/action.ts";
import type { AnyRow, Entity, RowOf } from "../table/entity.ts";

/** The states of a noun. They hold on every path that writes it. */
export type StateTable = {
  field: string;
  /**
   * Which states may follow which; a state that is not named is an end. What callers may write into the field says the
   * noun's input; all else is done by an action.
   */
  next: Readonly<Record<string, readonly string[]>>;
  /** The states in which people may change its other fields; in all of them, where nothing is said. */
  changeIn?: readonly string[];
  /** The states in which it may be archived. */
  archiveIn?: readonly string[];
  /** What to do instead, where a state refuses an action: a sentence by `change`, `archive` or the action's name. */
  instead?: Readonly<Record<string, string>>;
};

/** What a noun does when it is written. */
export type Writing<E extends Entity, I extends z.ZodObject> = {
  /** What is wrong with the values of a new row or a changed one taken together; told with what else is wrong. */
  check?(values: z.output<I>, before?: RowOf<E>): InputError[];
  /** Fills in and checks what a new row needs beyond its input. `named` are the rows that its references name. */
  prepare?(call: Caller, input: z.output<I>, named: Named): Promise<object> | object;
  /** Checks a patch and adds what follows from it. `named` are the rows that the patch names. */
  revise?(call: Caller, before: RowOf<E>, patch: object, named: Named): Promise<object> | object;
  /** What follows from a row's other fields, on every path that writes it (`before` is absent for a create). */
  derive?(call: Caller, after: RowOf<E>, before?: RowOf<E>): Promise<object> | object;
  /** Other rows that change with this one, in the same transaction (`before` is absent for a create). */
  alongside?(call: Caller, after: RowOf<E>, before?: RowOf<E>): Promise<Action[]> | Action[];
};

/** What people call something, in each language of the product. */
export type Label = readonly [zh: string, en: string];

/** What people call a noun, and those of its fields and options that the product's own list does not name, or names otherwise. */
export type Labels = {
  noun: Label;
  fields?: Readonly<Record<string, Label>>;
  options?: Readonly<Record<string, Label>>;
};

/**
 * What every listed noun has or says why not: texts that the search box finds, fields of the tenant's own, a place in the
 * timeline of the account that it hangs on, owners who hand their records over, and fields of tenants that name it.
 */
export const FACILITIES = ["search", "custom", "told", "owners", "referable"] as const;
export type Facility = (typeof FACILITIES)[number];

/** How its records stand in the timeline of the account that they hang on. */
export type Told<R> = {
  /** What an item is called there; by the noun unless told otherwise. */
  kind?: string;
  /** True where the account's index sorts by a civil day: the day counts as its beginning, and days to come are not told yet. */
  byDay?: boolean;
  /** The field that says who has done it. */
  by?: keyof R & string;
  detail: readonly (keyof R & string)[];
};

/** An amount of a section: the fields that it is made of, and what a row adds to it. */
export type Amount<R> = { of: readonly (keyof R & string)[]; sum(row: R, today: string): number };

/** How its records stand in the 360 of the account that they hang on; they are listed and counted, whatever is said here. */
export type Section<R> = {
  group?: "business" | "interaction";
  name?: string;
  amounts?: Readonly<Record<string, Amount<R>>>;
};

/**
 * A noun declares itself once. From this it gets create, read, list, count, change, archive and restore over HTTP, and
 * through the modules that read the list of nouns (`functions/nouns.ts`) views, search, batch, import, export, timeline,
 * roll-ups and hand-over. All of them write through `write.ts`, so what is declared here holds on every path.
 */
export type NounSpec<E extends Entity, I extends z.ZodObject> = Writing<E, I> & {
  entity: E;
  /** The module of the permissions `<module>.read` and `<module>.write`. */
  module: string;
  path: string;
  /** What a caller may write. A patch takes any of it, and `null` clears what is optional. */
  input: I;
  view: z.ZodType;
  filters?: readonly (keyof RowOf<E> & string)[];
  ranges?: readonly (keyof RowOf<E> & string)[];
  /** Filters that ask for a field by another name: `relatedTo` → `relatedIds`. */
  aliases?: Readonly<Record<string, string>>;
  /** What its list can be asked that no field says by itself. */
  questions?: Readonly<Record<string, ListQuestion>>;
  /** The amounts that a count of its records adds up, each currency for itself. */
  sums?: readonly string[];
  /** The rows that its fields name, by the paths of the fields; those that are archived cannot be named anew. */
  references?: References;
  /** What values of its fields are called that a tenant names itself, by field: the stages of its pipelines. */
  named?(call: Caller): Promise<Readonly<Record<string, ReadonlyMap<string, string>>>>;
  /** What a new row has where nobody says otherwise, on every path that makes one. */
  defaults?(call: Caller): object;
  /** Who owns the noun's records, where `references` does not say it. */
  people?: Entity;
  /** True where everybody may make one for anybody: a task for a colleague. Those that are there stay within walls. */
  forAnybody?: boolean;
  /** Set where tenants may give it fields of their own, under `custom`: the nouns that such fields may refer to. */
  custom?: References;
  /** True where the product itself calls the numbers of its records: one that cannot be called is refused. */
  calls?: boolean;
  /** True where the noun's records stand in views, search, batch, import and export. */
  listed?: boolean;
  /** What people call it. */
  labels?: Labels;
  /** What it has none of, and why not; a test asks for a word where one is left out. */
  lacks?: Readonly<Partial<Record<Facility, string>>>;
  /**
   * True where nobody writes its records field by field: they come from elsewhere and change by actions alone. It has
   * neither batch nor import nor fields of the tenant's own.
   */
  readOnly?: boolean;
  /** Fields that are changed record by record: a batch that names one is refused. */
  single?: readonly (keyof z.output<I> & string)[];
  /** Fields that the product keeps and that stand in table files beside what callers write, by their paths. */
  kept?: readonly string[];
  /**
   * Fields by which a row of a table file means a record that is there, beside those that are unique: the records that have
   * such a value, as far as the caller sees them.
   */
  matched?: Readonly<Record<string, (call: Caller, values: Record<string, unknown>) => Promise<RowOf<E>[]>>>;
  /**
   * What people call the values of a field that the tenant keeps elsewhere, such as the stages of a pipeline: the value that
   * a text of a table file means beside the row's other values, or what is wrong with it.
   */
  called?: Readonly<Record<string, (call: Caller, text: string, values: Record<string, unknown>) => Promise<Called>>>;
  /** Which record says already what a new one of these values would say once more: a file that brings it again makes none. */
  again?(call: Caller, row: RowOf<E>, given: Record<string, unknown>): Promise<string | undefined>;
  /** Set where its records are told of in the timeline of their account. */
  told?: Told<RowOf<E>>;
  /** How they stand in the 360 of their account. */
  section?: Section<RowOf<E>>;
  /** True of a record that tells who did what: its owner stays when they leave, since it is nobody else's deed. */
  history?(row: RowOf<E>): boolean;
  /** What a record is called where others speak of it. */
  title?(row: RowOf<E>): string;
  /** The texts that the search box finds a record by. */
  search?(row: RowOf<E>): Indexed[];
  states?: StateTable;
  /**
   * What it does when it is written, where that is much: loaded at the first write, so that Lambdas which only read
   * records do not carry it.
   */
  writing?(): Promise<Writing<E, I>>;
  /** Throws where a row may not be archived as it stands. */
  checkArchive?(row: RowOf<E>): void;
  /** The row as it is shown, where it is not shown as it is stored. */
  show?(row: RowOf<E>, call: Caller): unknown;
  example: Example;
  patchExample?: Example;
};

/** What a text means, or a sentence that says what it should be. */
type Called = { value: unknown } | { wrong: string };

/** A declared noun, whatever its rows are. */
export type Noun = NounSpec<Entity, z.ZodObject>;

/** Declares a noun; its functions are typed here and nowhere else. */
export const noun = <E extends Entity, I extends z.ZodObject>(spec: NounSpec<E, I>): Noun => spec as unknown as Noun;

/** What a record is called: by its noun's own word, else by its name, else by its id. */
export const titleOf = (of: Noun, row: AnyRow): string => of.title?.(row) ?? String(row.name ?? row.id);
