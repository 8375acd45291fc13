import * as z from "zod";
import { notFound } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { idOf } from "../../shared/schema.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { entities, type KeptCard } from "../streams/entities.ts";
import { shownEntry } from "./rules.ts";
import { AuditEntryView } from "./schema.ts";
import { auditEntry } from "./table.ts";

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

const RecordQuery = z.strictObject({
  recordId: z
    .string()
    .regex(/^[a-z]{3}_[0-9A-Za-z]{5,40}$/, "must be the id of a record")
    .optional()
    .describe("The record whose history it is."),
  actorId: idOf("usr").optional().describe("Or the person whose changes it is to tell, of whichever records."),
  settings: z.literal("true").optional().describe("Or true: what people changed of how the tenant is set up."),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(500).optional(),
});
const Query = RecordQuery.refine(
  ({ recordId, actorId, settings }) => [recordId, actorId, settings].filter((one) => one !== undefined).length === 1,
  { path: ["recordId"], message: "give one of recordId, actorId and settings" },
);
type Asked = z.output<typeof Query>;
type AuditCall = Call<unknown, Asked>;

/** Prefix → the audited noun and the module whose read permission its records need. */
const nouns: ReadonlyMap<string, KeptCard> = new Map(
  entities.filter(({ audited }) => audited).map((card) => [card.prefix, card]),
);

/** The noun of a record that the caller sees; nothing of all others. */
async function nounSeen(call: AuditCall, recordId: string): Promise<string | undefined> {
  const found = nouns.get(recordId.split("_")[0] ?? "");
  if (!found || !call.access.can(`${found.module}.read`)) return undefined;
  const entity = await found.load();
  const row = await call.table.find(entity, recordId);
  return row && call.access.sees(entity, row) ? entity.noun : undefined;
}

/** The cursors of a list of this caller. */
const cursorsFor = ({ tenant, actor }: AuditCall, list: string) =>
  cursorsOf(
    tenant.sealingKey,
    `${list} ${actor.principalId}`,
    "This cursor is not of this list; use the nextCursor of the same query.",
  );

async function historyOf(call: AuditCall, recordId: string) {
  const noun = await nounSeen(call, recordId);
  // All else is as if it did not exist.
  if (!noun) throw notFound("record", recordId);
  const cursors = cursorsFor(call, `auditEntry ${recordId}`);
  const after = cursors.opened(call.query.cursor);
  const all = (await call.table.collect(auditEntry, { noun, recordId, recordVersion: 0 }, "v#", false)).reverse();
  const rest = after === undefined ? all : all.filter((row) => row.recordVersion < Number(after));
  const shown = rest.slice(0, call.query.limit);
  const last = rest.length > call.query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => shownEntry(call.access, row)),
    nextCursor: cursors.sealed(last && String(last.recordVersion)),
  };
}

/** What one person changed, or what was changed of settings: of records that the caller sees now, and of no others. */
async function trailOf(call: AuditCall, personId: string | undefined) {
  const cursors = cursorsFor(call, `auditEntries ${personId ?? "settings"}`);
  const source = personId ? sourceOf(auditEntry, "owner", { makerId: personId }) : sourceOf(auditEntry, "all", {});
  const asked = {
    sources: [source],
    descending: true,
    limit: call.query.limit,
    after: cursors.opened(call.query.cursor),
  };
  const { rows, next } = await call.table.list(auditEntry, asked);
  const ids = [...new Set(rows.map(({ recordId }) => recordId))];
  const known = new Map(await Promise.all(ids.map(async (id) => [id, await nounSeen(call, id)] as const)));
  const seen = rows.filter(({ recordId, noun }) => known.get(recordId) === noun);
  return {
    items: seen.map((row) => shownEntry(call.access, row)),
    nextCursor: cursors.sealed(next),
  };
}

export const routes: Route[] = [
  route({
    method: "GET",
    path: "/v1/audit-entries",
    permission: "audit.read",
    summary:
      "Who changed what, newest first, each field before and after: of one record, by one person, or of the settings.",
    query: Query,
    reply: pageOf(AuditEntryView),
    example: { query: { recordId: "{accountId}" } },
    run: (call) => {
      const { recordId, actorId } = call.query;
      return recordId === undefined ? trailOf(call, actorId) : historyOf(call, recordId);
    },
  }),
];
