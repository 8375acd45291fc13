import { entity } from "../../shared/table/entity.ts";
import { ActivationCode, KeptPrices, SigningKey } from "./schema.ts";

/** Outside every tenant, like all that is the operator's. */
export const activationCode = entity({
  noun: "activationCode",
  plural: "activation codes",
  prefix: "act",
  schema: ActivationCode,
  scoped: false,
  audited: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "all activation codes, for the operator" } },
});

export const signingKey = entity({
  noun: "signingKey",
  plural: "signing keys",
  prefix: "sgk",
  schema: SigningKey,
  scoped: false,
  audited: false,
  secret: ["privateKey"],
});

export const licencePrices = entity({
  noun: "licencePrices",
  plural: "licence prices",
  prefix: "lpr",
  schema: KeptPrices,
  scoped: false,
  audited: false,
});
