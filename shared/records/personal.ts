import type * as z from "zod";
import type { Entity } from "../table/entity.ts";

/**
 * What a text of a row is to the people whom it may be about:
 * - `identity`: it says who somebody is or how they are reached
 * - `text`: words in which somebody may stand, or that somebody has written
 * - `plain`: it is about nobody: a key, an option, a code, a text of the tenant's own making
 *
 * A field is one of them by its entity's own word (`personal`), else by its type, else by its name: fields of the same name
 * are of the same kind in the whole product, and a test asks for a word about every name that no list knows.
 */
export const PERSONAL = ["identity", "text", "plain"] as const;
export type Personal = (typeof PERSONAL)[number];

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Names of fields that say who somebody is or how they are reached. */
const IDENTITY = words(`
  name email phone phoneShown address addresses contactEmail contactName contactPhone customerName recipientName
  authorName agentEmail vendor company line city postcode province recordingUrl userAgent ip from to payerName
  payerNames payeeName ultimatePayer accountNo bankAccountNo taxNo invoiceTitle bankCode referrer page url joinUrl
  website title role registrationNo agent assignee
`);

/** Names of fields with words that people write, or that are copied from where they do. */
const TEXT = words(`
  fields said text body subject note detail comment description message summary story preheader blocks record before
  after params result values custom properties answer evidence remittance memo raw error problem label outcome
  nextStep proof oddDetails additionalInfo value content reason reasons remittanceLines leftOut fallback promises made
  paymentReference reference answers shown hint lostReason cancelReason churnReason disqualifiedReason leftBecause
  noticeReason reversalReason terminateReason undoReason returnReason closeReason gradeWhy why postings claims
  filesKey references messageId conversationId externalId consentText voidReason
`);

/** Names of fields that are about nobody: options, codes, measures, words of a tenant's own settings. */
const PLAIN = words(`
  action actor added advice also amount anyOf at audience balance band bankName bankReference bankTransactionCode baseUrl
  bucket by campaign categories category channel checklist claim closeAs code codes competitors contentType contractNo
  costCentre country countsFrom coupons credit creditWords creditorReference cron currency cursor customerSuccessRole
  dates debit debitWords deduction deductionCode deductionText default digest dimensions direction discount documents
  doneStates dropped en event exclusion facts facet feature field fingerprint firstYear formula found grade group
  groups how industry invoice issuer keywords kind mapping marketingRole measure measures medium mergedFrom mergedInto
  metric milestone month networkReference noun number numberSeries of ofDepartment on onBehalfOf oneOffTypes onlineUrl
  openStage optOutWords options otherCategory ours ownAccountNos paidReference parent partnerTiers path payeeAccountNo
  payerAccountNo payerBankCode period phase policy productType productTypes project protectedTiers purpose quote rate
  recipients refusal region relation remoteState reopenAs report requiredFields roles rule scaled scanner scope script
  seed segments sending session setAsideWords sharedPayerNames smsOptOut smsSignature sort source splitFrom stage
  stages stance stateBefore step steps stoppedBecause refusedBecause strengths style subAccountNo tags teamRole template territories
  textVersion theirs ticket ticketState tier tiers timeZone told toldAs toldWithout transactionCode turn type types
  unclear under unit unitPriceMinor unitRole until urgentFor variables variant vatNo venue virtualAccountNo waiting
  waitsFor weaknesses words worksFor zh-CN zoneRole location term evicted creditNote creditsNumber invoiceNumber receipt externalProject
  selector open doing done bookPriceMinor regions productLines ownerRole
`);

/** A name that tells of a row, a person by their id, a moment or a secret. */
const STRUCTURAL = /(?:^i|I)ds?$|(?:By|At|On|Key|Hash|Keys)$|^(?:secret|token|sealingKey|hash|key|id)$/;

type Def = {
  type: string;
  shape?: Record<string, z.ZodType>;
  catchall?: z.ZodType;
  element?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  left?: z.ZodType;
  right?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  options?: readonly z.ZodType[];
  items?: readonly z.ZodType[];
  getter?(): z.ZodType;
  format?: string;
  checks?: readonly { _zod: { def: { format?: string } } }[];
};
export const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;

const WRAPPERS = new Set(["optional", "nullable", "default", "prefault", "readonly", "nonoptional", "catch"]);

/** A schema without what only says that it may be left out. */
export function bare(schema: z.ZodType): z.ZodType {
  const { type, innerType, in: given } = defOf(schema);
  if (WRAPPERS.has(type) && innerType) return bare(innerType);
  return type === "pipe" && given ? bare(given) : schema;
}

const FORMATS_OF_NOBODY = new Set(["date", "datetime", "time", "duration", "regex"]);

/** True for texts of a fixed form: moments, codes, ids. */
const isFormed = (schema: z.ZodType): boolean => {
  const { format, checks = [] } = defOf(schema);
  return [format, ...checks.map((check) => check._zod.def.format)].some((one) => FORMATS_OF_NOBODY.has(one ?? ""));
};

/** What the last name of a path is, without the places of lists and the keys of records. */
const nameIn = (path: string): string =>
  path
    .split(".")
    .filter((part) => part !== "*")
    .at(-1) ?? "";

/** What a text at a path of an entity's rows is; nothing where nobody has said. */
export function personalOf(
  { personal = {} }: Pick<Entity, "personal">,
  path: string,
  schema: z.ZodType,
): Personal | undefined {
  const own = personal[path] ?? personal[path.split(".")[0] ?? ""];
  if (own) return own;
  const name = nameIn(path);
  if (STRUCTURAL.test(name)) return "plain";
  if (IDENTITY.has(name))
    return isFormed(schema) && defOf(schema).format !== "email" && name !== "phone" && name !== "to"
      ? "plain"
      : "identity";
  if (defOf(schema).format === "email") return "identity";
  if (isFormed(schema)) return "plain";
  if (TEXT.has(name)) return "text";
  return PLAIN.has(name) ? "plain" : undefined;
}

/** Deeper than any row; what refers to itself ends here. */
const DEPTH_MAX = 12;

export type Leaf = { path: string; schema: z.ZodType };

/** Every place of a schema in which a text may stand, by its path; `*` is each item of a list and each key of a record. */
export function textLeaves(schema: z.ZodType, path = "", depth = 0): Leaf[] {
  if (depth > DEPTH_MAX) return [];
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const within = (one: z.ZodType | undefined, where = path): Leaf[] => (one ? textLeaves(one, where, depth + 1) : []);
  const def = defOf(schema);
  switch (def.type) {
    case "object":
      return [
        ...Object.entries(def.shape ?? {}).flatMap(([name, one]) => within(one, at(name))),
        ...(def.catchall && defOf(def.catchall).type !== "never" ? within(def.catchall, at("*")) : []),
      ];
    case "array":
      return within(def.element, at("*"));
    case "record":
      return within(def.valueType, at("*"));
    case "tuple":
      return (def.items ?? []).flatMap((one) => within(one, at("*")));
    case "union":
      return (def.options ?? []).flatMap((one) => within(one));
    case "intersection":
      return [...within(def.left), ...within(def.right)];
    case "lazy":
      return depth > 4 ? [] : within(def.getter?.());
    case "string":
    case "unknown":
    case "any":
      return [{ path, schema }];
    default:
      return def.innerType || def.in ? within(def.innerType ?? def.in) : [];
  }
}
