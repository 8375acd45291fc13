import { doorsOf } from "../shared/http/doors.ts";
import type { LambdaDeclaration, Module } from "../shared/module.ts";
import { access } from "./access/index.ts";
import { accounts } from "./accounts/index.ts";
import { activities } from "./activities/index.ts";
import { analytics } from "./analytics/index.ts";
import { approvals } from "./approvals/index.ts";
import { articles } from "./articles/index.ts";
import { assets } from "./assets/index.ts";
import { assignment } from "./assignment/index.ts";
import { audit } from "./audit/index.ts";
import { bank } from "./bank/index.ts";
import { batch } from "./batch/index.ts";
import { behaviour } from "./behaviour/index.ts";
import { broadcasts } from "./broadcasts/index.ts";
import { budgets } from "./budgets/index.ts";
import { calls } from "./calls/index.ts";
import { campaigns } from "./campaigns/index.ts";
import { cash } from "./cash/index.ts";
import { channel } from "./channel/index.ts";
import { competitors } from "./competitors/index.ts";
import { consents } from "./consents/index.ts";
import { contacts } from "./contacts/index.ts";
import { coverage } from "./coverage/index.ts";
import { credits } from "./credits/index.ts";
import { customers } from "./customers/index.ts";
import { directory } from "./directory/index.ts";
import { docs } from "./docs/index.ts";
import { documents } from "./documents/index.ts";
import { expenses } from "./expenses/index.ts";
import { fields } from "./fields/index.ts";
import { files } from "./files/index.ts";
import { forecast } from "./forecast/index.ts";
import { gatherings } from "./gatherings/index.ts";
import { hooks } from "./hooks/index.ts";
import { identity } from "./identity/index.ts";
import { invoices } from "./invoices/index.ts";
import { jobs } from "./jobs/index.ts";
import { journeys } from "./journeys/index.ts";
import { leads } from "./leads/index.ts";
import { licences } from "./licences/index.ts";
import { mailboxes } from "./mailboxes/index.ts";
import { meetings } from "./meetings/index.ts";
import { merging } from "./merging/index.ts";
import { messages } from "./messages/index.ts";
import { metering } from "./metering/index.ts";
import { offers } from "./offers/index.ts";
import { operations } from "./operations/index.ts";
import { opportunities } from "./opportunities/index.ts";
import { orders } from "./orders/index.ts";
import { partners } from "./partners/index.ts";
import { presets } from "./presets/index.ts";
import { prices } from "./prices/index.ts";
import { privacy } from "./privacy/index.ts";
import { products } from "./products/index.ts";
import { projects } from "./projects/index.ts";
import { quotas } from "./quotas/index.ts";
import { quotes } from "./quotes/index.ts";
import { reach } from "./reach/index.ts";
import { rebates } from "./rebates/index.ts";
import { receivables } from "./receivables/index.ts";
import { reconciliation } from "./reconciliation/index.ts";
import { renewals } from "./renewals/index.ts";
import { reports } from "./reports/index.ts";
import { search } from "./search/index.ts";
import { segments } from "./segments/index.ts";
import { senders } from "./senders/index.ts";
import { sharing } from "./sharing/index.ts";
import { signing } from "./signing/index.ts";
import { success } from "./success/index.ts";
import { surveys } from "./surveys/index.ts";
import { tasks } from "./tasks/index.ts";
import { templates } from "./templates/index.ts";
import { tenants } from "./tenants/index.ts";
import { tickets } from "./tickets/index.ts";
import { time } from "./time/index.ts";
import { timeline } from "./timeline/index.ts";
import { trackers } from "./trackers/index.ts";
import { users } from "./users/index.ts";
import { values } from "./values/index.ts";
import { views } from "./views/index.ts";

/** THE list: the gateway, CDK, OpenAPI, the client, the local stack, the permission matrix and the tests read it. */
export const modules: readonly Module[] = [
  tenants,
  users,
  identity,
  accounts,
  contacts,
  consents,
  behaviour,
  segments,
  templates,
  broadcasts,
  campaigns,
  assets,
  gatherings,
  hooks,
  directory,
  meetings,
  assignment,
  journeys,
  leads,
  merging,
  competitors,
  opportunities,
  activities,
  tickets,
  mailboxes,
  calls,
  articles,
  trackers,
  files,
  timeline,
  fields,
  batch,
  search,
  jobs,
  privacy,
  sharing,
  access,
  views,
  products,
  prices,
  partners,
  docs,
  documents,
  quotes,
  offers,
  signing,
  orders,
  receivables,
  invoices,
  renewals,
  success,
  customers,
  projects,
  surveys,
  tasks,
  time,
  budgets,
  expenses,
  values,
  coverage,
  presets,
  approvals,
  credits,
  rebates,
  channel,
  quotas,
  forecast,
  cash,
  bank,
  reconciliation,
  operations,
  reach,
  messages,
  senders,
  reports,
  analytics,
  audit,
  licences,
  metering,
];

/** As many as the service takes: a record is given up for its age and not for the tries, since throttling may last. */
const STREAM_TRIES_MAX = 10_000;

/** The Lambda of the modules that are asked seldom. */
export const SELDOM = "seldom";
const served = modules.map(({ name, routes, seldom }) => ({ name: seldom ? SELDOM : name, routes }));
const doors = doorsOf(served, docs.name, SELDOM);

/** Every Lambda of the product. */
export const lambdas: readonly LambdaDeclaration[] = [
  ...[...new Set(served.map(({ name }) => name))].map((name) => ({
    ...{ name, kind: "api" as const, entry: `functions/${name}/handler.ts` },
    routes: doors.get(name) ?? [],
  })),
  { name: "authorizer", kind: "authorizer", entry: "functions/authorizer/handler.ts" },
  {
    name: "money",
    kind: "stream",
    entry: "functions/streams/money.ts",
    batchSize: 100,
    parallelization: 10,
    maxAttempts: STREAM_TRIES_MAX,
  },
  {
    name: "rest",
    kind: "stream",
    entry: "functions/streams/rest.ts",
    batchSize: 100,
    parallelization: 10,
    maxAttempts: STREAM_TRIES_MAX,
  },
  {
    name: "sender",
    kind: "queue",
    queue: "messages",
    entry: "functions/messages/sender.ts",
    batchSize: 10,
    concurrency: 5,
    visibilitySeconds: 180,
    maxReceives: 10,
  },
  {
    name: "jobRunner",
    kind: "queue",
    queue: "jobs",
    entry: "functions/jobs/runner.ts",
    batchSize: 1,
    concurrency: 5,
    visibilitySeconds: 900,
    maxReceives: 10,
  },
  ...modules.flatMap((module) =>
    (module.schedules ?? []).map(({ name, rateMinutes, file }) => ({
      ...{ name, kind: "schedule" as const, rateMinutes },
      entry: `functions/${module.name}/${file}`,
    })),
  ),
  { name: "feedback", kind: "feedback", entry: "functions/messages/feedback.ts" },
  { name: "bouncesArrived", kind: "object", prefix: "bounces/", entry: "functions/messages/bounced.ts" },
  { name: "upload", kind: "object", prefix: "uploads/", entry: "functions/bank/uploaded.ts" },
  { name: "mailsArrived", kind: "object", prefix: "mails/", entry: "functions/mailboxes/arrived.ts" },
  { name: "filesArrived", kind: "object", prefix: "incoming/", entry: "functions/files/arrived.ts" },
];
