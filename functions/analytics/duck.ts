import type { DuckDBConnection } from "@duckdb/node-api";

/** A value of a column as the engine gives it. */
export type Value = string | number | boolean | null;
export type ColumnType = "VARCHAR" | "BIGINT" | "BOOLEAN";
export type Columns = Readonly<Record<string, ColumnType>>;

/** One database in memory, for one question: nothing of a tenant's is left when it is answered. */
export type Duck = {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, Value>[]>;
  /** Fills a table that is there. */
  fill(table: string, columns: Columns, rows: Iterable<Record<string, unknown>>): Promise<void>;
};

const MEMORY_LIMIT = "700MB";
const THREADS = "2";

/** Whole numbers come exact or not at all. */
function exact(value: unknown): Value {
  if (typeof value !== "bigint") return value as Value;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is more than a number holds exactly.`);
  return number;
}

async function filled(connection: DuckDBConnection, table: string, columns: Columns, rows: Iterable<object>) {
  const appender = await connection.createAppender(table);
  const types = Object.entries(columns);
  for (const row of rows) {
    for (const [name, type] of types) {
      const value = (row as Record<string, unknown>)[name];
      if (value === undefined || value === null) appender.appendNull();
      else if (type === "BIGINT") appender.appendBigInt(BigInt(value as number));
      else if (type === "BOOLEAN") appender.appendBoolean(value as boolean);
      else appender.appendVarchar(String(value));
    }
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}

/**
 * Works with a database of its own. It loads no extension, and reads no file but those below `folder`, so that no text of a
 * question could reach further.
 */
export async function withDuck<T>(folder: string, work: (duck: Duck) => Promise<T>): Promise<T> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    ...{ threads: THREADS, memory_limit: MEMORY_LIMIT },
    ...{ autoinstall_known_extensions: "false", autoload_known_extensions: "false" },
  });
  const connection = await instance.connect();
  try {
    await connection.run(`SET allowed_directories = ['${folder.replaceAll("'", "''")}/']`);
    await connection.run("SET enable_external_access = false");
    await connection.run("SET lock_configuration = true");
    return await work({
      run: async (sql) => {
        await connection.run(sql);
      },
      rows: async (sql) => {
        const reader = await connection.runAndReadAll(sql);
        return reader
          .getRowObjectsJS()
          .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, exact(value)])));
      },
      fill: (table, columns, rows) => filled(connection, table, columns, rows),
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
