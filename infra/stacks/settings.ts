import assert from "node:assert";
import type { App } from "aws-cdk-lib";
import { SCANNERS } from "../../functions/files/scan.ts";

/** What a deployment is told by `--context name=value`; all but `stage` may be left out. */
export type Settings = {
  /** Names the deployment: `prod`, `test`, … It is part of every name, so that stages share an account. */
  stage: string;
  /** The API's own host name and the ACM certificate for it, of the same region. */
  domainName: string | undefined;
  certificateArn: string | undefined;
  /** The address that mails come from; its domain becomes the SES identity. */
  mailFrom: string;
  /** SHA-256 (hex) of the operator's key; without one nobody is the operator. */
  operatorKeyHash: string;
  /** What looks into files that people upload, by its name among SCANNERS. */
  fileScanner: string;
  /** Who is told of alarms. */
  alarmEmail: string | undefined;
};

const STAGE = /^[a-z][a-z0-9]{1,9}$/;
const SHA_256 = /^[0-9a-f]{64}$/;

/** Reads the settings of this run; throws, naming the context value, where one cannot be meant. */
export function settingsOf(app: App): Settings {
  const read = (name: string): string | undefined => app.node.tryGetContext(name) as string | undefined;
  const settings: Settings = {
    stage: read("stage") ?? "dev",
    domainName: read("domainName"),
    certificateArn: read("certificateArn"),
    mailFrom: read("mailFrom") ?? "Cashloop <no-reply@cashloop.example>",
    operatorKeyHash: read("operatorKeyHash") ?? "",
    fileScanner: read("fileScanner") ?? "builtIn",
    alarmEmail: read("alarmEmail"),
  };
  const { stage, domainName, certificateArn, operatorKeyHash, mailFrom } = settings;
  assert(STAGE.test(stage), "stage: two to ten small letters and digits, a letter first");
  assert(!domainName === !certificateArn, "domainName and certificateArn: both or none");
  assert(operatorKeyHash === "" || SHA_256.test(operatorKeyHash), "operatorKeyHash: a SHA-256 in hex");
  assert(settings.fileScanner in SCANNERS, `fileScanner: one of ${Object.keys(SCANNERS).join(", ")}`);
  assert(mailDomain(mailFrom) !== undefined, "mailFrom: an address, or a name with an address in angle brackets");
  return settings;
}

/** The domain of `mailFrom`. */
export const mailDomain = (mailFrom: string): string | undefined => /@([a-z0-9.-]+\.[a-z]+)>?$/i.exec(mailFrom)?.[1];

/** The domain that customers' mails are sent to. */
export const mailInDomain = (mailFrom: string): string => `in.${mailDomain(mailFrom) ?? ""}`;

/** Where the metrics that the product's own log lines carry are kept. */
export const namespaceOf = ({ stage }: Settings): string => `Cashloop/${stage}`;
