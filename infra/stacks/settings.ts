import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import * as z from "zod";
import { SCANNERS } from "../../functions/files/scan.ts";
import { ROOT } from "../bundle.ts";

const STAGE = /^[a-z][a-z0-9]{1,9}$/;
const SHA_256 = /^[0-9a-f]{64}$/;
const ADDRESS = /@([a-z0-9.-]+\.[a-z]+)>?$/i;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

const certificate = z.string().regex(/^arn:[\w-]+:acm:/, "the ARN of an ACM certificate");

const Issuer = z.strictObject({
  issuer: z.url(),
  audience: z.string().min(1),
  jwksUri: z.url().optional(),
  clientId: z.string().min(1).optional(),
  scope: z.string().min(1).optional(),
  claims: z
    .strictObject({ tenant: z.string(), user: z.string(), means: z.enum(["id", "email"]) })
    .partial()
    .optional(),
  factors: z.strictObject({ claim: z.enum(["amr", "acr"]), anyOf: z.array(z.string().min(1)).min(1) }).optional(),
});

/**
 * What a stage is told by its file. Each setting is named, and `null` says that there is none: a line that is lost by
 * mistake is a fault and takes no identity, operator or host name away.
 */
const FileSettings = z
  .strictObject({
    /** The host name of the product and the ACM certificate for it, of the stage's own region. */
    domainName: z.string().regex(HOST, "a host name").nullable(),
    certificateArn: certificate.nullable(),
    /** The console before the API, with the same certificate as CloudFront wants it: of us-east-1. `null`: the API alone. */
    console: z.strictObject({ certificateArn: certificate.nullable() }).nullable(),
    signIn: z.strictObject({
      /**
       * The stage's own user pool: the first part of its sign-in pages' host name, who sends its mails (SES once the sender's
       * domain is verified), and addresses of further applications that people are sent back to.
       */
      pool: z
        .strictObject({
          domainPrefix: z.string().regex(/^[a-z0-9][a-z0-9-]{2,61}$/, "small letters, digits and hyphens"),
          mail: z.enum(["cognito", "ses"]),
          applications: z.array(z.url()),
        })
        .nullable(),
      /** Further issuers whose tokens are taken. Without a pool a browser signs in with the first. */
      issuers: z.array(Issuer),
    }),
    /** The address that mails come from; its domain becomes the SES identity. */
    mailFrom: z.string().regex(ADDRESS, "an address, or a name with an address in angle brackets"),
    /**
     * The stage of this account and region that has the domain of `mailFrom` already: an account has it once. Its identity and its
     * rules for mails that come in do for this stage too. `null`: this stage has the domain itself.
     */
    mailDomainOf: z.string().regex(STAGE, "the name of a stage").nullable(),
    /**
     * The server that mails leave through where the region has no SES; `null` is SES. The password is the text of a secret in
     * Secrets Manager, by its name. Reports of mails that come back go to `returnDomain`, whose receiver lays them into the
     * bucket under `bounces/`.
     */
    smtp: z
      .strictObject({
        host: z.string().regex(HOST, "a host name"),
        port: z.int().min(1).max(65_535),
        tls: z.enum(["implicit", "starttls"]),
        user: z.string().min(1),
        passwordSecret: z.string().regex(/^[\w/+=.@-]{1,512}$/, "the name of a secret"),
        returnDomain: z.string().regex(HOST, "a domain"),
      })
      .nullable(),
    /**
     * The provider that text messages leave through by HTTP; `null` is SNS. The secret of its key is the text of a secret in
     * Secrets Manager; it pushes its reports to `/v1/sms-reports`.
     */
    sms: z
      .strictObject({
        endpoint: z.url({ protocol: /^https$/ }),
        accessKeyId: z.string().min(1),
        accessKeySecretName: z.string().regex(/^[\w/+=.@-]{1,512}$/, "the name of a secret"),
        signNames: z.array(z.string().min(1)).min(1),
        templates: z.record(z.string(), z.string().min(1)).refine((all) => "*" in all, "has one for all others, as *"),
      })
      .nullable(),
    /** SHA-256 (hex) of the operator's key; without one nobody is the operator. */
    operatorKeyHash: z.string().regex(SHA_256, "a SHA-256 in hex").nullable(),
    /** What looks into files that people upload, by its name among SCANNERS. */
    fileScanner: z.string().refine((name) => name in SCANNERS, `one of ${Object.keys(SCANNERS).join(", ")}`),
    /** Who is told of alarms. */
    alarmEmail: z.email().nullable(),
  })
  .refine((s) => !s.domainName === !s.certificateArn, {
    path: ["certificateArn"],
    error: "both it and domainName, or none",
  })
  .refine((s) => !s.mailDomainOf || !s.smtp, {
    path: ["mailDomainOf"],
    error: "null where mails leave by SMTP",
  })
  .refine((s) => !s.console || !s.domainName === !s.console.certificateArn, {
    path: ["console", "certificateArn"],
    error: "both it and domainName, or none",
  });

export type FileSettings = z.output<typeof FileSettings>;

/** `stage` names the deployment: `prod`, `test`, … It is part of every name, so that stages share an account. */
export type Settings = FileSettings & { stage: string };

/** The file of a stage. */
export const settingsFile = (stage: string): string => join(ROOT, "infra/settings", `${stage}.json`);

/** What a file says; throws, naming every setting that is missing, unknown or cannot be meant. */
export function readSettings(file: string): FileSettings {
  if (!existsSync(file)) throw new Error(`${file} is missing; copy infra/settings/dev.json and fill it in.`);
  const read = FileSettings.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `  ${path.join(".") || "the file"}: ${message}`);
  throw new Error(`${file} cannot be used:\n${faults.join("\n")}`);
}

/** The settings of this run: `--context stage=<name>`, and the stage's file or the one that `--context settings=<file>` names. */
export function settingsOf(app: App): Settings {
  const read = (name: string): string | undefined => app.node.tryGetContext(name) as string | undefined;
  const stage = read("stage") ?? "dev";
  if (!STAGE.test(stage)) throw new Error("stage: two to ten small letters and digits, a letter first");
  const settings = { stage, ...readSettings(read("settings") ?? settingsFile(stage)) };
  if (settings.mailDomainOf === stage) throw new Error("mailDomainOf: another stage than this one, or null");
  return settings;
}

/** The domain of `mailFrom`. */
export const mailDomain = (mailFrom: string): string | undefined => ADDRESS.exec(mailFrom)?.[1];

/** The domain that customers' mails are sent to; stages that share a domain have one each below it. */
export const mailInDomain = ({ mailFrom, mailDomainOf, stage }: Settings): string =>
  `in${mailDomainOf ? `-${stage}` : ""}.${mailDomain(mailFrom) ?? ""}`;

/** Where the metrics that the product's own log lines carry are kept. */
export const namespaceOf = ({ stage }: Settings): string => `Cashloop/${stage}`;
