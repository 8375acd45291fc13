import type { IncomingMessage } from "node:http";
import { json, type Reply, readBody } from "./http.ts";
import type { Identities, Identity } from "./identities.ts";

const REQUEST_BYTES_MAX = 64 * 1024;
const PATH = /^\/sesv2\/v2\/email\/identities(?:\/([^/?]+))?(?:\/(dkim\/signing|mail-from))?$/;

type Signing = { DomainSigningSelector?: string; DomainSigningPrivateKey?: string };
type Input = {
  EmailIdentity?: string;
  DkimSigningAttributes?: Signing;
  SigningAttributes?: Signing;
  SigningAttributesOrigin?: string;
  MailFromDomain?: string;
};

const refused = (status: number, code: string, message: string): Reply => ({
  ...json(status, { message }),
  headers: { "content-type": "application/json", "x-amzn-errortype": code },
});

/** Keeps a key that is one; another is refused as SES refuses it. */
function signed(identities: Identities, domain: string, signing: Signing = {}): Reply | undefined {
  const { DomainSigningSelector: selector, DomainSigningPrivateKey: privateKey } = signing;
  if (!selector || !privateKey) return refused(400, "BadRequestException", "Selector and private key are required.");
  try {
    identities.sign(domain, selector, privateKey);
    return undefined;
  } catch {
    return refused(400, "BadRequestException", "The private key is invalid.");
  }
}

function described(identities: Identities, identity: Identity): object {
  const status = identities.dkimOf(identity);
  return {
    IdentityType: "DOMAIN",
    VerifiedForSendingStatus: status === "SUCCESS",
    FeedbackForwardingStatus: true,
    DkimAttributes: {
      SigningEnabled: true,
      Status: status,
      Tokens: [identity.selector],
      SigningAttributesOrigin: "EXTERNAL",
      CurrentSigningKeyLength: "RSA_2048_BIT",
    },
    ...(identity.mailFrom && {
      MailFromAttributes: {
        MailFromDomain: identity.mailFrom,
        MailFromDomainStatus: identities.returnPathOf(identity),
        BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
      },
    }),
  };
}

/** SES (version 2), as far as it keeps domains that mails are sent as. */
export async function identityWire(request: IncomingMessage, identities: Identities): Promise<Reply> {
  const [known, named, part] = PATH.exec(request.url ?? "") ?? [];
  const input = JSON.parse((await readBody(request, REQUEST_BYTES_MAX)).toString() || "{}") as Input;
  const verb = `${request.method}${part ? ` ${part}` : ""}`;
  if (known && !named && verb === "POST") {
    const domain = input.EmailIdentity ?? "";
    if (identities.find(domain)) {
      return refused(400, "AlreadyExistsException", `Email identity ${domain} already exist.`);
    }
    return signed(identities, domain, input.DkimSigningAttributes) ?? json(200, { IdentityType: "DOMAIN" });
  }
  const identity = named && identities.find(decodeURIComponent(named));
  if (!identity) return refused(404, "NotFoundException", `Email identity ${named} does not exist.`);
  if (verb === "GET") return json(200, described(identities, identity));
  if (verb === "PUT dkim/signing") return signed(identities, identity.domain, input.SigningAttributes) ?? json(200, {});
  if (verb === "PUT mail-from") identities.returnThrough(identity, input.MailFromDomain ?? "");
  else if (verb === "DELETE") identities.delete(identity.domain);
  else return refused(400, "BadRequestException", `The local stack does not know ${verb}.`);
  return json(200, {});
}
