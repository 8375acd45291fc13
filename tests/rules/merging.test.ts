import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod";
import { MERGEABLE } from "../../functions/merging/kinds.ts";
import {
  absorbedFields,
  changesBetween,
  moved,
  redirected,
  takenBack,
  undoneFields,
} from "../../functions/merging/rules.ts";
import { everyEntity } from "../../functions/streams/entities.ts";
import { valuesOf } from "../support/arbitrary.ts";

const everything = await everyEntity();

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

describe("whatever names a record that is taken in", () => {
  const met = new Set<string>();
  const POOL = [...MERGEABLE.map(({ entity }) => entity.prefix), "usr", "dep", "ptn", "prd", "ord", "rcv"].flatMap(
    (prefix) => [1, 2, 3].map((n) => `${prefix}_00000${n}`),
  );

  test.each(everything.map((entity) => [entity.noun, entity] as const))(
    "stays as its schema says: %s",
    (_noun, entity) => {
      const rows = valuesOf(entity.schema, POOL);
      const pairs = fc.constantFrom(...MERGEABLE.map((of) => of.entity.prefix));
      fc.assert(
        fc.property(rows, pairs, (row, prefix) => {
          if (!entity.schema.safeParse(row).success) return;
          met.add(entity.noun);
          const [from, to] = [`${prefix}_000001`, `${prefix}_000002`];
          const changes = moved(entity.schema, row as Record<string, unknown>, from, to);
          const after = { ...(row as object), ...Object.fromEntries(changes.map((c) => [c.field, c.after])) };
          expect(entity.schema.safeParse(after).error).toBeUndefined();
          const back = undoneFields(changes, after);
          expect({ ...after, ...back.fields }).toEqual(row);
        }),
        { numRuns: 100 },
      );
    },
  );

  test("which is tried with rows of every noun that customers' records hang on", () => {
    const all = [
      "account",
      "contact",
      "lead",
      "opportunity",
      "activity",
      "order",
      "receivable",
      "quote",
      "bankConnection",
    ];
    expect(all.filter((noun) => !met.has(noun))).toEqual([]);
  });

  test("is named once where its schema lets nothing be named twice", () => {
    const stakeholder = z.strictObject({ contactId: z.string(), role: z.string(), stance: z.string().optional() });
    const schema = z.object({
      stakeholders: z.array(stakeholder).refine((all) => new Set(all.map((one) => one.contactId)).size === all.length),
    });
    const stakeholders = [
      { contactId: "con_2", role: "decider" },
      { contactId: "con_1", role: "user", stance: "for" },
    ];
    const [change] = moved(schema, { stakeholders }, "con_1", "con_2");
    expect(change?.after).toEqual([{ contactId: "con_2", role: "decider", stance: "for" }]);
  });
});
