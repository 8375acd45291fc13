import { DatabaseSync, type StatementSync } from "node:sqlite";
import { privateFile, privateFolder } from "./private.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS queue_messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, queue TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT NOT NULL, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, first_received_at INTEGER,
    receives INTEGER NOT NULL DEFAULT 0, receipt TEXT, held INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS queue_due ON queue_messages (queue, held, visible_at);
  CREATE UNIQUE INDEX IF NOT EXISTS queue_receipt ON queue_messages (receipt) WHERE receipt IS NOT NULL;
  CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, recipients TEXT NOT NULL, message TEXT NOT NULL, raw BLOB);
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, headers TEXT NOT NULL, stored_at INTEGER NOT NULL,
    size INTEGER NOT NULL, etag TEXT NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS pool_users (
    username TEXT PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL, groups TEXT NOT NULL, invitations INTEGER NOT NULL,
    signed_out_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS pool_groups (name TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS identities (domain TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dns (type TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (type, name, value)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS grants (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, family TEXT NOT NULL, value TEXT NOT NULL, used INTEGER NOT NULL,
    ends_at INTEGER NOT NULL) WITHOUT ROWID;
`;

/**
 * What the emulated services remember, in one SQLite file: queues, sent messages, objects, people who may sign in and their
 * grants, stream checkpoints, settings.
 * The file is locked for as long as the stack runs, so two stacks cannot share a folder, and the lock dies with the process.
 */
export class Store {
  readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(folder: string) {
    privateFolder(folder);
    this.db = new DatabaseSync(privateFile(folder, "stack.db"));
    try {
      this.db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL; PRAGMA journal_mode = WAL;");
      this.db.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT;`);
    } catch (cause) {
      this.db.close();
      throw new Error(`Another local stack is using ${folder}; stop it, or start this one with --data <folder>.`, {
        cause,
      });
    }
  }

  /** A prepared statement, compiled once. */
  sql(text: string): StatementSync {
    let statement = this.statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  /** Runs `work`, and keeps all that it wrote or nothing of it. */
  atomically(work: () => void): void {
    this.db.exec("BEGIN");
    try {
      work();
      this.db.exec("COMMIT");
    } catch (error) {
      this.db.exec("ROLLBACK");
      throw error;
    }
  }

  setting(name: string): string | undefined {
    return this.sql("SELECT value FROM settings WHERE name = ?").get(name)?.value as string | undefined;
  }

  set(name: string, value: string): void {
    this.sql("INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(
      name,
      value,
    );
  }

  /** A setting that is made on the first start and kept from then on, such as a signing key. */
  async keep(name: string, make: () => string | Promise<string>): Promise<string> {
    const kept = this.setting(name);
    if (kept !== undefined) return kept;
    const made = await make();
    this.set(name, made);
    return made;
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }
}
