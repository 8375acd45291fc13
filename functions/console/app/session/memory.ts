/**
 * What is kept while the browser is away at the issuer, and from one visit to the next. None of it is a token: those are in
 * the memory of the page alone.
 */
const ASKED = "cashloop.signIn";
const WAS_IN = "cashloop.wasSignedIn";
const TENANT = "cashloop.tenant";

/** Where one signs in, as the API tells it. */
export type Issuer = {
  clientId: string;
  scope: string;
  bearer: "accessToken" | "idToken";
  authorizationEndpoint: string;
  tokenEndpoint: string;
  endSessionEndpoint?: string;
};

/** What was asked of the issuer, and of which: by it the answer is known, and the page that it was asked from. */
export type Asked = { state: string; verifier: string; nonce: string; from: string; issuer?: Issuer };

/** Takes it up once: an answer that comes twice is answered to nobody. */
export function takeAsked(): Asked | undefined {
  const text = sessionStorage.getItem(ASKED);
  sessionStorage.removeItem(ASKED);
  return text ? (JSON.parse(text) as Asked) : undefined;
}

export const keepAsked = (asked: Asked): void => sessionStorage.setItem(ASKED, JSON.stringify(asked));

/** Whether somebody was signed in when this browser was last here, so that it may go on without asking. */
export const wasSignedIn = (): boolean => localStorage.getItem(WAS_IN) !== null;

export function noteSignedIn(isIn: boolean): void {
  if (isIn) localStorage.setItem(WAS_IN, "yes");
  else localStorage.removeItem(WAS_IN);
}

/** The tenant whose people sign in with an issuer of its own, where an address has named it. */
export const tenantOf = (): string | undefined => localStorage.getItem(TENANT) ?? undefined;

export function noteTenant(tenant: string | undefined): void {
  if (tenant) localStorage.setItem(TENANT, tenant);
  else localStorage.removeItem(TENANT);
}
