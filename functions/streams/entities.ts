import type { EntityCard } from "../../shared/table/card.ts";
import type { Entity } from "../../shared/table/entity.ts";

/**
 * Every entity whose changes are of interest to people or bring messages about, by the module that keeps it and without
 * that module's routes: the consumer beside money reads all of them and serves no call. They stand here by name and prefix, and
 * a module's tables are loaded with the first row of theirs. A test holds the list complete and right.
 */
const TABLES: readonly Kept[] = [
  { module: "tenants", audited: { tenant: "ten" }, load: () => import("../tenants/table.ts") },
  {
    module: "users",
    audited: { user: "usr", department: "dep", role: "rol", apiKey: "key" },
    load: () => import("../users/table.ts"),
  },
  {
    module: "accounts",
    audited: { account: "acc", tierRule: "trl" },
    others: { tierSweep: "tsw", tierChange: "tic", lifeCycleMove: "lcy" },
    load: () => import("../accounts/table.ts"),
  },
  {
    module: "assignment",
    audited: { leadPool: "lpl", assignmentRule: "asr", availability: "avl" },
    load: () => import("../assignment/table.ts"),
  },
  { module: "contacts", audited: { contact: "con" }, load: () => import("../contacts/table.ts") },
  {
    module: "leads",
    audited: { lead: "led", leadForm: "lfm", leadPolicy: "lpo", scoringRule: "scr", touch: "tch" },
    load: () => import("../leads/table.ts"),
  },
  {
    module: "approvals",
    audited: { approval: "apv", approvalDelegation: "apd", approvalRule: "apr" },
    load: () => import("../approvals/table.ts"),
  },
  { module: "quotes", audited: { quote: "quo", quoteRevision: "qrv" }, load: () => import("../quotes/table.ts") },
  { module: "documents", audited: { documentSet: "dos" }, load: () => import("../documents/table.ts") },
  {
    module: "offers",
    audited: { quoteLink: "qlk", quoteAcceptance: "qac" },
    load: () => import("../offers/table.ts"),
  },
  { module: "merging", audited: { merge: "mrg" }, load: () => import("../merging/table.ts") },
  { module: "competitors", audited: { competitor: "cmp" }, load: () => import("../competitors/table.ts") },
  {
    module: "opportunities",
    audited: { opportunity: "opp", pipeline: "pip", qualificationTemplate: "qtp" },
    others: { stageMove: "stm" },
    load: () => import("../opportunities/table.ts"),
  },
  {
    module: "activities",
    audited: { activity: "act", calendarFeed: "cal" },
    load: () => import("../activities/table.ts"),
  },
  { module: "files", audited: { file: "fil" }, load: () => import("../files/table.ts") },
  { module: "fields", audited: { customField: "cfd" }, load: () => import("../fields/table.ts") },
  { module: "fields", others: { backfill: "bkf" }, load: () => import("../../shared/records/backfill.ts") },
  { module: "jobs", audited: { importMapping: "imm" }, others: { job: "job" }, load: () => import("../jobs/table.ts") },
  { module: "sharing", audited: { sharingRule: "shr" }, load: () => import("../sharing/table.ts") },
  { module: "views", audited: { view: "viw" }, load: () => import("../views/table.ts") },
  { module: "products", audited: { product: "prd" }, load: () => import("../products/table.ts") },
  { module: "prices", audited: { priceBook: "pbk", priceEntry: "pbe" }, load: () => import("../prices/table.ts") },
  { module: "partners", audited: { partner: "ptn" }, load: () => import("../partners/table.ts") },
  {
    module: "orders",
    audited: { order: "ord", amendment: "amd", handOverPolicy: "hop" },
    load: () => import("../orders/table.ts"),
  },
  {
    module: "receivables",
    audited: { receivable: "rcv", writeOff: "wof" },
    load: () => import("../receivables/table.ts"),
  },
  { module: "credits", audited: { splitRule: "spl" }, load: () => import("../credits/table.ts") },
  {
    module: "bank",
    audited: { bankConnection: "bnk", bankTransaction: "btx", bankRejection: "brj" },
    others: { bankUpload: "upl", bankStatement: "bst" },
    load: () => import("../bank/table.ts"),
  },
  {
    module: "reconciliation",
    audited: { policy: "pol", prepayment: "ppy", deduction: "ded", remittanceAdvice: "rma", adviceMapping: "adm" },
    load: () => import("../reconciliation/table.ts"),
  },
  {
    module: "messages",
    audited: { suppression: "sup" },
    others: { message: "msg" },
    load: () => import("../../shared/notify/outbox.ts"),
  },
  { module: "reports", audited: { reportSubscription: "sub" }, load: () => import("../reports/table.ts") },
];

type Kept = {
  module: string;
  /** Noun → prefix, of those whose changes are of interest to people. */
  audited?: Readonly<Record<string, string>>;
  /** Noun → prefix, of those whose changes bring something about besides. */
  others?: Readonly<Record<string, string>>;
  load(): Promise<object>;
};

const isOf = (noun: string, found: unknown): found is Entity =>
  typeof found === "object" && found !== null && "noun" in found && found.noun === noun;

/** The entity of a noun, among what the file of its tables exports. */
async function entityIn(load: Kept["load"], noun: string): Promise<Entity> {
  const found = Object.values(await load()).find((one) => isOf(noun, one));
  if (!found) throw new Error(`The tables of ${noun} do not declare it.`);
  return "entity" in found ? (found.entity as Entity) : found;
}

export type KeptCard = EntityCard & { module: string };

export const entities: readonly KeptCard[] = TABLES.flatMap(({ module, audited = {}, others = {}, load }) =>
  Object.entries({ ...audited, ...others }).map(([noun, prefix]) => ({
    ...{ noun, prefix, module, audited: noun in audited },
    load: () => entityIn(load, noun),
  })),
);

/** All of them whole. */
export const everyEntity = (): Promise<Entity[]> => Promise.all(entities.map((card) => card.load()));
