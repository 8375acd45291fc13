import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack, Validations } from "aws-cdk-lib";
import { CfnTopic } from "aws-cdk-lib/aws-sns";
import { AwsSolutionsChecks } from "cdk-nag";
import { lambdas, modules } from "../../../functions/modules.ts";
import { packages } from "../../../infra/packages.ts";
import { product } from "../../../infra/stacks/product.ts";
import type { FileSettings } from "../../../infra/stacks/settings.ts";
import { doorsOf } from "../../../shared/http/doors.ts";
import type { LambdaDeclaration } from "../../../shared/module.ts";
import { CDK_FLAGS } from "../../support/cdk.ts";
import type { BundleFacts, Facts, Findings } from "./made.ts";

/**
 * Builds all packages and synthesizes the product into the folder it is given, as `infra/app.ts` does, in each of the contexts,
 * together with a stand-in for every kind of Lambda that nothing declares; `facts.json` beside them says what a template does
 * not: bundles, needs, findings, reasons. A process of its own, because the CDK loads in a second here and in half a minute
 * inside jest.
 */
const [, , folder = "", contexts = "{}"] = process.argv;
const given = JSON.parse(contexts) as Record<string, FileSettings>;
const entry = "functions/authorizer/handler.ts";
/** So many modules the gateway and the stacks have room for: the whole map's. Each that comes takes the place of a further one. */
const MODULES = 80;

const standIns: LambdaDeclaration[] = [
  { name: "money", kind: "stream", entry, batchSize: 100, parallelization: 10, maxAttempts: 5 },
  { name: "others", kind: "stream", entry, batchSize: 100, parallelization: 2, maxAttempts: 5 },
  {
    name: "sender",
    kind: "queue",
    entry,
    queue: "messages",
    batchSize: 10,
    concurrency: 5,
    visibilitySeconds: 60,
    maxReceives: 5,
  },
  { name: "clockwork", kind: "schedule", entry, rateMinutes: 1 },
  { name: "reader", kind: "object", entry, prefix: "uploads/" },
  { name: "told", kind: "feedback", entry },
];
const all = [...lambdas, ...standIns.filter(({ kind }) => !lambdas.some((l) => l.kind === kind))];

/** A module as the others are: a collection with actions of its own, and in every third of them a part of every account. */
const furtherModules = Array.from({ length: MODULES - modules.length }, (_, n) => {
  const paths = ["", "/count", "/{id}", "/{id}/archive", "/{id}/approve"].map((end) => `/v1/further-${n}${end}`);
  const below = n % 3 === 0 ? [`/v1/accounts/{id}/further-${n}`] : [];
  const routes = [...paths, ...below].map((path) => ({ path, permission: `further${n}.read` }));
  return { name: `further${n}`, routes, entities: [] };
});
const grownDoors = doorsOf([...modules, ...(furtherModules as never[])], "docs");
const grown: LambdaDeclaration[] = [
  ...all.map((l) => (l.kind === "api" ? { ...l, routes: grownDoors.get(l.name) ?? [] } : l)),
  ...furtherModules.map(({ name }) => ({ name, kind: "api" as const, entry, routes: grownDoors.get(name) ?? [] })),
];
/** They are nothing but templates, so that one package does for all of them. */
const known = new Map(furtherModules.map(({ name }) => [name, { name: "tenants" } as LambdaDeclaration]));

/** What cdk-nag finds in a construct tree, by rule and resource. */
const findings = (app: App): string[] =>
  new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );

/** The packages lie there already: a copy of each for every context would tell nothing more. */
const UNSTAGED = { "aws:cdk:disable-asset-staging": true };

const packageOf = await packages(all, join(folder, "packages"));

/** Synthesizes Lambdas in one context; what cdk-nag finds in it, and the reasons why more is not found. */
function synthesize(name: string, chosen: FileSettings, of = all): Findings {
  const settings = join(folder, `${name}.json`);
  writeFileSync(settings, JSON.stringify(chosen));
  const app = new App({ outdir: join(folder, name), context: { ...CDK_FLAGS, ...UNSTAGED, stage: "prod", settings } });
  product(app, of, (declaration) => packageOf(known.get(declaration.name) ?? declaration));
  app.synth();
  const reasons = app.node
    .findAll()
    .flatMap((node) => node.node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, unknown>));
  return { findings: findings(app), reasons };
}

function factsOf(lambda: LambdaDeclaration): BundleFacts {
  const { minifiedKb, gzipKb, parts, beside, metafile } = packageOf(lambda).bundle;
  const imports = Object.values(metafile.outputs).flatMap((output) =>
    output.imports.map(({ kind, path }) => ({ kind, path })),
  );
  return { minifiedKb, gzipKb, parts, beside, imports };
}

const naked = new App();
new CfnTopic(new Stack(naked, "Naked"), "Topic");

const facts: Facts = {
  lambdas: all,
  needs: Object.fromEntries(all.map((l) => [l.name, packageOf(l).needs])),
  bundles: Object.fromEntries(all.map((l) => [l.name, factsOf(l)])),
  byContext: {
    ...Object.fromEntries(Object.entries(given).map(([name, settings]) => [name, synthesize(name, settings)])),
    grown: synthesize("grown", given.plain!, grown),
  },
  findingsOfNaked: findings(naked),
};
writeFileSync(join(folder, "facts.json"), JSON.stringify(facts));
