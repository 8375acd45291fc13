import * as z from "zod";
import { Fault, notFound } from "../../shared/fault.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { sign, unsign } from "../../shared/http/seal.ts";
import { entities, type KeptCard } from "../streams/entities.ts";
import { shownEntry } from "./rules.ts";
import { AuditEntryView } from "./schema.ts";
import { auditEntry } from "./table.ts";

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

const Query = z.strictObject({
  recordId: z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{5,40}$/, "must be the id of a record"),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(500).optional(),
});

/** Prefix → the audited noun and the module whose read permission its records need. */
const nouns: ReadonlyMap<string, KeptCard> = new Map(
  entities.filter(({ audited }) => audited).map((card) => [card.prefix, card]),
);

/** The noun of a record that the caller may read; all else is as if it did not exist. */
async function visibleNoun(call: Call<unknown, unknown>, recordId: string): Promise<string> {
  const found = nouns.get(recordId.split("_")[0] ?? "");
  if (!found || !call.access.can(`${found.module}.read`)) throw notFound("record", recordId);
  const entity = await found.load();
  const row = await call.table.find(entity, recordId);
  if (!row || !call.access.sees(entity, row)) throw notFound("record", recordId);
  return entity.noun;
}

export const routes: Route[] = [
  route({
    method: "GET",
    path: "/v1/audit-entries",
    permission: "audit.read",
    summary: "The history of one record, newest change first: who, when, from where, each field before and after.",
    query: Query,
    reply: pageOf(AuditEntryView),
    example: { query: { recordId: "{accountId}" } },
    run: async (call) => {
      const { recordId, limit, cursor } = call.query;
      const noun = await visibleNoun(call, recordId);
      const bound = `auditEntry ${recordId} ${call.actor.principalId}`;
      const after = cursor === undefined ? undefined : unsign(call.tenant.sealingKey, cursor, bound);
      if (cursor !== undefined && after === undefined) {
        throw new Fault("invalid_cursor", "This cursor is not of this list; use the nextCursor of the same query.");
      }
      const all = (await call.table.collect(auditEntry, { noun, recordId, recordVersion: 0 }, "v#", false)).reverse();
      const rest = after === undefined ? all : all.filter((row) => row.recordVersion < Number(after));
      const shown = rest.slice(0, limit);
      const last = rest.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => shownEntry(call.access, row)),
        nextCursor: last ? sign(call.tenant.sealingKey, String(last.recordVersion), bound) : null,
      };
    },
  }),
];
