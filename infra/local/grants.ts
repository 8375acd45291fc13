import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../shared/clock.ts";
import type { Store } from "./store.ts";

/** What a person has let an application do: carried by a code, by refresh tokens after it, and by the session of the page. */
export type Grant = {
  username: string;
  clientId: string;
  redirectUri: string;
  scope: string;
  /** The S256 challenge that the code's verifier must meet. */
  challenge: string;
  nonce?: string;
  /** When the person signed in, in seconds. It stays through all refreshes. */
  signedInAt: number;
};

const SECONDS = { code: 60, refresh: 30 * 86_400, session: 8 * 3_600 } as const;
export type GrantKind = keyof typeof SECONDS;

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/**
 * Codes, refresh tokens and sessions, by their hashes. A code and a refresh token work once; one that comes a second time is
 * in two hands, so that all that came of the same sign-in ends.
 */
export class Grants {
  private readonly store: Store;
  private readonly clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Issues one; those of one sign-in are a family. */
  issue(kind: GrantKind, grant: Grant, family: string = randomBytes(12).toString("hex")): string {
    const secret = randomBytes(32).toString("base64url");
    const endsAt = this.clock.now().getTime() + SECONDS[kind] * 1_000;
    this.store.sql("DELETE FROM grants WHERE ends_at < ?").run(this.clock.now().getTime());
    this.store
      .sql("INSERT INTO grants VALUES (?, ?, ?, ?, 0, ?)")
      .run(hashOf(secret), kind, family, JSON.stringify(grant), endsAt);
    return secret;
  }

  /** What a secret stands for; it can be asked again. */
  look(kind: GrantKind, secret: string): { grant: Grant; family: string } | undefined {
    const row = this.row(kind, secret);
    return row && !row.used ? { grant: JSON.parse(row.value) as Grant, family: row.family } : undefined;
  }

  /** What a secret stands for, once. */
  use(kind: GrantKind, secret: string): { grant: Grant; family: string } | undefined {
    const found = this.look(kind, secret);
    if (found) this.store.sql("UPDATE grants SET used = 1 WHERE hash = ?").run(hashOf(secret));
    else this.end(this.row(kind, secret)?.family);
    return found;
  }

  /** Ends all that came of one sign-in. */
  end(family: string | undefined): void {
    if (family !== undefined) this.store.sql("UPDATE grants SET used = 1 WHERE family = ?").run(family);
  }

  private row(kind: GrantKind, secret: string): { family: string; value: string; used: number } | undefined {
    return this.store
      .sql("SELECT family, value, used FROM grants WHERE hash = ? AND kind = ? AND ends_at >= ?")
      .get(hashOf(secret), kind, this.clock.now().getTime()) as
      | { family: string; value: string; used: number }
      | undefined;
  }
}
