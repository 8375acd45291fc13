import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { email, idOf, instant, phone, phoneFields, text, timeZone } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { WAYS } from "../assignment/rules.ts";
import { Consent, tags } from "../contacts/schema.ts";

export const CONSENTS_MAX = 40;
const PRODUCTS_MAX = 20;
const REASONS_MAX = 20;
/** Former owners that a lead remembers; the oldest go first. */
export const FORMER_OWNERS_MAX = 20;

/** Where a lead came from; which campaign, shop or hotline of it, `channel` and `campaign` say. */
export const SOURCES = ["webForm", "api", "import", "callCentre", "referral", "partner", "event", "other"] as const;

/** How far a lead has come. `mql`: marketing takes it for serious; `sql`: sales does. */
export const STATUSES = ["new", "working", "mql", "sql", "converted", "disqualified"] as const;
/** The states of a lead that somebody may still work on. */
export const OPEN_STATUSES: readonly string[] = ["new", "working", "mql", "sql"];

const webAddress = z.url({ protocol: /^https?$/ }).max(300);

/** A person who may become a customer, before there is an account. */
export const LeadInput = z.object({
  name: text(100),
  company: text(200).optional(),
  title: text(100).optional(),
  email: email.optional(),
  phone: phone.optional(),
  website: webAddress.optional(),
  /** Where their clock is; without it, where their number is of. */
  timeZone: timeZone.optional(),
  registrationNo: text(64).optional(),
  industry: text(100).optional(),
  region: text(100).optional(),
  /** What the person asked about. */
  productIds: z.array(idOf("prd")).max(PRODUCTS_MAX).optional(),
  source: z.enum(SOURCES).optional(),
  channel: text(100).optional(),
  campaign: text(100).optional(),
  tags: tags.optional(),
  consents: z.array(Consent).max(CONSENTS_MAX).optional(),
  note: text(5_000).optional(),
  /** A lead is converted by its own call, and not by writing this. */
  status: z.enum(["new", "working", "mql", "sql", "disqualified"]).optional(),
  /** Why nothing will come of it; required then. */
  disqualifiedReason: text(200).optional(),
  poolId: idOf("lpl").optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  custom: CustomValues.optional(),
});

/** Why a lead went to whom it went: shown as it was decided. */
export const Assignment = z.object({
  ruleId: z.string().optional(),
  poolId: z.string().optional(),
  userId: z.string().optional(),
  how: z.enum(WAYS),
  why: z.array(z.string()).max(REASONS_MAX),
  at: instant,
  /** The turn that decided, where somebody was chosen in turn. */
  turn: z.object({ of: z.string(), number: z.int() }).optional(),
  /** The pool, or the rule, of whose people nobody could be given it: it is offered to them again once somebody can. */
  waitsFor: z.string().optional(),
});

export const FormerOwner = z.object({ userId: z.string(), releasedAt: instant });

/** What one rule adds to a lead's score. The parts add up to the score exactly. */
export const ScorePart = z.object({ ruleId: z.string(), name: z.string(), points: z.int() });

/** What was put on a lead of the company that it is of. */
const OfDirectory = z.object({
  entryId: z.string(),
  by: z.enum(["registrationNo", "emailDomain", "name"]),
  at: instant,
  grade: z.string().optional(),
  industry: z.string().optional(),
  region: z.string().optional(),
  size: z.int().optional(),
});

export const Lead = LeadInput.extend({
  ...recordFields,
  ...phoneFields,
  source: z.enum(SOURCES),
  status: z.enum(STATUSES),
  score: z.int(),
  scoreParts: z.array(ScorePart).optional(),
  grade: z.string().optional(),
  /** When the lead first came as far as the tenant's sales join. */
  salesJoinedAt: instant.optional(),
  /** When it first came as far as each, wherever it has gone since. */
  mqlAt: instant.optional(),
  sqlAt: instant.optional(),
  /** When the sale that it became was won; left out while none is. */
  wonAt: instant.optional(),
  /** True while time alone changes its score. */
  decays: z.boolean().optional(),
  /** Touches that were told of it; none need be read where there are none. */
  touchCount: z.int().optional(),
  /** Since when its owner has it. */
  claimedAt: instant.optional(),
  /** When it goes back to its pool unless its owner follows it up. */
  recycleAt: instant.optional(),
  /** When its pool looks at it next: to remind the owner, or to take it back. */
  poolDueAt: instant.optional(),
  remindedAt: instant.optional(),
  lastActivityAt: instant.optional(),
  formerOwners: z.array(FormerOwner).max(FORMER_OWNERS_MAX).optional(),
  assignment: Assignment.optional(),
  /** What it became. */
  accountId: z.string().optional(),
  contactId: z.string().optional(),
  opportunityId: z.string().optional(),
  convertedAt: instant.optional(),
  /** What the directory knows of its company, and by what it was found there. */
  directory: OfDirectory.optional(),
  /** The lead that took this one in. */
  mergedInto: z.string().optional(),
  /** Made while the tenant refuses duplicates: no other open lead may have its phone, e-mail or number. */
  distinct: z.boolean().optional(),
  archived: z.boolean().optional(),
});
