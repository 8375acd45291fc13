import { setting } from "../../shared/records/setting.ts";
import { entity, timeKey } from "../../shared/table/entity.ts";
import { Partner, Programme, RegistrationPolicy, TermsChange } from "./schema.ts";

export const partner = entity({
  noun: "partner",
  plural: "partners",
  prefix: "ptn",
  schema: Partner,
  orders: ["name"],
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the partners of the tenant" } },
  unique: { registrationNo: (row) => row.registrationNo?.replace(/\s/g, "").toUpperCase() },
});

/** What was agreed with a partner, change by change; never changed once written. */
export const termsChange = entity({
  noun: "termsChange",
  plural: "changes of partners' terms",
  prefix: "ptc",
  schema: TermsChange,
  scoped: false,
  audited: false,
  tells: { noun: "partner", fields: ["tier", "rateBasisPoints", "territories"] },
  key: (row) => ({ pk: String(row.partnerId), sk: `terms#${timeKey(String(row.at))}#${row.id}` }),
});

/** The levels and kinds of partners. */
export const partnerProgramme = setting({
  noun: "partnerProgramme",
  plural: "partner programmes",
  prefix: "ppg",
  id: "ppg_tenant",
  schema: Programme,
  path: "/v1/partner-programme",
  reading: "partners.read",
  writing: "partners.write",
  tells: "The tenant's partner programme: the tiers of partners with their rates, and the kinds of partners.",
  replaces: "Replaces the partner programme. Partners keep what they have until they are changed.",
  example: {
    tiers: [
      { name: "金牌", rateBasisPoints: 6_500 },
      { name: "银牌", rateBasisPoints: 7_500 },
    ],
    types: [],
  },
});

/** How what partners register is protected. */
export const registrationPolicy = setting({
  noun: "registrationPolicy",
  plural: "policies of deal registrations",
  prefix: "rgp",
  id: "rgp_tenant",
  schema: RegistrationPolicy,
  path: "/v1/registration-policy",
  reading: "channel.read",
  writing: "channel.decide",
  tells: "How deal registrations are protected, and which accounts are the tenant's own; partners read it too.",
  replaces:
    "Replaces the policy. It holds for what is decided from now on, and is a version that partners are told of.",
  example: { protectionDays: 90, extensionsMax: 1, protectedTiers: ["A"] },
});
