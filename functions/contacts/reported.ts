import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  archived,
  count,
  createdOn,
  department,
  different,
  oneOf,
  owner,
  share,
  text,
  where,
} from "../reported.ts";
import { DECISION_ROLES } from "./schema.ts";
import { contact } from "./table.ts";

/** The people at the customers. */
export const contactFact: Fact = {
  name: "contacts",
  label: ["联系人", "Contacts"],
  permissions: ["contacts.read"],
  on: "createdOn",
  of: "contact",
  dimensions: {
    createdOn,
    accountId: account,
    ownerId: owner,
    departmentId: department,
    role: text(["职务", "Role"]),
    decisionRole: oneOf(["决策角色", "Decision role"], DECISION_ROLES),
    preferredLanguage: oneOf(["首选语言", "Preferred language"]),
    archived,
  },
  measures: {
    contacts: count(["联系人数", "Contacts"], ["所有联系人，含已归档", "All contacts, the archived ones among them"]),
    deciders: count(
      ["决策人数", "Deciders"],
      ["决策角色为决策者的联系人", "Contacts whose decision role is decider"],
      "decisionRole",
    ),
    withEmail: count(["有邮箱", "With e-mail"], ["填写了邮箱的联系人", "Contacts whose e-mail is known"], "email"),
    withPhone: count(["有电话", "With phone"], ["填写了电话的联系人", "Contacts whose phone is known"], "phone"),
    agreed: count(
      ["同意联系", "Agreed to contact"],
      ["至少一条同意记录为同意", "Contacts with at least one consent given"],
      "consents",
    ),
    reachedAccounts: different(
      ["覆盖客户数", "Accounts reached"],
      ["有联系人的不同客户", "Different accounts that have a contact"],
      "accountId",
    ),
    emailRate: share(
      ["邮箱完整率", "E-mail known"],
      ["有邮箱 ÷ 联系人数", "Contacts with e-mail in all"],
      "withEmail",
      "contacts",
    ),
    consentRate: share(
      ["同意率", "Consent rate"],
      ["同意联系 ÷ 联系人数", "Contacts that agreed in all"],
      "agreed",
      "contacts",
    ),
  },
  sources: [
    source(contact, (row) => [
      {
        ...{ contacts: 1, deciders: where(row.decisionRole === "decider") },
        ...{ withEmail: where(row.email !== undefined), withPhone: where(row.phone !== undefined) },
        agreed: where((row.consents ?? []).some(({ granted }) => granted)),
      },
    ]),
  ],
};
