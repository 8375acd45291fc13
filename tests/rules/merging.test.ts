import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { absorbedFields, changesBetween, redirected, takenBack, undoneFields } from "../../functions/merging/rules.ts";

const value = fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean());
const list = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));
const record = fc.record({ name: value, note: value, tags: list, team: list }, { requiredKeys: [] });
const NAMES = ["name", "note", "tags", "team"];

const applied = (row: object, fields: object): Record<string, unknown> => {
  const entries = Object.entries({ ...row, ...fields });
  return Object.fromEntries(entries.filter(([, v]) => v !== undefined && v !== null));
};

describe("a merge of fields", () => {
  test("is taken back exactly, whatever was merged and chosen", () => {
    fc.assert(
      fc.property(record, record, fc.dictionary(fc.constantFrom(...NAMES), fc.boolean()), (target, from, chosen) => {
        const fields = absorbedFields(target, from, NAMES, (field) => chosen[field]);
        const after = applied(target, fields);
        const changes = changesBetween(target, after, NAMES);
        const back = undoneFields(changes, after);
        expect(back.kept).toEqual([]);
        expect(applied(after, back.fields)).toEqual(applied(target, {}));
      }),
    );
  });

  test("loses no item of a list and fills every gap", () => {
    fc.assert(
      fc.property(record, record, (target, from) => {
        const fields = absorbedFields(target, from, NAMES, () => undefined);
        for (const field of ["tags", "team"] as const) {
          const all = new Set([...(target[field] ?? []), ...(from[field] ?? [])]);
          expect(new Set((fields[field] as string[] | undefined) ?? [])).toEqual(all);
        }
        expect(fields.name).toEqual(target.name ?? from.name);
      }),
    );
  });

  test("leaves what people have changed since, item by item in lists", () => {
    const change = { field: "tags", before: ["a"], after: ["a", "b"] };
    expect(takenBack(change, ["a", "b", "c"])).toEqual({ value: ["a", "c"] });
    expect(takenBack(change, ["c"])).toEqual({ value: ["c"] });
    expect(takenBack({ field: "note", before: "x", after: "y" }, "z")).toBeUndefined();
    expect(takenBack({ field: "note", after: "y" }, "y")).toEqual({ value: undefined });
    expect(takenBack({ field: "tags", after: ["a"] }, ["a", "b"])).toEqual({ value: ["b"] });
  });
});

describe("a moved reference", () => {
  const ids = fc.constantFrom("acc_1", "acc_2", "acc_3");
  const child = fc.record({
    accountId: ids,
    employments: fc.uniqueArray(fc.record({ accountId: ids }), { selector: ({ accountId }) => accountId }),
    relatedIds: fc.uniqueArray(ids),
    custom: fc.record({ partner: ids }),
  });

  test("names nothing that was taken in, and moves back exactly", () => {
    fc.assert(
      fc.property(child, (row) => {
        const changes = redirected(row, "acc_1", "acc_2");
        const after = { ...row, ...Object.fromEntries(changes.map((c) => [c.field, c.after])) };
        expect(JSON.stringify(after)).not.toContain("acc_1");
        const back = undoneFields(changes, after);
        expect({ ...after, ...back.fields }).toEqual(row);
      }),
    );
  });

  test("moves back alone where the rest was changed meanwhile", () => {
    const changes = redirected({ relatedIds: ["acc_1", "con_1"] }, "acc_1", "acc_2");
    const { fields, kept } = undoneFields(changes, { relatedIds: ["acc_2", "con_1", "opp_1"] });
    expect(new Set(fields.relatedIds as string[])).toEqual(new Set(["acc_1", "con_1", "opp_1"]));
    expect(kept).toEqual([]);
    const moved = redirected({ accountId: "acc_1" }, "acc_1", "acc_2");
    expect(undoneFields(moved, { accountId: "acc_3" })).toEqual({ fields: {}, kept: ["accountId"] });
  });

  test("is never one of what only tells of the past", () => {
    expect(
      redirected({ id: "acc_1", mergedInto: "acc_1", taught: [{ accountId: "acc_1" }] }, "acc_1", "acc_2"),
    ).toEqual([]);
  });
});
