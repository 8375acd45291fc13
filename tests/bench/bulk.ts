import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { TABLE_NAME } from "../../infra/local/environment.ts";
import { INDEX_NAMES, INDEXES } from "../../shared/table/physical.ts";
import type { Item } from "../../shared/table/store.ts";

const BATCH = 20_000;

/**
 * Writes items straight into the file of the embedded server, as it stores them itself: a million records are there in
 * minutes and not in hours. Their changes are on no stream, so nothing follows from them.
 */
export class Bulk {
  readonly #db: DatabaseSync;
  readonly #base: StatementSync;
  readonly #indexes: { pk: string; sk: string; isWhole: boolean; insert: StatementSync }[];
  #waiting = 0;

  constructor(dataDir: string) {
    this.#db = new DatabaseSync(join(dataDir, "table.db"), { timeout: 60_000 });
    this.#base = this.#db.prepare(
      `INSERT OR REPLACE INTO "${TABLE_NAME}" (pk, sk, item_json, item_size, hash_prefix) VALUES (?, ?, ?, ?, '')`,
    );
    this.#indexes = INDEX_NAMES.map((name) => ({
      ...INDEXES[name],
      isWhole: INDEXES[name].projection === "ALL",
      insert: this.#db.prepare(`INSERT OR REPLACE INTO "${TABLE_NAME}::gsi::${name}" VALUES (?, ?, ?, ?, ?)`),
    }));
  }

  put(item: Item): void {
    if (this.#waiting === 0) this.#db.exec("BEGIN");
    const text = JSON.stringify(item);
    const key = (name: string): string | undefined => item[name]?.S && `S:${item[name]?.S}`;
    const [pk = "", sk = ""] = [key("pk"), key("sk")];
    this.#base.run(pk, sk, text, text.length);
    for (const index of this.#indexes) {
      const [indexPk, indexSk] = [key(index.pk), key(index.sk)];
      if (!indexPk || !indexSk) continue;
      const { [index.pk]: ip, [index.sk]: is, pk: p, sk: s } = item;
      const shown = index.isWhole ? text : JSON.stringify({ [index.pk]: ip, [index.sk]: is, pk: p, sk: s });
      index.insert.run(indexPk, indexSk, pk, sk, shown);
    }
    this.#waiting += 1;
    if (this.#waiting === BATCH) this.flush();
  }

  flush(): void {
    if (this.#waiting > 0) this.#db.exec("COMMIT");
    this.#waiting = 0;
  }

  close(): void {
    this.flush();
    this.#db.close();
  }
}
