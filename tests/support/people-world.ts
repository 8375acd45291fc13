import { seeded } from "./faults.ts";
import { base64, csvOf, jobOf } from "./jobs.ts";
import { type Person, saidOf } from "./people.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant, type TestTenant } from "./tenant.ts";
import { type Known, type Pick, type Written, writeOf } from "./written.ts";

/** A tenant whose people stand in whatever takes words. */
export type World = { tenant: TestTenant; people: Known[]; written: Written; pick: Pick };

/** What a person is to a tenant; `both` is a lead that became a contact, `merged` a contact that had been entered twice. */
const KINDS = ["contact", "lead", "both", "merged", "user"] as const;

type Entering = { tenant: TestTenant; accountId: string; person: Person };

const contactOf = async ({ tenant, accountId, person: { name, email, phone, lore } }: Entering, more: object = {}) =>
  (await made(tenant.admin, "/v1/contacts", { name, accountId, email, phone, role: lore, ...more })).id;

const leadOf = async ({ tenant, person: { name, email, phone, lore } }: Entering) =>
  (await made(tenant.admin, "/v1/leads", { name, company: lore, email, phone })).id;

/** The records of somebody who comes into a tenant: first those that are named, by prefix, then those that are of old. */
async function recordsOf(one: Entering, kind: (typeof KINDS)[number]): Promise<[Record<string, string>, string[]]> {
  const { admin } = one.tenant;
  if (kind === "contact") return [{ con: await contactOf(one) }, []];
  if (kind === "lead") return [{ led: await leadOf(one) }, []];
  if (kind === "user") {
    const { name, email, phone } = one.person;
    return [{ usr: (await made(admin, "/v1/users", { name, email, phone, roles: ["sales"] })).id }, []];
  }
  if (kind === "both") {
    const led = await leadOf(one);
    const { body } = await admin.post(`/v1/leads/${led}/convert`, { accountId: one.accountId });
    return [{ led, con: body.contactId }, []];
  }
  const [con, twin] = [await contactOf(one), await contactOf(one, { email: undefined })];
  await admin.post(`/v1/contacts/${con}/merge`, { from: [twin] });
  return [{ con }, [twin]];
}

async function enters(one: Entering, pick: Pick): Promise<Known> {
  const [records, old] = await recordsOf(one, pick(KINDS));
  return { ...one.person, records, ids: [...Object.values(records), ...old] };
}

/** What is told of somebody besides: talk, a file of theirs, a sale, and a meeting with somebody else. */
async function tells(
  { tenant: { admin }, accountId }: Omit<Entering, "person">,
  person: Known,
  other: Known,
  pick: Pick,
): Promise<void> {
  const refOf = ({ records: { con, led } }: Known) =>
    con ? { noun: "contact", id: con } : led && { noun: "lead", id: led };
  const own = refOf(person);
  if (!own) return;
  const subject = `Call with ${saidOf(person, pick, true)}`;
  await made(admin, "/v1/activities", { kind: "note", subject, body: person.lore, relatedTo: [own] });
  const file = { name: `${person.name}.txt`, contentType: "text/plain", sizeBytes: Buffer.byteLength(person.lore) };
  const { uploadUrl } = await made(admin, "/v1/files", { ...file, relatedTo: own });
  await fetch(String(uploadUrl), { method: "PUT", body: person.lore, headers: { "content-type": "text/plain" } });
  if (person.records.con) {
    const sale = { accountId, contactId: person.records.con, amountMinor: 123_456, currency: "CNY" };
    const { id } = await made(admin, "/v1/opportunities", { ...sale, name: "Seats", expectedOn: "2027-03-31" });
    // The history of a change has the words, and not whom the record names.
    await admin.patch(`/v1/opportunities/${id}`, { name: `Seats for ${person.name}` });
  }
  const met = refOf(other);
  if (!met || other === person) return;
  const both = `${person.name} met ${other.name}`;
  await made(admin, "/v1/activities", { kind: "note", subject: both, body: both, relatedTo: [own, met] });
}

/** Files with everybody in them: what was brought in, and what was made for somebody, zipped and not. */
async function filesOf(stack: TestStack, { admin }: TestTenant, people: readonly Known[]): Promise<void> {
  // A column that nobody keeps stands in the file all the same.
  const rows = people.map(({ name, email, phone }, n) => [`Shop ${n}`, phone, `${name} <${email}>`]);
  const content = base64(csvOf(["name", "phone", "whatever"], ...rows));
  await jobOf(stack, admin, "/v1/imports", { noun: "account", format: "csv", content });
  for (const format of ["csv", "xlsx"]) await jobOf(stack, admin, "/v1/exports", { noun: "contact", format });
}

/** Opens a tenant, brings people into it, and writes of them wherever its calls take words. */
export async function peopleWorld(
  stack: TestStack,
  all: readonly Person[],
  seed: number,
  changes: number,
): Promise<World> {
  const random = seeded(seed);
  const pick: Pick = (some) => some[Math.floor(random() * some.length)] as never;
  const tenant = await openTenant(stack);
  await stack.api(stack.operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  const { id: accountId } = await made(tenant.admin, "/v1/accounts", { name: "云海集团" });
  const people: Known[] = [];
  for (const person of all) people.push(await enters({ tenant, accountId, person }, pick));
  for (const person of people) await tells({ tenant, accountId }, person, pick(people), pick);
  const written = await writeOf(tenant.admin, people, pick, changes);
  await stack.settled();
  await filesOf(stack, tenant, people);
  return { tenant, people, written, pick };
}
