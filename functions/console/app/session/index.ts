import { arrival } from "./arrival.ts";
import {
  comesFrom,
  forgetIssuer,
  goSignIn,
  goSignOut,
  type Tokens,
  tokensForCode,
  tokensForRefresh,
} from "./issuer.ts";
import { nowMs } from "./machine.ts";
import { noteSignedIn, noteTenant, wasSignedIn } from "./memory.ts";

/** A token that ends within this time is renewed before it is used. */
const RENEW_BEFORE_END_MS = 60_000;

/** What a page says to whoever is not signed in: nothing yet, that they were and are no longer, or that it did not work. */
export type Told = "nothing" | "ended" | "failed";

type Held = Tokens & { endsAtMs: number };

/** The tokens, in the memory of the page alone and gone with it. */
let held: Held | undefined;
let told: Told = "nothing";
let renewing: Promise<boolean> | undefined;
const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Nobody is signed in, or no longer. */
export class NotSignedIn extends Error {}

function hold(tokens: Tokens): void {
  held = { ...tokens, endsAtMs: nowMs() + tokens.seconds * 1_000 };
  told = "nothing";
  noteSignedIn(true);
  tell();
}

function forget(why: Told): void {
  held = undefined;
  told = why;
  noteSignedIn(false);
  tell();
}

/**
 * Runs once before anything is shown. Whoever comes back from the issuer is let in; whoever was signed in when this browser
 * was last here goes on without being asked, if the issuer still knows them. All others are shown the way in.
 */
export async function begin(language: string): Promise<void> {
  try {
    comesFrom(arrival?.issuer);
    if (arrival?.code) hold(await tokensForCode(arrival.code, arrival.verifier, arrival.nonce));
    else if (arrival?.error) forget(arrival.error === "login_required" ? "nothing" : "failed");
    else if (wasSignedIn()) await goSignIn(true, language);
  } catch {
    forget("failed");
  }
}

async function renew(refresh: string): Promise<boolean> {
  try {
    hold(await tokensForRefresh(refresh));
    return true;
  } catch {
    forget("ended");
    return false;
  }
}

/** Asks for another token, once for all who wait for it; false where there is none, and one has to sign in anew. */
export async function renewed(): Promise<boolean> {
  if (!renewing) {
    if (held?.refresh) renewing = renew(held.refresh);
    else {
      if (held) forget("ended");
      return false;
    }
  }
  const done = await renewing;
  renewing = undefined;
  return done;
}

/** The credential of the next call. */
export async function getToken(): Promise<string> {
  if (held && held.endsAtMs - nowMs() < RENEW_BEFORE_END_MS && held.refresh) await renewed();
  if (!held) throw new NotSignedIn("Nobody is signed in.");
  return held.bearer;
}

/** Goes to the issuer and comes back to this page. */
export async function signIn(language: string): Promise<void> {
  try {
    await goSignIn(false, language);
  } catch {
    forget("failed");
  }
}

/** Signs in with the product's own issuer, where the address had named a tenant's. */
export function signInOtherwise(language: string): Promise<void> {
  noteTenant(undefined);
  forgetIssuer();
  return signIn(language);
}

/** Signs out of this browser: here and at the issuer. */
export async function signOut(): Promise<void> {
  forget("nothing");
  await goSignOut();
}

/** Signs out on every device: no token of an earlier sign-in opens anything from the next call on. */
export async function signOutEverywhere(): Promise<void> {
  const headers = { authorization: `Bearer ${await getToken()}` };
  const reply = await fetch("/v1/me/sign-out", { method: "POST", headers });
  if (!reply.ok && reply.status !== 401) throw new Error(`The API answers ${reply.status}.`);
  await signOut();
}

export const isSignedIn = (): boolean => held !== undefined;
export const toldWhy = (): Told => told;

/** Calls back whenever somebody signs in or out; gives the function that ends this. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
