import * as z from "zod";
import { directoryEntry } from "../../shared/records/directory.ts";
import { duplicateEntries } from "../../shared/records/duplicates.ts";
import { setting } from "../../shared/records/setting.ts";
import { instant } from "../../shared/schema.ts";
import { type Compared, type DuplicateKey, duplicateKeysOf } from "../../shared/search/duplicates.ts";
import { entity, ownedIndexes, recordFields, timeKey } from "../../shared/table/entity.ts";
import { freePlaces, waitingPlaces } from "../assignment/rules.ts";
import { FoldedSubmission, LeadForm } from "./form.ts";
import { LeadPolicy, ScoringRule, Touch } from "./policy.ts";
import { Lead, OPEN_STATUSES } from "./schema.ts";

/** What a lead is compared by. */
/** What leads are compared by. */
type Said = Partial<Pick<z.output<typeof Lead>, "name" | "company" | "phone" | "email" | "registrationNo">>;

export const comparedLead = ({ name, company, phone, email, registrationNo }: Said): Compared => ({
  name,
  company,
  phone,
  email,
  registrationNo,
});

/** Somebody may still work on it. */
const isOpen = (row: z.output<typeof Lead>): boolean => !row.archived && OPEN_STATUSES.includes(row.status);

/** The value that no other open lead may have, where the tenant refuses duplicates. */
const heldValue = (kind: DuplicateKey["kind"]) => (row: z.output<typeof Lead>) =>
  row.distinct && isOpen(row)
    ? duplicateKeysOf(comparedLead(row)).find((key) => key.strong && key.kind === kind)?.value
    : undefined;

export const lead = entity({
  noun: "lead",
  plural: "leads",
  prefix: "led",
  schema: Lead,
  orders: ["name"],
  indexes: {
    ...ownedIndexes("lead"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "led#",
      sorts: "createdAt",
      answers: "the leads that one account came from",
    },
    parent: { by: ["poolId"], sorts: "createdAt", answers: "the leads of one pool" },
  },
  due: {
    work: "recycling",
    shards: 8,
    at: (row) => row.poolDueAt,
    answers: "the leads whose owners must be reminded or lose them",
  },
  entries: (row) =>
    row.mergedInto ? [] : [...duplicateEntries(comparedLead(row)), ...freePlaces(row), ...waitingPlaces(row)],
  unique: {
    phone: heldValue("phone"),
    email: heldValue("email"),
    registrationNo: heldValue("registrationNo"),
    name: heldValue("person"),
  },
});

/** How a tenant works its leads. */
export const leadPolicy = setting({
  noun: "leadPolicy",
  plural: "lead policies",
  prefix: "lpo",
  id: "lpo_leads",
  schema: LeadPolicy,
  path: "/v1/lead-policy",
  reading: "leads.read",
  writing: "assignment.write",
  tells: "How the tenant works its leads: where sales joins, thresholds, grades, duplicates.",
  replaces: "Replaces the lead policy. What is left out takes its default.",
  example: { salesJoinsAt: "raw", mqlScore: 50, sqlScore: 100, grades: [{ grade: "A", min: 80 }] },
});

export const scoringRule = entity({
  noun: "scoringRule",
  plural: "scoring rules",
  prefix: "scr",
  schema: ScoringRule,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the scoring rules of the tenant" } },
});

/** What somebody did that counts for a lead's score: never changed, the oldest go first. */
export const touch = entity({
  noun: "touch",
  plural: "touches",
  prefix: "tch",
  schema: Touch,
  scoped: false,
  indexes: {
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "tch#",
      sorts: "at",
      answers: "the touches of the leads that one account came from",
    },
  },
  key: (row) => ({ pk: String(row.leadId), sk: `touch#${row.at ? timeKey(row.at) : ""}#${row.id}` }),
});

/** Stands while time alone changes a lead's score, and says when that is reckoned next. */
export const rescoring = entity({
  noun: "rescoring",
  plural: "rescorings",
  prefix: "rsc",
  schema: z.object({ ...recordFields, leadId: z.string(), dueAt: instant }),
  scoped: false,
  audited: false,
  due: {
    work: "leadScores",
    shards: 8,
    at: (row) => row.dueAt,
    answers: "the leads whose score time has changed",
  },
});
export const rescoringId = (leadId: string): string => leadId.replace(/^led_/, "rsc_");

export const leadForm = entity({
  noun: "leadForm",
  plural: "lead forms",
  prefix: "lfm",
  schema: LeadForm,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the lead forms of the tenant" } },
});

/** Outside every wall: which tenant a submission belongs to. */
export const leadFormEntry = directoryEntry(leadForm);

export const foldedSubmission = entity({
  noun: "foldedSubmission",
  plural: "folded submissions",
  prefix: "fsb",
  schema: FoldedSubmission,
  scoped: false,
  audited: false,
});
