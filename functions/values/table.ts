import { hashedId } from "../../shared/hashed.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { entity, type RowOf } from "../../shared/table/entity.ts";
import { AccountValue, ValueModel, ValueSweep } from "./schema.ts";

export const valueModel = entity({
  noun: "valueModel",
  plural: "value models",
  prefix: "vmo",
  schema: ValueModel,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the value models of the tenant" } },
  unique: { isDefault: (row) => (row.isDefault && !row.archived ? "default" : undefined) },
});
export type ModelRow = RowOf<typeof valueModel>;

/** Seen by whoever sees the account. */
export const accountValue = entity({
  noun: "accountValue",
  plural: "values of accounts",
  prefix: "acv",
  schema: AccountValue,
  scoped: false,
  audited: false,
  indexes: { parent: { by: ["modelId"], sorts: "score", answers: "the accounts of a value model by their value" } },
});
export type ValueRow = RowOf<typeof accountValue>;
export const valueId = (modelId: string, accountId: string): string =>
  hashedId(accountValue.prefix, `${modelId}\n${accountId}`);

/** One a model. */
export const valueSweep = entity({
  noun: "valueSweep",
  plural: "reckonings of values",
  prefix: "vsw",
  schema: ValueSweep,
  scoped: false,
  audited: false,
  due: {
    work: "values",
    shards: 1,
    at: (row) => row.dueAt,
    answers: "the value models by which accounts are reckoned anew",
  },
});
export type SweepRow = RowOf<typeof valueSweep>;
export const sweepId = (modelId: string): string => `${valueSweep.prefix}_${bodyOf(modelId)}`;
