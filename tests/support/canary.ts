import { placesOf } from "../../functions/privacy/places.ts";
import { documentKey } from "../../functions/signing/table.ts";
import { allEntities } from "../../functions/streams/everything.ts";
import { writeObject } from "../../shared/objects.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { damageOf } from "../../shared/table/readable.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { filled, type Words } from "./filled.ts";
import { personalPaths, retold } from "./personal-texts.ts";

export const NAME = "Quendoline Vaspretti";
export const EMAIL = "quendoline@canary.example";
export const PHONE = "+8613912345671";
export const CANARIES = [EMAIL, "13912345671", ...NAME.split(" ")];
export const CALLED = /quendoline|vaspretti|13912345671/i;
const stamp = { actor: "user:usr_000000000000", from: "", requestId: "canary" };

export const wordsOf = (id: string): Words => ({
  text: `${NAME} <${EMAIL}>, ${PHONE}`,
  email: EMAIL,
  phone: PHONE,
  url: `https://canary.example/?m=${EMAIL}`,
  id,
});

/** Nouns that decide how every call is answered, and what the search box knows of a record, which follows from the record. */
const GROUND = new Set([
  "indexedRecord",
  "tenant",
  "tenantStanding",
  "quotaStanding",
  "licenceUse",
  "rate",
  "meter",
  "idempotency",
]);

/** The entities whose rows are a tenant's own. */
async function ofTenants(): Promise<Entity[]> {
  const outside =
    /(?<!directory|audit)Entry$|^(?:dueLease|dueMark|activationCode|signingKey|licencePrices|tenantUsage|meteringMark)$/;
  return (await allEntities()).filter(({ noun }) => !outside.test(noun) && !GROUND.has(noun));
}

const NOW = "2026-11-30T08:00:00.000Z";

/** What a schema asks for beyond the shape of each part, by noun; `undefined` leaves a part out. */
const wholes = ({ text, id }: Words): Record<string, Record<string, unknown>> => {
  const filter = { field: "name", op: "eq", value: text };
  const allowedOrigins = ["https://canary.example"];
  return {
    ...{ tierRule: { when: filter }, sharingRule: { when: filter }, directorySegment: { filter }, view: { filter } },
    ...{ writeKey: { allowedOrigins }, leadForm: { allowedOrigins }, ticketChannel: { allowedOrigins } },
    segment: { filter, behaviour: undefined, alike: undefined, sample: undefined },
    assignmentRule: { when: filter, to: { members: [{ userId: id.replace("con_", "usr_") }] } },
    activity: { repeat: undefined },
    callList: { hours: undefined },
    approvalRule: { steps: [{ by: "manager" }], when: filter },
    bankConnection: { statementMapping: undefined },
    reachSettings: { quietHours: undefined },
    senderDomain: { domain: "canary.example" },
    // Rows that lie by what they are of, and not by their own id.
    quoteRevision: { quoteId: "quo_01CANARY000001" },
    changeRevision: { changeRequestId: "chr_01CANARY000001" },
    toldMarker: { sumId: "sum_01CANARY000001" },
    usageDay: { id: `usd_01CANARY000000#2026-11-30#logins#` },
    stageMove: { from: "won", to: "lost" },
    directoryDelivery: { entryId: "dre_01CANARY000001" },
  };
};

/**
 * A row of a noun with the person's words in every text of it, and the person's id wherever it names somebody or something.
 * By name people are called only where a row names them by id, and not in what is about nobody, such as a code.
 */
function rowFor(entity: Entity, words: Words, nth: number): AnyRow | undefined {
  const base = {
    id: `${entity.prefix}_01CANARY${String(nth).padStart(6, "0")}`,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
  };
  const whole = { ...(filled(entity.schema, words) as AnyRow), ...base, ...wholes(words)[entity.noun] };
  const isOfThem = JSON.stringify(whole).includes(words.id);
  const isPersonal = personalPaths(entity);
  const row = retold(whole as Record<string, unknown>, (text, path) =>
    isOfThem && isPersonal(path) ? text : text.replace(NAME, "Somebody"),
  ) as AnyRow;
  if ("archived" in row) row.archived = false;
  return damageOf(entity, row) ? undefined : row;
}

/** Lays a row of every noun, and objects, into a tenant; gives those that could not be laid. */
export async function plant(
  tenant: { id: string },
  words: Words,
): Promise<{ planted: Map<string, string>; bare: string[] }> {
  const table = await tenantTable(tenant.id, stamp);
  const planted = new Map<string, string>();
  const bare: string[] = [];
  for (const [nth, entity] of (await ofTenants()).entries()) {
    const row = rowFor(entity, words, nth);
    if (!row) bare.push(entity.noun);
    else {
      // What others gave rise to is there already.
      await table.create(entity, row).catch((error: Error) => {
        if (!isOvertaken(error)) bare.push(`${entity.noun}: ${error.message}`);
      });
      planted.set(entity.noun, row.id);
    }
  }
  const envelopeId = String(planted.get("envelope"));
  for (const form of ["pdf", "json"] as const) {
    await writeObject(documentKey(tenant.id, envelopeId, form), Buffer.from(words.text), "application/pdf");
  }
  for (const place of placesOf(tenant.id)) {
    // What people attached or sign lies there under the id of its row; what they upload to import goes by its lifecycle.
    if (/^(?:facts|files|incoming|signing|uploads)\//.test(place)) continue;
    await writeObject(`${place}canary.json`, Buffer.from(JSON.stringify({ said: words.text })), "application/json");
    await writeObject(`${place}canary.pdf`, Buffer.from(`%PDF ${words.text}`), "application/pdf");
  }
  return { planted, bare };
}
