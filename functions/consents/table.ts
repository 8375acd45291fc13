import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Consent, ReachPolicy } from "./schema.ts";

export const consent = entity({
  noun: "consent",
  plural: "consents",
  prefix: "cns",
  schema: Consent,
  indexes: {
    ...ownedIndexes("consent"),
    parent: { by: ["personId"], sorts: "createdAt", answers: "what one person has agreed to and withdrawn" },
  },
  due: {
    work: "evidence",
    shards: 2,
    at: ({ keptUntil, erasedAt }) => (erasedAt ? undefined : keptUntil),
    answers: "the withdrawals whose evidence has been kept as long as the tenant keeps it",
  },
});

export const reachPolicy = setting({
  noun: "reachPolicy",
  plural: "reach policies",
  prefix: "rpo",
  id: "rpo_reach",
  schema: ReachPolicy,
  path: "/v1/reach-policy",
  reading: "consents.read",
  writing: "consents.configure",
  tells: "How people outside may be reached: double opt-in, opt-out words, how long evidence is kept.",
  replaces: "Replaces the reach policy. What is left out takes its default.",
  example: { doubleOptIn: true, evidenceKeptMonths: 36 },
});
