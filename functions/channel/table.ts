import type * as z from "zod";
import { companyNameKey } from "../../shared/names.ts";
import { duplicatePartition, lookedUpKeys } from "../../shared/records/duplicates.ts";
import { setting } from "../../shared/records/setting.ts";
import type { Compared } from "../../shared/search/duplicates.ts";
import { type Entry, entity, ownedIndexes } from "../../shared/table/entity.ts";
import { PartnerOrder } from "./ordering-schema.ts";
import { ReferenceCase, ReferenceProgramme } from "./references-schema.ts";
import { DealRegistration } from "./schema.ts";

type Row = z.output<typeof DealRegistration>;
type Key = Parameters<typeof duplicatePartition>[0];

/** What a registration is compared by with others, and with the tenant's own customers. */
export const comparedRegistration = (row: Row): Compared => ({
  company: row.customerName,
  ...(row.registrationNo && { registrationNo: row.registrationNo }),
  ...(row.contactPhone && { phone: row.contactPhone }),
  ...(row.contactEmail && { email: row.contactEmail }),
});

/** The partition, in the index `parent`, of the registrations that have a key of likeness. */
export const registrationPartition = (key: Key): string => `dlr.${duplicatePartition(key)}`;

/** The states in which a registration holds its customer: no other one comes into them meanwhile. */
const HOLDING: readonly string[] = ["submitted", "reviewed", "approved"];
/** The states in which it stands in the way of others. */
const STANDING: readonly string[] = [...HOLDING, "conflict"];

export const isHolding = ({ state, archived }: Row): boolean => HOLDING.includes(state) && !archived;
export const isStanding = ({ state, archived }: Row): boolean => STANDING.includes(state) && !archived;

const likeEntries = (row: Row): Entry[] =>
  isStanding(row)
    ? lookedUpKeys(comparedRegistration(row)).map((key) => ({ index: "parent", partition: registrationPartition(key) }))
    : [];

const held = (row: Row, value: string | undefined): string | undefined => (isHolding(row) && value ? value : undefined);

/** By which a customer is held: by its name as companies are compared, and by its registration number. */
export const HELD_BY = {
  customerName: (row: Row) => companyNameKey(row.customerName),
  registrationNo: (row: Row) => row.registrationNo?.normalize("NFKC").replace(/\s/g, "").toUpperCase(),
} as const;

export const dealRegistration = entity({
  noun: "dealRegistration",
  plural: "deal registrations",
  prefix: "dlr",
  schema: DealRegistration,
  indexes: {
    ...ownedIndexes("deal registration"),
    parent: { by: ["partnerId"], sorts: "createdAt", answers: "the deal registrations of one partner" },
  },
  entries: likeEntries,
  // Of two that are submitted at once one holds the customer, and the other finds it held.
  unique: {
    customerName: (row) => held(row, HELD_BY.customerName(row)),
    registrationNo: (row) => held(row, HELD_BY.registrationNo(row)),
  },
  due: {
    work: "registrations",
    shards: 2,
    at: (row) => (row.state === "approved" ? row.protectionEndsAt : undefined),
    answers: "deal registrations whose protection ends",
  },
});

export const UPGRADED_CODE = "activationCodeId";

export const partnerOrder = entity({
  noun: "partnerOrder",
  plural: "partner orders",
  prefix: "por",
  schema: PartnerOrder,
  indexes: {
    ...ownedIndexes("partner order"),
    parent: { by: ["partnerId"], sorts: "createdAt", answers: "what one partner has ordered" },
  },
  // A code is upgraded once: what was bought with it has a new one.
  unique: {
    [UPGRADED_CODE]: (row) =>
      row.kind === "upgrade" && ["submitted", "confirmed"].includes(row.state) ? row.activationCodeId : undefined,
  },
});

/** The states in which a reference customer is somebody's: none is looked at, or credited, twice. */
const REFERRED: readonly string[] = ["zone", "unit", "marketing", "quarterEnd", "approved"];

export const referenceCase = entity({
  noun: "referenceCase",
  plural: "reference cases",
  prefix: "rfc",
  schema: ReferenceCase,
  indexes: {
    ...ownedIndexes("reference case"),
    parent: { by: ["partnerId"], sorts: "createdAt", answers: "the reference cases of one partner" },
  },
  unique: { customerName: (row) => (REFERRED.includes(row.state) ? companyNameKey(row.customerName) : undefined) },
  due: {
    work: "referenceCases",
    shards: 1,
    at: (row) => (row.state === "quarterEnd" ? row.quarterEndsAt : undefined),
    answers: "reference customers whose quarter is over",
  },
});

export const referenceProgramme = setting({
  noun: "referenceProgramme",
  plural: "programmes of reference customers",
  prefix: "rfp",
  id: "rfp_tenant",
  schema: ReferenceProgramme,
  path: "/v1/reference-programme",
  reading: "channel.read",
  writing: "channel.decide",
  tells: "What a reference customer has to meet, who agrees to it in turn, and what a partner is credited for one.",
  replaces: "Replaces the programme. It holds for what is submitted, agreed to and credited from now on.",
  example: { criteria: [], zoneRole: "manager", unitRole: "manager", marketingRole: "marketing", rebateMinor: 100_000 },
});
