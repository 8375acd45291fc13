import { HOUR_MS, later, MINUTE_MS } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { commit, creation, replacement } from "../../shared/records/write.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { dueWork } from "../tenants/due.ts";
import { directoryDeliveryNoun, directorySourceNoun } from "./noun.ts";
import { restProvider, type Told } from "./port.ts";
import { SAID_FIELDS } from "./schema.ts";
import { directoryDelivery, directorySource, type SourceRow } from "./table.ts";

/** Pages of one turn; what is left goes on with the next. */
const PAGES_MAX = 20;
const AT_ONCE = 10;
const WAIT_MS_MAX = 6 * HOUR_MS;
const ERROR_CHARS_MAX = 300;

/** Takes in what a provider tells of one company, once; what cannot be taken is told. */
async function take(call: Caller, { id: sourceId, runAt }: SourceRow, told: Told): Promise<string | undefined> {
  const asOf = told.asOf ?? runAt;
  const id = hashedId(directoryDelivery.prefix, `${sourceId}\n${told.id}\n${asOf}`);
  const fields = SAID_FIELDS.flatMap((field) => (told.fields[field] == null ? [] : [[field, told.fields[field]]]));
  try {
    const said = { sourceId, asOf, ...Object.fromEntries(fields) };
    const change = await creation(call, directoryDeliveryNoun, said, id);
    const known = await directoryDeliveryNoun.again?.(call, change.after, { asOf: told.asOf });
    if (known === undefined) await commit(call, change);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === "duplicate") return undefined;
    if (error.status >= 500 || error.code === "stale") throw error;
    return `${told.id}: ${error.detail}`;
  }
  return undefined;
}

async function noted(call: Caller, row: SourceRow, fields: Record<string, unknown>): Promise<SourceRow> {
  return (await commit(call, await replacement(call, directorySourceNoun, row as AnyRow, fields))) as SourceRow;
}

/** Asks a provider for its next pages, and keeps after each where it goes on: whatever breaks off is gone on with, and nothing is taken twice. */
async function pull(call: Caller, source: SourceRow): Promise<void> {
  const { baseUrl = "", token = "" } = source;
  const provider = restProvider({ baseUrl, token });
  let row = source.runAt ? source : await noted(call, source, { runAt: call.now, error: null });
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const { companies, next } = await provider.page(row.cursor);
    const refused: string[] = [];
    for (let at = 0; at < companies.length; at += AT_ONCE) {
      const some = await Promise.all(companies.slice(at, at + AT_ONCE).map((told) => take(call, row, told)));
      refused.push(...some.flatMap((one) => one ?? []));
    }
    const error = refused[0] ? `${refused.length} not taken: ${refused[0]}`.slice(0, ERROR_CHARS_MAX) : undefined;
    const told = { failures: null, ...(error && { error }) };
    if (next === undefined) {
      const ended = { cursor: null, runAt: null, pulledAt: call.now, dueAt: later(call.now, row.pullHours * HOUR_MS) };
      await noted(call, row, { ...told, ...ended });
      return;
    }
    row = await noted(call, row, { ...told, cursor: next });
  }
}

/** Asks the providers that are due; one that fails is asked again later and later, from where it stood. */
export const handler = dueWork("directory", directorySource, async ({ table, row, caller }) => {
  const call = await caller();
  await pull(call, row).catch(async (error: unknown) => {
    if (error instanceof Fault) throw error;
    const now = await table.get(directorySource, row.id);
    const failures = (now.failures ?? 0) + 1;
    const wait = Math.min(WAIT_MS_MAX, MINUTE_MS * 2 ** failures);
    const why = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARS_MAX);
    await noted(call, now, { failures, error: why, dueAt: later(call.now, wait) });
  });
});
