import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { checkReferences } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { customValues, fieldsOf } from "../../shared/records/custom.ts";
import { type CustomField, valueSchemaOf } from "../../shared/records/fields.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { type Change, making } from "../../shared/records/write.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountNoun } from "../accounts/noun.ts";
import { account } from "../accounts/table.ts";
import { contactNoun } from "../contacts/noun.ts";
import { opportunityNoun } from "../opportunities/noun.ts";
import type { ConvertInput } from "./convert.ts";
import { matchesOf } from "./match.ts";
import { isSalesReady } from "./rules.ts";
import { lead, leadPolicy } from "./table.ts";

/** What a conversion makes: loaded by the first call that converts. */

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
  const permission = `${of.module}.write`;
  if (!call.access.can(permission)) throw new Fault("forbidden", `This conversion needs the permission ${permission}.`);
}

/** The lead's own values of fields that the other noun has too, under the same key and of a type that takes them. */
function carried(call: Caller, of: Noun, row: LeadRow): { custom?: Record<string, unknown> } {
  const fields = fieldsOf(call.tenant, of.entity.noun).map((field): CustomField => ({ ...field, required: false }));
  const fits = ({ key }: CustomField, value: unknown): boolean => {
    const field = fields.find((other) => other.key === key);
    return field !== undefined && valueSchemaOf(field)?.safeParse(value).success === true;
  };
  const own = fieldsOf(call.tenant, lead.noun).map((field) => [field, row.custom?.[field.key]] as const);
  const given = own.filter(([field, value]) => value !== undefined && fits(field, value));
  const custom = customValues(fields, Object.fromEntries(given.map(([{ key }, value]) => [key, value])));
  return custom ? { custom } : {};
}

/** The account that surely is the lead's, by its registration number or its full name; never by a guess. */
async function matched(call: Caller, row: LeadRow): Promise<string | undefined> {
  const sure = (await matchesOf(call, row)).filter(({ strong }) => strong);
  if (sure.length <= 1) return sure[0]?.accountId;
  const names = sure.map(({ accountId }) => accountId).join(", ");
  throw new Fault("conflict", `Several accounts match the lead: ${names}. Name one of them as accountId.`);
}

/** The account that the lead comes to: named, matched or new. */
async function accountFor(call: ConvertCall, row: LeadRow): Promise<{ id: string; change?: Change }> {
  const id = call.body.accountId ?? (await matched(call, row));
  if (id) return { id };
  checkMay(call, accountNoun);
  const { company, registrationNo, industry, ownerId, departmentId } = row;
  const given = { name: company ?? row.name, registrationNo, industry, ownerId, departmentId, leadId: row.id };
  const change = await making(call, accountNoun, { ...given, ...carried(call, accountNoun, row) });
  return { id: change.after.id, change };
}

function contactFor(call: ConvertCall, row: LeadRow, accountId: string): Promise<Change> {
  const { name, title, email, phone, consents, tags, ownerId, departmentId } = row;
  const given = { name, accountId, role: title, email, phone, consents, tags, ownerId, departmentId, leadId: row.id };
  return making(call, contactNoun, { ...given, ...carried(call, contactNoun, row) });
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
  const given = {
    name: row.company ?? row.name,
    ...wanted,
    accountId,
    contactId,
    ownerId,
    departmentId,
    leadId: row.id,
  };
  return making(call, opportunityNoun, { ...given, ...carried(call, opportunityNoun, row) });
}

/** What must hold of a lead, and of whoever converts it. */
export async function checkConversion(call: ConvertCall, row: LeadRow): Promise<void> {
  checkMay(call, contactNoun);
  await checkReferences(call, { accountId: account }, call.body);
  await checkReady(call, row);
}

/** The records that a lead becomes, and what the lead says of them. */
export async function converted(call: ConvertCall, row: LeadRow): Promise<Moved> {
  const { id: accountId, change } = await accountFor(call, row);
  const contact = await contactFor(call, row, accountId);
  const contactId = contact.after.id;
  const opportunity = await opportunityFor(call, row, accountId, contactId);
  const became = { accountId, contactId, ...(opportunity && { opportunityId: opportunity.after.id }) };
  return {
    fields: { convertedAt: call.now, recycleAt: null, ...became },
    beside: [change, contact, opportunity].flatMap((made) => made?.actions ?? []),
    reply: became,
  };
}
