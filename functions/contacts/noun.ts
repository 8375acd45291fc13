import { checkReferences } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Contact, ContactInput } from "./schema.ts";
import { contact } from "./table.ts";

type Employed = { employments?: { accountId: string }[] | null; ownerId?: string | null; departmentId?: string | null };

/** Every company that a person is said to work for must be there. */
async function checkEmployers(call: Caller, { employments }: Employed): Promise<void> {
  const named = (employments ?? []).map(({ accountId }, n) => [`employments.${n}.accountId`, accountId] as const);
  const references = Object.fromEntries(named.map(([path]) => [path, account]));
  await checkReferences(call, references, Object.fromEntries(named));
}

/** A person at a customer company, as everything that handles records by their declaration knows it. */
export const contactNoun: Noun = noun({
  entity: contact,
  module: "contacts",
  path: "/v1/contacts",
  input: ContactInput,
  view: Contact,
  filters: ["accountId", "ownerId", "departmentId", "email", "phone", "decisionRole", "leadId"],
  references: { accountId: account, ownerId: user, departmentId: department },
  custom: REFERABLE,
  listed: true,
  search: ({ name, email, phone }) => [
    { field: "name", text: name, kind: "name" },
    ...(email ? [{ field: "email", text: email, kind: "email" as const }] : []),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
  ],
  prepare: async (call, input) => {
    await checkEmployers(call, input);
    return accountOwnership(call, await call.table.get(account, input.accountId), input);
  },
  revise: async (call, before, patch: Employed) => {
    await checkEmployers(call, patch);
    return ownership(call, before, patch);
  },
  example: {
    body: { name: "周敏", accountId: "{accountId}", role: "采购总监", decisionRole: "decider", phone: "13800000002" },
  },
  patchExample: { body: { decisionRole: "champion" } },
});
