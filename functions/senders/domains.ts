import { config } from "../../shared/config.ts";
import { later } from "../../shared/duration.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { isPublicMailDomain } from "../../shared/mail-domains.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion, type Stamp } from "../../shared/table/entity.ts";
import { systemTable, type Table } from "../../shared/table/table.ts";
import { forget, newKey, signWith, toldOf } from "./provider.ts";
import { CLAIM_MS, domainOf, reckoned } from "./rules.ts";
import { type SenderDomainRow, senderDomain, senderDomainEntry, senderDomainEntryId, senderDomainId } from "./table.ts";

/** Whose domains are seen to, and when. */
export type Of = { table: Table; stamp: Stamp; now: string };

const within = (domain: string, of: string): boolean => of !== "" && (domain === of || domain.endsWith(`.${of}`));

/** Refuses what belongs to everybody, or to the product. */
export function checkDomain(domain: string): void {
  const { mailFrom, mailInDomain } = config();
  const own = domainOf(mailFrom.replace(/>\s*$/, ""));
  if (within(domain, own) || within(domain, mailInDomain)) {
    throw invalidField("domain", "This domain is the product's own.", "invalid");
  }
  if (isPublicMailDomain(domain)) {
    throw invalidField("domain", "Anybody may have a mailbox of this domain; name one of your own.", "invalid");
  }
}

const TRIES_MAX = 8;

/** Takes a domain for the tenant, unless another has it or has lately named it. */
const take = (of: Of, domain: string): Promise<void> => anew(TRIES_MAX, () => taken(of, domain), isOvertaken);

async function taken({ table, stamp, now }: Of, domain: string): Promise<void> {
  const system = systemTable(stamp);
  const id = senderDomainEntryId(domain);
  const { tenantId } = table;
  const until = later(now, CLAIM_MS);
  const first = { id, version: 1, createdAt: now, updatedAt: now, tenantId, until };
  const before = await system.find(senderDomainEntry, id);
  if (!before) return system.create(senderDomainEntry, first).then(() => undefined);
  if (before.tenantId === tenantId && (!before.until || before.until > now)) return;
  if (before.tenantId !== tenantId && (!before.until || before.until > now)) {
    const detail = before.until
      ? `Another tenant is setting this domain up; it is free again at ${before.until} unless they prove that it is theirs.`
      : "This domain is another tenant's.";
    throw new Fault("conflict", detail, { errors: [{ path: "domain", code: "conflict", message: detail }] });
  }
  await system.replace(senderDomainEntry, before, nextVersion(before, now, { tenantId, until }));
}

/** Notes until when a domain stays the tenant's: for good, or to some moment. False where it is another's. */
const hold = (of: Of, domain: string, until: string | undefined): Promise<boolean> =>
  anew(TRIES_MAX, () => held(of, domain, until), isOvertaken);

async function held({ table, stamp, now }: Of, domain: string, until: string | undefined): Promise<boolean> {
  const system = systemTable(stamp);
  const entry = await system.find(senderDomainEntry, senderDomainEntryId(domain));
  if (entry?.tenantId !== table.tenantId) return false;
  if (entry.until !== until) await system.replace(senderDomainEntry, entry, nextVersion(entry, now, { until }));
  return true;
}

/**
 * Gives a domain a key of its own. The row comes first: of two who do so at once one is refused before the provider hears
 * of it, and where whoever was first breaks off, the next look does it.
 */
async function keyed(of: Of, row: SenderDomainRow): Promise<SenderDomainRow> {
  const { now } = of;
  const { privateKey, ...key } = await newKey();
  const fresh = {
    state: "pending" as const,
    returnPath: "pending" as const,
    keyedAt: undefined,
    verifiedAt: undefined,
  };
  const noted = await noteKey(of, row, { ...key, ...fresh, checkAt: now });
  await signWith(row.domain, { selector: key.selector, privateKey });
  return noteKey(of, noted, { keyedAt: now, checkAt: later(now, 60_000) });
}

/** Notes something of the key that a domain has; refused where it has got another one meanwhile. */
const noteKey = ({ table, now }: Of, row: SenderDomainRow, fields: Partial<SenderDomainRow>) =>
  anew(
    TRIES_MAX,
    async (tried) => {
      const latest = tried === 1 ? row : await table.get(senderDomain, row.id);
      const from = latest.selector === row.selector ? latest : row;
      return table.replace(senderDomain, from, nextVersion(from, now, fields));
    },
    isOvertaken,
  );

/** Domains are proved by SES alone: another server's operator sees to whom it sends as. */
function checkProvider(): void {
  const { smtp, mailConfigurationSet } = config();
  if (!smtp && mailConfigurationSet) return;
  throw new Fault("invalid_state", "Mails leave by a server of the operator's here, which has no domains of tenants.");
}

/** Begins with a domain. One that the tenant had and gave up, or lost, begins anew. */
export async function begin(of: Of, domain: string): Promise<SenderDomainRow> {
  checkProvider();
  checkDomain(domain);
  const { table, now } = of;
  await take(of, domain);
  const id = senderDomainId(domain);
  const found = await table.find(senderDomain, id);
  // The same call again, after the first was broken off.
  if (found?.createdAt === now) return found.keyedAt ? found : keyed(of, found);
  if (found && found.state !== "retired" && found.state !== "lapsed") {
    throw new Fault("duplicate", `The domain ${domain} is there already, as ${id}.`);
  }
  if (found) return keyed(of, found);
  const base = { id, version: 1, createdAt: now, updatedAt: now };
  const first = { ...base, domain, state: "pending" as const, returnPath: "pending" as const, checkAt: now };
  return keyed(of, await table.create(senderDomain, { ...first, selector: "", publicKey: "" }));
}

/** Gives a domain another key, which is to be published in place of the first; one that was given up begins anew. */
export async function renew(of: Of, row: SenderDomainRow): Promise<SenderDomainRow> {
  checkProvider();
  await take(of, row.domain);
  return keyed(of, row);
}

/**
 * Looks how a domain stands. That it is verified is noted outside the tenants first, so that nobody takes it in between.
 * Where the provider has no key of ours for it, it gets one.
 */
export async function look(of: Of, row: SenderDomainRow): Promise<SenderDomainRow> {
  const { table, now } = of;
  if (row.state === "retired" || row.state === "lapsed") return row;
  const lapse = () => table.replace(senderDomain, row, nextVersion(row, now, { state: "lapsed", checkAt: undefined }));
  const entry = await systemTable(of.stamp).find(senderDomainEntry, senderDomainEntryId(row.domain));
  if (entry?.tenantId !== table.tenantId) return lapse();
  const told = row.keyedAt ? await toldOf(row.domain) : undefined;
  if (told?.selector !== row.selector || !told) return keyed(of, row);
  const { id: _, version: __, ...fields } = reckoned(row, told, now);
  const until = fields.state === "verified" ? undefined : (entry.until ?? later(now, CLAIM_MS));
  if (until !== entry.until && !(await hold(of, row.domain, until))) return lapse();
  return table.replace(senderDomain, row, nextVersion(row, now, fields));
}

/** Gives a domain up: mails come from the product's address again, and others may name it. */
export async function retire(of: Of, row: SenderDomainRow): Promise<SenderDomainRow> {
  if (row.state === "retired") return row;
  const { table, now } = of;
  const after = await table.replace(senderDomain, row, nextVersion(row, now, { state: "retired", checkAt: undefined }));
  // Somebody else's by now is left to them.
  if (row.state !== "lapsed" && (await hold(of, row.domain, now))) await forget(row.domain);
  return after;
}
