import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { checkReferences, loaded } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { customValues, fieldsOf } from "../../shared/records/custom.ts";
import { type CustomField, valueSchemaOf } from "../../shared/records/fields.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { type Change, making, replacement } from "../../shared/records/write.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { accountNoun } from "../accounts/noun.ts";
import { account } from "../accounts/table.ts";
import { contactNoun } from "../contacts/noun.ts";
import { CONSENTS_MAX, EMPLOYMENTS_MAX, TAGS_MAX } from "../contacts/schema.ts";
import { contact } from "../contacts/table.ts";
import { duplicatesOf, seen } from "../duplicates.ts";
import { opportunityNoun } from "../opportunities/noun.ts";
import type { ConvertInput } from "./convert.ts";
import { matchesOf } from "./match.ts";
import { isSalesReady } from "./rules.ts";
import { lead, leadPolicy } from "./table.ts";

type LeadRow = RowOf<typeof lead>;
type ConvertCall = Call<z.output<typeof ConvertInput>>;

const cannot = (row: LeadRow): Fault => {
  const became = [row.accountId, row.contactId, row.opportunityId].filter((id) => id !== undefined).join(", ");
  if (row.status === "converted")
    return new Fault("invalid_state", `The lead has been converted already: to ${became}.`);
  return new Fault("invalid_state", `The lead is ${row.archived ? "archived" : row.status} and cannot be converted.`);
};

async function checkReady(call: Caller, row: LeadRow): Promise<void> {
  if (row.archived || row.status === "converted" || row.status === "disqualified") throw cannot(row);
  const policy = await leadPolicy.held(call.table);
  if (isSalesReady(row.status, policy)) return;
  throw new Fault("invalid_state", `The lead is ${row.status}; sales joins at ${policy.salesJoinsAt}.`);
}

/** Making the records of a noun takes that noun's permission. */
function checkMay(call: Caller, of: Noun): void {
  call.access.need(`${of.module}.write`, "This conversion");
}

type Custom = Record<string, unknown>;

/**
 * The values of a new record's own fields: the lead's, of fields that the other noun has too under the same key and of a
 * type that takes them, and over them what the caller gives. Asks for what the noun requires and neither has.
 */
function carried(call: Caller, of: Noun, row: LeadRow, given: Custom = {}): { custom?: Custom } {
  const { noun } = of.entity;
  const fields = fieldsOf(call.tenant, noun);
  const fits = ({ key }: CustomField, value: unknown): boolean => {
    const field = fields.find((other) => other.key === key);
    return field !== undefined && valueSchemaOf(field)?.safeParse(value).success === true;
  };
  const own = fieldsOf(call.tenant, lead.noun).map((field) => [field, row.custom?.[field.key]] as const);
  const said = own.filter(([field, value]) => value !== undefined && fits(field, value));
  try {
    const custom = customValues(fields, {
      ...Object.fromEntries(said.map(([{ key }, value]) => [key, value])),
      ...given,
    });
    return custom ? { custom } : {};
  } catch (error) {
    throw error instanceof Fault ? within(noun, error) : error;
  }
}

/** A fault of a record's own fields, at the place where the caller gives them. */
function within(noun: string, { code, errors }: Fault): Fault {
  const placed = errors.map((one) => {
    const path = `${noun}.${one.path}`;
    return { ...one, path, message: one.message.replace(one.path, path) };
  });
  return new Fault(code, placed.map(({ message }) => message).join(" "), { errors: placed });
}

/** The account that surely is the lead's, by its registration number or its full name; never by a guess. */
async function matched(call: Caller, row: LeadRow): Promise<string | undefined> {
  const sure = (await matchesOf(call, row)).filter(({ strong }) => strong);
  if (sure.length <= 1) return sure[0]?.accountId;
  const names = sure.map(({ accountId }) => accountId).join(", ");
  throw new Fault("conflict", `Several accounts match the lead: ${names}. Name one of them as accountId.`);
}

type Became = { id: string; change?: Change };
type ContactRow = RowOf<typeof contact>;

/** The account that the lead comes to: named, matched, that of its person, or new. */
async function accountFor(call: ConvertCall, row: LeadRow, person: ContactRow | undefined): Promise<Became> {
  const id = call.body.accountId ?? (await matched(call, row)) ?? person?.accountId;
  if (id) return { id };
  checkMay(call, accountNoun);
  const { company, registrationNo, industry, ownerId, departmentId } = row;
  const given = { name: company ?? row.name, registrationNo, industry, ownerId, departmentId, leadId: row.id };
  const own = carried(call, accountNoun, row, call.body.account?.custom);
  const change = await making(call, accountNoun, { ...given, ...own });
  return { id: change.after.id, change };
}

/** The person that the lead is: named, or who surely has its mailbox or mobile; never by a guess. */
async function personOf(call: ConvertCall, row: LeadRow): Promise<ContactRow | undefined> {
  const { contactId, accountId } = call.body;
  if (contactId) return loaded({ ...call, ifMatch: undefined }, contact, contactId);
  const { email, phone } = row;
  const alike = seen(call, await duplicatesOf(call, { email, phone }, row.id));
  const ids = alike.flatMap(({ noun, row: { id }, reasons }) =>
    noun === contact.noun && reasons.some(({ strong }) => strong) ? [id] : [],
  );
  const known = [...(await call.table.getMany(contact, ids, true)).values()];
  // Of the same mailbox at several companies, the one is meant who is at the company that the lead comes to.
  const there = known.filter((person) => person.accountId === (accountId ?? person.accountId));
  const [only, ...others] = known.length > 1 && there.length > 0 ? there : known;
  if (others.length === 0) return only;
  const names = known.map(({ id }) => id).join(", ");
  throw new Fault("conflict", `Several contacts match the lead: ${names}. Name one of them as contactId.`, {
    errors: [{ path: "contactId", code: "ambiguous", message: `contactId must name one of ${names}.` }],
  });
}

/** What a person who is there learns from the lead: gaps are filled, consents and tags come together. */
function learnt(person: ContactRow, row: LeadRow, accountId: string): Record<string, unknown> {
  const { title, email, phone, consents = [], tags = [] } = row;
  const known = person.consents ?? [];
  const further = consents.filter((one) => !known.some((other) => isDeepStrictEqual(one, other)));
  const allTags = [...new Set([...(person.tags ?? []), ...tags])].slice(0, TAGS_MAX);
  const isThere = [person, ...(person.employments ?? [])].some((place) => place.accountId === accountId);
  const place = { accountId, ...(title && { role: title }) };
  return {
    ...(!person.role && title && { role: title }),
    ...(!person.email && email && { email }),
    ...(!person.phone && phone && { phone }),
    ...(!person.leadId && { leadId: row.id }),
    ...(further.length > 0 && { consents: [...(person.consents ?? []), ...further].slice(-CONSENTS_MAX) }),
    ...(allTags.length > (person.tags?.length ?? 0) && { tags: allTags }),
    ...(!isThere && { employments: [...(person.employments ?? []), place].slice(-EMPLOYMENTS_MAX) }),
  };
}

async function contactFor(
  call: ConvertCall,
  row: LeadRow,
  accountId: string,
  person: ContactRow | undefined,
): Promise<Became> {
  if (person) {
    const fields = learnt(person, row, accountId);
    if (Object.keys(fields).length === 0) return { id: person.id };
    return { id: person.id, change: await replacement(call, contactNoun, person as AnyRow, fields) };
  }
  const { name, title, email, phone, consents, tags, ownerId, departmentId } = row;
  const given = { name, accountId, role: title, email, phone, consents, tags, ownerId, departmentId, leadId: row.id };
  const { custom, ...more } = call.body.contact ?? {};
  const change = await making(call, contactNoun, { ...given, ...more, ...carried(call, contactNoun, row, custom) });
  return { id: change.after.id, change };
}

async function opportunityFor(
  call: ConvertCall,
  row: LeadRow,
  accountId: string,
  contactId: string,
): Promise<Change | undefined> {
  const { createOpportunity, opportunity: wanted } = call.body;
  if (!(createOpportunity ?? wanted !== undefined)) return undefined;
  checkMay(call, opportunityNoun);
  const { ownerId, departmentId } = row;
  const { custom, ...fields } = wanted ?? {};
  const given = {
    name: row.company ?? row.name,
    ...fields,
    accountId,
    contactId,
    ownerId,
    departmentId,
    leadId: row.id,
  };
  return making(call, opportunityNoun, { ...given, ...carried(call, opportunityNoun, row, custom) });
}

/** What must hold of a lead, and of whoever converts it. */
export async function checkConversion(call: ConvertCall, row: LeadRow): Promise<void> {
  checkMay(call, contactNoun);
  await checkReferences(call, { accountId: account, contactId: contact }, call.body);
  await checkReady(call, row);
}

/** The records that a lead becomes, and what the lead says of them. */
export async function converted(call: ConvertCall, row: LeadRow): Promise<Moved> {
  const person = await personOf(call, row);
  const account = await accountFor(call, row, person);
  const contact = await contactFor(call, row, account.id, person);
  const opportunity = await opportunityFor(call, row, account.id, contact.id);
  const became = {
    accountId: account.id,
    contactId: contact.id,
    ...(opportunity && { opportunityId: opportunity.after.id }),
  };
  const isNew = { account: account.change !== undefined, contact: !person, opportunity: opportunity !== undefined };
  return {
    fields: { convertedAt: call.now, recycleAt: null, ...became },
    beside: [account.change, contact.change, opportunity].flatMap((made) => made?.actions ?? []),
    reply: {
      ...became,
      used: (["account", "contact"] as const).filter((noun) => !isNew[noun]),
      created: (["account", "contact", "opportunity"] as const).filter((noun) => isNew[noun]),
    },
  };
}
