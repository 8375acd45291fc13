import { SIGNED_IN } from "../../serve.ts";
import { type Issuer, noteTenant, takeAsked } from "./memory.ts";

/** What the issuer has answered, and what it was asked. */
export type Arrival = { code?: string; error?: string; verifier: string; nonce: string; issuer?: Issuer };

/**
 * Reads off the address what the browser brings along, and puts the address right, before anything else looks at it: back to
 * the page that was asked for, with no code in it. It runs once, when it is first imported.
 */
function arrived(): Arrival | undefined {
  const { pathname, searchParams } = new URL(location.href);
  const tenant = searchParams.get("tenant");
  if (pathname === "/" && tenant) {
    noteTenant(tenant);
    history.replaceState(null, "", "/");
  }
  if (pathname !== SIGNED_IN) return undefined;
  const asked = takeAsked();
  history.replaceState(null, "", asked?.from ?? "/");
  if (!asked || asked.state !== searchParams.get("state")) return { error: "unasked", verifier: "", nonce: "" };
  const { verifier, nonce, issuer } = asked;
  const [code, error] = [searchParams.get("code"), searchParams.get("error")];
  return { verifier, nonce, ...(issuer && { issuer }), ...(code ? { code } : { error: error ?? "no_code" }) };
}

export const arrival = arrived();
