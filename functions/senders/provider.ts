import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { config, perStack, random } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { base32 } from "../../shared/ids.ts";
import { errorFields, log } from "../../shared/log.ts";
import { returnPathHost, type Told } from "./rules.ts";

type Sdk = typeof import("@aws-sdk/client-sesv2");
type Opened = { sdk: Sdk; client: SESv2Client };

const KEY_BITS = 2_048;
const SELECTOR_CHARS = 12;
const TRIES_MAX = 3;

const opened = perStack(async (): Promise<Opened> => {
  const sdk = await import("@aws-sdk/client-sesv2");
  return { sdk, client: new sdk.SESv2Client({ maxAttempts: TRIES_MAX }) };
});

/** A key pair for signing a domain's mails: the private half as SES takes it, the public one as DNS has it (base64 of DER). */
export async function newKey(): Promise<{ selector: string; publicKey: string; privateKey: string }> {
  const pair = await promisify(generateKeyPair)("rsa", {
    modulusLength: KEY_BITS,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs1", format: "der" },
  });
  const selector = `cl${base32(random(SELECTOR_CHARS)).slice(0, SELECTOR_CHARS).toLowerCase()}`;
  return { selector, publicKey: pair.publicKey.toString("base64"), privateKey: pair.privateKey.toString("base64") };
}

/** Asks the provider; gives the name of an answer that is `meant`, and is 503 for any other. */
async function ask<T>(call: () => Promise<T>, ...meant: string[]): Promise<{ out?: T; said?: string }> {
  try {
    return { out: await call() };
  } catch (error) {
    const { name } = error as Error;
    if (meant.includes(name)) return { said: name };
    log.error("provider of mail refuses", errorFields(error));
    throw new Fault("unavailable", "The provider of mail cannot be asked at this moment; try again.");
  }
}

/** Has the provider sign a domain's mails with a key, be it the domain's first or another, and take bounces for it. */
export async function signWith(domain: string, key: { selector: string; privateKey: string }): Promise<void> {
  const { sdk, client } = await opened();
  const signing = { DomainSigningSelector: key.selector, DomainSigningPrivateKey: key.privateKey };
  const ConfigurationSetName = config().mailConfigurationSet;
  const create = new sdk.CreateEmailIdentityCommand({
    EmailIdentity: domain,
    DkimSigningAttributes: signing,
    ...(ConfigurationSetName && { ConfigurationSetName }),
  });
  const { said } = await ask(() => client.send(create), "AlreadyExistsException");
  if (said) {
    const put = new sdk.PutEmailIdentityDkimSigningAttributesCommand({
      EmailIdentity: domain,
      SigningAttributesOrigin: "EXTERNAL",
      SigningAttributes: signing,
    });
    await ask(() => client.send(put));
  }
  const path = new sdk.PutEmailIdentityMailFromAttributesCommand({
    EmailIdentity: domain,
    MailFromDomain: returnPathHost(domain),
    BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
  });
  await ask(() => client.send(path));
}

/** What the provider says of a domain; nothing where it does not know it. */
export async function toldOf(domain: string): Promise<Told | undefined> {
  const { sdk, client } = await opened();
  const get = new sdk.GetEmailIdentityCommand({ EmailIdentity: domain });
  const { out } = await ask(() => client.send(get), "NotFoundException");
  if (!out) return undefined;
  const { DkimAttributes: dkim, MailFromAttributes: path, VerifiedForSendingStatus: isOpen } = out;
  const status = dkim?.Status ?? "NOT_STARTED";
  return {
    selector: dkim?.SigningAttributesOrigin === "EXTERNAL" ? dkim.Tokens?.[0] : undefined,
    // A key that is found before the provider lets anybody send is not enough.
    dkim: status === "SUCCESS" && !isOpen ? "PENDING" : status,
    returnPath: path?.MailFromDomainStatus,
  };
}

export async function forget(domain: string): Promise<void> {
  const { sdk, client } = await opened();
  await ask(() => client.send(new sdk.DeleteEmailIdentityCommand({ EmailIdentity: domain })), "NotFoundException");
}
