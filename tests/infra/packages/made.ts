import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "@jest/globals";
import { type Bundle, ROOT } from "../../../infra/bundle.ts";
import type { Needs } from "../../../infra/packages.ts";
import type { FileSettings } from "../../../infra/stacks/settings.ts";
import type { LambdaDeclaration } from "../../../shared/module.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into properties of every shape.
export type Properties = Record<string, any>;
export type Resource = { Type: string; Properties: Properties; DeletionPolicy?: string };
/** A resource with the stack and the id it has in it. */
export type Placed = Resource & { stack: string; id: string };

/** What there is to say about one bundle, and all that it and its chunks import. */
export type BundleFacts = Pick<Bundle, "minifiedKb" | "gzipKb" | "parts" | "beside"> & {
  imports: { kind: string; path: string }[];
};

/** What cdk-nag says about the product in one context. */
export type Findings = { findings: string[]; reasons: [rule: string, reason: unknown][] };

/** What `make.ts` writes beside the packages and the templates. */
export type Facts = {
  lambdas: LambdaDeclaration[];
  needs: Record<string, Needs>;
  bundles: Record<string, BundleFacts>;
  byContext: Record<string, Findings>;
  findingsOfNaked: string[];
};

export type Synth = Findings & {
  resources: Placed[];
  /** What the stacks tell, by name. */
  outputs: Record<string, unknown>;
  /** The resources of one type. */
  ofType(type: string): Placed[];
};

type Template = { Resources: Record<string, Resource>; Outputs?: Record<string, { Value: unknown }> };

const PLAIN = JSON.parse(readFileSync(join(ROOT, "infra/settings/dev.json"), "utf8")) as FileSettings;

/** Everything that a stage can choose, chosen by one of that name. */
const allOf = (
  name: string,
  { port, tls, hash }: { port: number; tls: "implicit" | "starttls"; hash: string },
): FileSettings => ({
  domainName: `crm.${name}.example`,
  certificateArn: `arn:aws:acm:eu-west-1:111122223333:certificate/${name}-gateway`,
  console: { certificateArn: `arn:aws:acm:us-east-1:111122223333:certificate/${name}-front` },
  signIn: {
    pool: { domainPrefix: `${name}-people`, mail: "ses", applications: [`https://portal.${name}.example/back`] },
    issuers: [
      {
        ...{ issuer: `https://login.${name}.example`, audience: `${name}-audience`, clientId: `${name}-client` },
        ...{ jwksUri: `https://keys.${name}.example/jwks`, scope: `openid ${name}-scope` },
        claims: { tenant: `${name}_tenant`, user: `${name}_user`, means: "id" },
      },
    ],
  },
  mailFrom: `${name} <no-reply@mail.${name}.example>`,
  mailDomainOf: null,
  smtp: {
    ...{ host: `smtp.${name}.example`, port, tls, user: `${name}-mailer`, passwordSecret: `${name}/smtp` },
    returnDomain: `back.${name}.example`,
  },
  sms: {
    ...{ endpoint: `https://sms.${name}.example`, accessKeyId: `${name}-sms-key`, accessKeySecretName: `${name}/sms` },
    ...{ signNames: [`${name}签名`], templates: { "*": `SMS_${name}` } },
  },
  operatorKeyHash: hash.repeat(64),
  fileScanner: name === "aurora" ? "builtIn" : "none",
  alarmEmail: `alarms@${name}.example`,
});

/**
 * The settings that the product is synthesized with, by name: as they come, with all that can be chosen, with as little as can be, and as two stages
 * that choose everything otherwise.
 */
export const CONTEXTS = {
  plain: PLAIN,
  full: {
    ...PLAIN,
    alarmEmail: "ops@example.com",
    mailDomainOf: "live",
    domainName: "crm.example.com",
    certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/c",
    console: { certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/c" },
    signIn: {
      pool: { domainPrefix: "cashloop-prod", mail: "ses", applications: ["https://portal.example.com/back"] },
      issuers: [{ issuer: "https://login.example.com/realms/a", audience: "cashloop" }],
    },
  },
  bare: {
    ...PLAIN,
    console: null,
    smtp: {
      ...{ host: "smtp.example.com", port: 465, tls: "implicit", user: "crm", passwordSecret: "cashloop/smtp" },
      returnDomain: "back.example.com",
    },
    sms: {
      ...{ endpoint: "https://dysmsapi.aliyuncs.com", accessKeyId: "LTAI", accessKeySecretName: "cashloop/sms" },
      ...{ signNames: ["云帆"], templates: { "*": "SMS_1" } },
    },
    signIn: { pool: null, issuers: [{ issuer: "https://login.example.com", audience: "cashloop" }] },
  },
  first: allOf("aurora", { port: 2465, tls: "implicit", hash: "a" }),
  second: allOf("boreas", { port: 2587, tls: "starttls", hash: "b" }),
} satisfies Record<string, FileSettings>;

/** Inside the project, so that what the Lambda runtime brings along is found as it is there. */
const BUILDS = join(ROOT, ".build");
mkdirSync(BUILDS, { recursive: true });
const folder = mkdtempSync(join(BUILDS, "made-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const script = join(import.meta.dirname, "make.ts");
execFileSync(process.execPath, [script, folder, JSON.stringify(CONTEXTS)], { env: { PATH: process.env.PATH } });

/** Where every Lambda's package is, in a folder of its name. */
export const PACKAGES = join(folder, "packages");

export const facts = JSON.parse(readFileSync(join(folder, "facts.json"), "utf8")) as Facts;

/** The product as it was synthesized in one context, or grown by as many modules as there is to be room for. */
export function synthesized(context: keyof typeof CONTEXTS | "grown"): Synth {
  const assembly = join(folder, context);
  const files = readdirSync(assembly).filter((file) => file.endsWith(".template.json"));
  const templates = files.map((file) => ({
    stack: file.replace(".template.json", ""),
    template: JSON.parse(readFileSync(join(assembly, file), "utf8")) as Template,
  }));
  const resources = templates.flatMap(({ stack, template }) =>
    Object.entries(template.Resources).map(([id, resource]) => ({ stack, id, ...resource })),
  );
  const outputs = Object.fromEntries(
    templates.flatMap(({ template: { Outputs = {} } }) =>
      Object.entries(Outputs).map(([id, { Value }]) => [id, Value]),
    ),
  );
  return {
    ...facts.byContext[context]!,
    resources,
    outputs,
    ofType: (type) => resources.filter((r) => r.Type === type),
  };
}
