import { beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { accountNoun } from "../../functions/accounts/noun.ts";
import { nouns } from "../../functions/nouns.ts";
import { withComputed } from "../../shared/records/computed.ts";
import type { CustomField } from "../../shared/records/fields.ts";
import { addsTheSame, aggregate, parentsOf, type Relation, relationsOf } from "../../shared/records/rollups.ts";
import type { AnyRow } from "../../shared/table/entity.ts";

const AT = "2026-11-24T00:00:00.000Z";
const row = (fields: object): AnyRow => ({ id: "opp_000001", version: 1, createdAt: AT, updatedAt: AT, ...fields });

const field = (key: string, more: object, noun = "account"): CustomField =>
  ({ ...row({}), id: `cfd_${key}`, noun, key, label: key, ...more }) as unknown as CustomField;
const tenantOf = (...fields: CustomField[]) => ({ customFields: Map.groupBy(fields, (f) => f.noun) });

const volume = field("volume", {
  type: "rollup",
  resultKind: "money",
  rollup: { noun: "opportunity", by: "accountId", op: "sum", of: "amountMinor" },
});
const deals = field("deals", {
  type: "rollup",
  resultKind: "number",
  rollup: { noun: "opportunity", by: "accountId", op: "count" },
});

describe("a relation", () => {
  const tenant = tenantOf(volume, deals);
  let relation: Relation;
  beforeAll(async () => {
    [relation] = (await relationsOf(tenant, nouns, { child: "opportunity" })) as [Relation];
  });

  test("is shared by all roll-ups over it", async () => {
    expect(await relationsOf(tenant, nouns, {})).toHaveLength(1);
    expect(relation.fields.map(({ key }) => key)).toEqual(["volume", "deals"]);
    expect(await relationsOf(tenant, nouns, { child: "contact" })).toEqual([]);
  });

  test("names whom a record belongs to: by id, by several, by noun and id, and nobody once it is put away", () => {
    const account = "acc_000001";
    expect(parentsOf(relation, row({ accountId: account }))).toEqual([account]);
    expect(parentsOf(relation, row({ accountId: account, archived: true }))).toEqual([]);
    expect(parentsOf(relation, row({ accountId: account, mergedInto: "opp_000002" }))).toEqual([]);
    expect(parentsOf(relation, row({ accountId: "con_000001" }))).toEqual([]);
    const related = [
      { noun: "account", id: account },
      { noun: "contact", id: "con_000001" },
    ];
    expect(parentsOf({ ...relation, by: "relatedTo" }, row({ relatedTo: related }))).toEqual([account]);
    expect(parentsOf(relation, undefined)).toEqual([]);
  });

  test("adds the same where nothing has changed that is added", () => {
    const before = row({ accountId: "acc_000001", amountMinor: 5, name: "甲" });
    expect(addsTheSame(relation, tenant, before, { ...before, name: "乙" })).toBe(true);
    expect(addsTheSame(relation, tenant, before, { ...before, amountMinor: 6 })).toBe(false);
    expect(addsTheSame(relation, tenant, before, { ...before, accountId: "acc_000002" })).toBe(false);
    expect(addsTheSame(relation, tenant, undefined, before)).toBe(false);
  });
});

describe("what comes of all that is added", () => {
  const over = (op: "count" | "sum" | "min" | "max") => field("x", { rollup: { noun: "n", by: "b", op, of: "v" } });

  test("is the count, sum, least and most, and nothing of nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer(), { nil: undefined })), (values) => {
        const added = values.map((v) => ({ n: v === undefined ? {} : { v } }));
        const given = values.filter((v) => v !== undefined);
        expect(aggregate(over("count"), added)).toBe(values.length);
        expect(aggregate(over("sum"), added)).toBe(given.reduce((sum, v) => sum + v, 0));
        expect(aggregate(over("min"), added)).toBe(given.length > 0 ? Math.min(...given) : null);
        expect(aggregate(over("max"), added)).toBe(given.length > 0 ? Math.max(...given) : null);
      }),
    );
  });

  test("is the first and the last of dates", () => {
    const added = ["2027-03-01", "2026-12-31", "2027-01-01"].map((v) => ({ n: { v } }));
    expect([aggregate(over("min"), added), aggregate(over("max"), added)]).toEqual(["2026-12-31", "2027-03-01"]);
  });
});

describe("computed values", () => {
  test("are evaluated after what they use, whatever the order of the fields", () => {
    const fields = [
      field("a", { type: "integer" }),
      ...["b", "c", "d"].map((key, n) =>
        field(key, { type: "formula", resultKind: "number", formula: `custom.${["a", "b", "c"][n]} + 1` }),
      ),
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(fields, { minLength: fields.length }),
        fc.integer({ min: 0, max: 99 }),
        (all, a) => {
          const { custom } = withComputed(tenantOf(...all), accountNoun, row({ name: "甲", custom: { a } }));
          expect(custom).toEqual({ a, b: a + 1, c: a + 2, d: a + 3 });
        },
      ),
    );
  });

  test("are left out where they have none, and never refuse a record", () => {
    const odd = [
      field("x", { type: "formula", resultKind: "number", formula: "custom.gone * 2" }),
      field("y", { type: "formula", resultKind: "number", formula: "custom.z + 1" }),
      field("z", { type: "formula", resultKind: "number", formula: "custom.y + 1" }),
    ];
    const after = withComputed(tenantOf(...odd), accountNoun, row({ name: "甲", custom: { x: 3 } }));
    expect(after.custom).toBeUndefined();
    expect(withComputed(tenantOf(deals), accountNoun, row({})).custom).toEqual({ deals: 0 });
    const plain = row({ custom: { k: 1 } });
    expect(withComputed(tenantOf(), accountNoun, plain)).toBe(plain);
  });
});
