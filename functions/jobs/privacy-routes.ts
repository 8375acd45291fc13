import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { text } from "../../shared/schema.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { type JobKind, JobView } from "./schema.ts";
import { start } from "./start.ts";
import { job } from "./table.ts";

/** What these make is one file and a report, and no items. */
export const PRIVACY_KINDS: readonly JobKind[] = ["personExport", "tenantExport", "erasure"];

const personId = z
  .string()
  .regex(/^(?:con|led|usr|vis)_[0-9A-Za-z]{6,40}$/, "must be the id of a contact, a lead, a user or a visitor")
  .describe("A record of the person: contact, lead, user or visitor. What else is theirs is found from it.");

/** The nouns whose records are people, by the prefixes of their ids. */
const PEOPLE: Readonly<Record<string, () => Promise<Entity>>> = {
  con: async () => (await import("../contacts/table.ts")).contact,
  led: async () => (await import("../leads/table.ts")).lead,
  usr: async () => (await import("../users/table.ts")).user,
  vis: async () => (await import("../behaviour/table.ts")).visitor,
};

async function personIn(call: Caller, id: string): Promise<Record<string, unknown>> {
  const entity = await PEOPLE[id.slice(0, 3)]?.();
  const row = entity && (await call.table.find(entity, id));
  if (!row) throw invalidField("personId", "There is nobody with this id.", "not_found");
  return row;
}

const personExport = route({
  method: "POST",
  path: "/v1/person-exports",
  permission: "privacy.export",
  summary:
    "Hands out everything that is held on one person, whoever sees it otherwise, in the background: JSON lines in a zip, with the files and a manifest.",
  body: z.strictObject({ personId }),
  reply: JobView,
  status: 202,
  noun: job.noun,
  example: { body: { personId: "{contactId}" } },
  run: async (call) => {
    await personIn(call, call.body.personId);
    return start(call, { kind: "personExport", params: { personId: call.body.personId } });
  },
});

const tenantExport = route({
  method: "POST",
  path: "/v1/tenant-exports",
  leaves: true,
  permission: "privacy.exportTenant",
  summary:
    "Hands out everything that the tenant has, in the background: every record as JSON lines, and every file, in volumes of zip with counts and checksums.",
  body: z.strictObject({}),
  reply: JobView,
  status: 202,
  noun: job.noun,
  example: { body: {} },
  run: (call) => start(call, { kind: "tenantExport", params: {} }),
});

const erase = route({
  method: "POST",
  path: "/v1/erasures",
  permission: "privacy.erase",
  summary:
    "Erases one person for good, in the background: words and addresses go from records, history, search, files and messages; figures stay. The report counts what was erased and what law keeps.",
  body: z.strictObject({
    personId,
    reason: text(500).optional().describe("Why: a request of theirs, its date. It stays with the report; name nobody."),
  }),
  reply: JobView,
  status: 202,
  noun: job.noun,
  example: { body: { personId: "{leadId}", reason: "Request under Article 17" } },
  run: async (call) => {
    const row = await personIn(call, call.body.personId);
    const isAtWork = call.body.personId.startsWith("usr_") && !row.archived;
    if (isAtWork) {
      throw new Fault("invalid_state", "This user still works here: off-board them first, then erase them.");
    }
    return start(call, { kind: "erasure", params: { ...call.body } });
  },
});

export const privacyRoutes: Route[] = [personExport, tenantExport, erase];
