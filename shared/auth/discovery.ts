import { parseJson } from "../json.ts";
import { Kept } from "../kept.ts";
import { addressProblem, boundedText } from "../outside.ts";
import { callOutside } from "../outside-call.ts";

/** What an OpenID Connect issuer says of itself. */
export type Discovered = {
  jwksUri: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  endSessionEndpoint?: string;
};

/** Why an issuer cannot be used, in a sentence for whoever named it. */
export class UnusableIssuer extends Error {}

/** An issuer's description and its keys change rarely; whoever asks often is answered from memory. */
const KEPT_MS = 600_000;
const TIMEOUT_MS = 5_000;
const BYTES_MAX = 262_144;

const kept = new Kept<Discovered>(KEPT_MS);

/** An address of an issuer that may be called. */
function called(address: unknown, what: string): string {
  if (typeof address !== "string" || !URL.canParse(address)) throw new UnusableIssuer(`It names no ${what}.`);
  const problem = addressProblem(address);
  if (problem) throw new UnusableIssuer(`Its ${what} ${problem}.`);
  if (what === "issuer" && new URL(address).search) throw new UnusableIssuer("An issuer's address has no query.");
  return address;
}

/** A small JSON document at an address, not followed to any other. */
async function fetched(address: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    const reply = await callOutside(address, { headers: { accept: "application/json" }, timeoutMs: TIMEOUT_MS });
    if (!reply.ok) throw new Error(`it answers ${reply.status}`);
    text = await boundedText(reply, BYTES_MAX);
  } catch (error) {
    throw new UnusableIssuer(`${address} cannot be read: ${(error as Error).message}.`);
  }
  try {
    const value = parseJson(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // What is said below says it.
  }
  throw new UnusableIssuer(`${address} does not answer with JSON.`);
}

const lists = (value: unknown, wanted: string): boolean => Array.isArray(value) && value.includes(wanted);

async function ask(issuer: string): Promise<Discovered> {
  const said = await fetched(`${called(issuer, "issuer").replace(/\/$/, "")}/.well-known/openid-configuration`);
  if (said.issuer !== issuer) throw new UnusableIssuer(`It calls itself ${String(said.issuer)}; name it exactly so.`);
  if (!lists(said.response_types_supported, "code")) throw new UnusableIssuer("It has no code flow.");
  // Cognito has PKCE and does not say so.
  const proofs = said.code_challenge_methods_supported;
  if (proofs !== undefined && !lists(proofs, "S256")) throw new UnusableIssuer("It has no PKCE with S256.");
  const end = said.end_session_endpoint;
  return {
    jwksUri: called(said.jwks_uri, "jwks_uri"),
    authorizationEndpoint: called(said.authorization_endpoint, "authorization_endpoint"),
    tokenEndpoint: called(said.token_endpoint, "token_endpoint"),
    ...(typeof end === "string" && { endSessionEndpoint: called(end, "end_session_endpoint") }),
  };
}

/** What an issuer says of itself, as this process remembers it. Throws `UnusableIssuer` where it cannot be used. */
export const discovered = (issuer: string): Promise<Discovered> => kept.get(issuer, () => ask(issuer));

/** The same asked now, its keys included: whoever names an issuer is told at once what is wrong with it. */
export async function checkedIssuer(issuer: string): Promise<Discovered> {
  kept.forget(issuer);
  const found = await discovered(issuer);
  const { keys } = await fetched(found.jwksUri);
  if (!Array.isArray(keys) || keys.length === 0) throw new UnusableIssuer("It has no keys.");
  return found;
}
