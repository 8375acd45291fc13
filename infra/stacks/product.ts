import { type App, Tags } from "aws-cdk-lib";
import type { LambdaDeclaration } from "../../shared/module.ts";
import type { Declared, LambdaKind } from "../local/declarations.ts";
import type { LambdaPackage } from "../packages.ts";
import { ApiStack } from "./api.ts";
import { BankStack } from "./bank.ts";
import { ClockStack } from "./clock.ts";
import { ConsoleStack } from "./console.ts";
import { CrmStack } from "./crm.ts";
import { DataStack } from "./data.ts";
import { FurtherStack } from "./further.ts";
import { GatewayStack } from "./gateway.ts";
import { IdentityStack } from "./identity.ts";
import type { Wiring } from "./lambda.ts";
import { MessagingStack } from "./messaging.ts";
import { settingsOf } from "./settings.ts";
import { WatchStack } from "./watch.ts";

/** The stream consumer that applies money; it stands on the bank's side, all others on the messages'. */
const MONEY = "money";

/** What arrives for the bank's side: statement files. Other files are those that people attach. */
const STATEMENTS = "uploads/";
/**
 * The stacks of the modules, since a template holds so many resources and no more. One that is named nowhere comes into
 * `further`, which so has room for some 40. How one that has been deployed moves, infra/README.md says.
 */
export const HOMES = {
  api: ["tenants", "users", "identity", "seldom", "docs", "operations", "messages", "reports"],
  crm: [
    ...["leads", "merging", "accounts", "customers", "contacts", "opportunities"],
    ...["activities", "files", "timeline", "fields", "views", "search", "jobs", "batch"],
  ],
  bank: ["bank", "reconciliation", "products", "partners", "orders", "receivables", "credits"],
  messaging: [
    ...["tiers", "evidence", "leadScores", "recycling", "leadOffers", "merges", "dealAlerts", "pipelineFollow"],
    ...["reminders", "care", "ticketClocks", "articleReviews", "issueSync", "backfill", "lostJobs", "couponExpiry"],
    ...["quoteExpiry", "renewalSteps", "healthLooks", "deliveryDrive", "approvalReminders", "forecastSnapshots"],
    ...["continuity", "undecided", "sweep", "dailyReports", "factsFold", "clockwork"],
  ],
} as const satisfies Record<string, readonly string[]>;

const isAt = (home: readonly string[], { name }: LambdaDeclaration): boolean => home.includes(name);

/**
 * All stacks of one stage, each built on those before it:
 * data, gateway → console → identity → messaging → api → crm, bank, further, clock → watch.
 */
export function product(
  app: App,
  lambdas: readonly LambdaDeclaration[],
  packageOf: (declaration: LambdaDeclaration) => LambdaPackage,
  homes: Readonly<Record<keyof typeof HOMES, readonly string[]>> = HOMES,
): void {
  const settings = settingsOf(app);
  const ofKind = <K extends LambdaKind>(kind: K): Declared<K>[] =>
    lambdas.filter((l): l is Declared<K> => l.kind === kind);
  const name = (part: string): string => `Cashloop-${settings.stage}-${part}`;
  Tags.of(app).add("product", "cashloop");
  Tags.of(app).add("stage", settings.stage);

  const data = new DataStack(app, name("data"), settings);
  const gateway = new GatewayStack(app, name("gateway"), settings);
  const edge = settings.console ? new ConsoleStack(app, name("console"), settings, { data, gateway }) : undefined;
  const publicUrl = edge?.publicUrl ?? gateway.publicUrl;
  const { pool, issuers } = settings.signIn;
  const identity = pool ? new IdentityStack(app, name("identity"), settings, pool, publicUrl) : undefined;
  // Browsers sign in with the first.
  const signIn = { userPool: identity?.userPool, issuers: [...(identity ? [identity.issuer] : []), ...issuers] };
  const base: Wiring = { settings, data, publicUrl, signIn, packageOf, ...(edge && { edgeKey: edge.edgeKey }) };
  const [apis, streams, schedules] = [ofKind("api"), ofKind("stream"), ofKind("schedule")];
  const messaging = new MessagingStack(app, name("messaging"), base, {
    queues: ofKind("queue"),
    feedbacks: ofKind("feedback"),
    schedules: schedules.filter((s) => isAt(homes.messaging, s)),
    streams: streams.filter((s) => s.name !== MONEY),
  });
  const wiring: Wiring = { ...base, messages: messaging.messages };
  const api = new ApiStack(app, name("api"), wiring, gateway, {
    authorizers: ofKind("authorizer"),
    apis: apis.filter((a) => isAt(homes.api, a)),
  });
  const objects = ofKind("object");
  const crm = new CrmStack(app, name("crm"), wiring, api.door, {
    apis: apis.filter((a) => isAt(homes.crm, a)),
    objects: objects.filter((o) => o.prefix !== STATEMENTS),
  });
  const bank = new BankStack(app, name("bank"), wiring, api.door, {
    apis: apis.filter((a) => isAt(homes.bank, a)),
    objects: objects.filter((o) => o.prefix === STATEMENTS),
    streams: streams.filter((s) => s.name === MONEY),
  });
  const late = schedules.filter((s) => !isAt(homes.messaging, s));
  const clock = late.length > 0 ? [new ClockStack(app, name("clock"), wiring, late)] : [];
  const later = apis.filter((a) => !Object.values(homes).some((home) => isAt(home, a)));
  const further = later.length > 0 ? [new FurtherStack(app, name("further"), wiring, api.door, later)] : [];
  new WatchStack(app, name("watch"), settings, {
    data,
    gateway,
    lambdas: [api, crm, bank, ...further, ...clock, messaging].flatMap((stack) => stack.lambdas),
    consumers: [...bank.consumers, ...messaging.consumers],
    queues: messaging.queues,
    stacks: [messaging, api, crm, bank, ...further, ...clock],
  });
}
