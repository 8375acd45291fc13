import { folded } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { partitionOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { accountBearer, signal } from "../reconciliation/signals.ts";
import type { Read } from "./cells.ts";
import type { Column } from "./columns.ts";

/** Rows of a noun that everybody sees whole (users, departments, products) which are read to find one by its name. */
const SMALL_MAX = 5_000;
/** Rows of one account that are looked through for a name. */
const OF_ACCOUNT_MAX = 500;
/** Answers that one run remembers. */
const REMEMBERED_MAX = 20_000;

const ID = /^[a-z]{3}_[0-9A-Za-z]{6,40}$/;

/** Says of the columns that name records whether there is one of a name. */
export const knowing =
  (lookup: Lookup) =>
  async ({ references }: Column, text: string): Promise<boolean> => {
    const read = references && (await lookup.find(references, text));
    return read === undefined || "value" in read || read.code !== "unknown_reference";
  };

/**
 * Finds the records that cells name: by id, by a unique number, by exact name. It reads what it needs once a run, and
 * finds only what the caller sees.
 */
export class Lookup {
  readonly #call: Caller;
  readonly #small = new Map<string, Promise<Map<string, string[]>>>();
  readonly #known = new Map<string, Promise<Read>>();
  readonly #rows = new Map<string, Promise<AnyRow | undefined>>();

  constructor(call: Caller) {
    this.#call = call;
  }

  /** The id that a cell means. `accountId` is that of the row's account, where it has one. */
  find(entity: Entity, text: string, accountId?: string): Promise<Read> {
    const key = `${entity.prefix}\n${accountId ?? ""}\n${text}`;
    const known = this.#known.get(key);
    if (known) return known;
    const found = this.#find(entity, text.trim(), accountId);
    if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
    this.#known.set(key, found);
    // What was not there may be made by a later row.
    found.then((read) => "wrong" in read && this.#known.delete(key)).catch(() => this.#known.delete(key));
    return found;
  }

  /** A record by its id, if the caller sees it; read once a run. */
  row(entity: Entity, id: string): Promise<AnyRow | undefined> {
    const known = this.#rows.get(id);
    if (known) return known;
    if (this.#rows.size >= REMEMBERED_MAX) this.#rows.clear();
    const read = this.#seen(entity, id);
    this.#rows.set(id, read);
    return read;
  }

  async #find(entity: Entity, text: string, accountId?: string): Promise<Read> {
    if (ID.test(text) && text.startsWith(`${entity.prefix}_`)) {
      const row = await this.#seen(entity, text);
      if (row) return { value: row.id };
    }
    // People are told with their address of mail behind their name.
    const [, address] = /[\s<(（]([^\s<>()（）]+@[^\s<>()（）]+)[>)）]?$/.exec(text) ?? [];
    const byNumber = (await this.#byUnique(entity, text)) ?? (address && (await this.#byUnique(entity, address)));
    if (byNumber) return { value: byNumber };
    const named = [...new Set(await this.#byName(entity, text, accountId))];
    if (named.length === 1) return { value: named[0] };
    if (named.length > 1) {
      return { wrong: `${named.length} records are called ${text}; name it by its number or id`, code: "ambiguous" };
    }
    return { wrong: `there is no ${entity.noun} ${text}`, code: "unknown_reference" };
  }

  async #seen(entity: Entity, id: string): Promise<AnyRow | undefined> {
    const row = (await this.#call.table.find(entity, id, false)) as AnyRow | undefined;
    return row && this.#call.access.sees(entity, row) ? row : undefined;
  }

  async #byUnique(entity: Entity, text: string): Promise<string | undefined> {
    for (const [field, normalised] of Object.entries(entity.unique)) {
      let value: string | undefined;
      try {
        value = normalised({ [field]: text } as AnyRow);
      } catch {
        continue;
      }
      const id = value === undefined ? undefined : await this.#call.table.idOfUnique(entity, field, value);
      if (id && (await this.#seen(entity, id))) return id;
    }
    return undefined;
  }

  async #byName(entity: Entity, name: string, accountId?: string): Promise<string[]> {
    if (entity.noun === account.noun) return this.#accounts(name);
    if (!entity.scoped) return (await this.#all(entity)).get(folded(name)) ?? [];
    const index = entity.indexes.account;
    if (!index || !accountId || !partitionOf(entity, index, { accountId })) return [];
    const prefix = index.prefix ?? "";
    const { rows } = await this.#call.table.list(entity, {
      sources: [sourceOf(entity, "account", { accountId })],
      range: { from: `${prefix} `, to: `${prefix}\uffff` },
      limit: OF_ACCOUNT_MAX,
      keep: (row) => this.#isNamed(entity, row as AnyRow, name),
    });
    return rows.map(({ id }) => id);
  }

  #isNamed(entity: Entity, row: AnyRow, name: string): boolean {
    return !row.archived && folded(String(row.name)) === folded(name) && this.#call.access.sees(entity, row);
  }

  /** Accounts are found by the signals of their names, which lead from a payer's text to them as well. */
  async #accounts(name: string): Promise<string[]> {
    const { table } = this.#call;
    const [key] = accountBearer({ id: "", name }).keys;
    if (!key) return [];
    const bearers = await table.collect(signal, { key }, "signal#account#", false);
    const rows = await table.getMany(
      account,
      bearers.map((b) => b.bearerId),
    );
    return [...rows.values()].filter((row) => this.#isNamed(account, row as AnyRow, name)).map(({ id }) => id);
  }

  #all(entity: Entity): Promise<Map<string, string[]>> {
    const known = this.#small.get(entity.noun);
    if (known) return known;
    const read = this.#readAll(entity);
    this.#small.set(entity.noun, read);
    return read;
  }

  async #readAll(entity: Entity): Promise<Map<string, string[]>> {
    const byName = new Map<string, string[]>();
    let count = 0;
    for await (const row of this.#call.table.each(entity, { sources: [sourceOf(entity, "all")] })) {
      if (++count > SMALL_MAX) break;
      const { id, name, archived } = row as AnyRow & { name?: string };
      if (!name || archived) continue;
      byName.set(folded(name), [...(byName.get(folded(name)) ?? []), id]);
    }
    return byName;
  }
}
