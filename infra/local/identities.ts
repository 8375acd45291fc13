import { createPrivateKey, createPublicKey } from "node:crypto";
import type { Clock } from "../../shared/clock.ts";
import type { Store } from "./store.ts";

/** A record as a domain publishes it. */
export type DnsRecord = { type: string; name: string; value: string };
export type Identity = { domain: string; selector: string; privateKey: string; keyedAt: number; mailFrom: string };
export type DkimStatus = "PENDING" | "SUCCESS" | "FAILED";

/** So long SES looks for a key in DNS. */
const LOOKED_FOR_MS = 72 * 3_600_000;

/** The public half of a key as SES is given it: base64 of DER, PKCS#1 or PKCS#8. Throws where it is none. */
export function publicHalf(privateKey: string): string {
  const key = Buffer.from(privateKey, "base64");
  for (const type of ["pkcs1", "pkcs8"] as const) {
    try {
      const read = createPrivateKey({ key, format: "der", type });
      return createPublicKey(read).export({ format: "der", type: "spki" }).toString("base64");
    } catch {
      // The other form is tried.
    }
  }
  throw new Error("This is no private key.");
}

/**
 * Domains that mails may be sent as, as SES keeps them, and what this machine's domains publish in DNS. A domain is verified
 * while the record at its selector holds the public half of the key that SES was given.
 */
export class Identities {
  private readonly store: Store;
  private readonly clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Lets a domain publish a record in place of those of its name and type; without a value it publishes none. */
  publish({ type, name, value }: DnsRecord): void {
    this.store.sql("DELETE FROM dns WHERE type = ? AND name = ?").run(type, name.toLowerCase());
    if (value) this.store.sql("INSERT INTO dns VALUES (?, ?, ?)").run(type, name.toLowerCase(), value);
  }

  private published(type: string, name: string): string | undefined {
    const row = this.store.sql("SELECT value FROM dns WHERE type = ? AND name = ?").get(type, name.toLowerCase());
    return row && String(row.value);
  }

  find(domain: string): Identity | undefined {
    const value = this.store.sql("SELECT value FROM identities WHERE domain = ?").get(domain.toLowerCase())?.value;
    return value === undefined ? undefined : (JSON.parse(String(value)) as Identity);
  }

  /** Keeps a domain under a key; SES begins to look for the key anew. */
  sign(domain: string, selector: string, privateKey: string): void {
    publicHalf(privateKey);
    const { mailFrom = "" } = this.find(domain) ?? {};
    this.keep({ domain, selector, privateKey, mailFrom, keyedAt: this.clock.now().getTime() });
  }

  returnThrough(identity: Identity, mailFrom: string): void {
    this.keep({ ...identity, mailFrom });
  }

  private keep(identity: Identity): void {
    this.store
      .sql("INSERT INTO identities VALUES (?, ?) ON CONFLICT (domain) DO UPDATE SET value = excluded.value")
      .run(identity.domain.toLowerCase(), JSON.stringify(identity));
  }

  delete(domain: string): void {
    this.store.sql("DELETE FROM identities WHERE domain = ?").run(domain.toLowerCase());
  }

  dkimOf({ domain, selector, privateKey, keyedAt }: Identity): DkimStatus {
    const said = this.published("TXT", `${selector}._domainkey.${domain}`);
    const [, key] = /(?:^|;)\s*p=([A-Za-z0-9+/=]+)/.exec(said ?? "") ?? [];
    if (key === publicHalf(privateKey)) return "SUCCESS";
    return this.clock.now().getTime() - keyedAt > LOOKED_FOR_MS ? "FAILED" : "PENDING";
  }

  returnPathOf({ mailFrom }: Identity): "PENDING" | "SUCCESS" | undefined {
    if (!mailFrom) return undefined;
    return /feedback-smtp\./.test(this.published("MX", mailFrom) ?? "") ? "SUCCESS" : "PENDING";
  }

  /** True where mails may come from an address: it is of a verified domain, or of one below such. */
  sendsFor(address: string): boolean {
    const labels = address
      .slice(address.lastIndexOf("@") + 1)
      .toLowerCase()
      .split(".");
    return labels.some((_, n) => {
      const identity = this.find(labels.slice(n).join("."));
      return identity !== undefined && this.dkimOf(identity) === "SUCCESS";
    });
  }
}
