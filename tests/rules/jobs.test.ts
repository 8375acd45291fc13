import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCell } from "../../functions/jobs/cells.ts";
import { type Column, suggested } from "../../functions/jobs/columns.ts";
import { changedSince, difference, heirOf, patchBack } from "../../functions/jobs/rules.ts";
import { anyCharacter } from "../support/characters.ts";

const CONTEXT = { timeZone: "Asia/Shanghai", currency: "CNY" };
const column = (kind: Column["kind"], more: Partial<Column> = {}): Column => ({
  ...{ field: "x", kind, label: "x", names: ["x"] },
  ...more,
});
const read = (kind: Column["kind"], text: string, more?: Partial<Column>): unknown => {
  const found = readCell(column(kind, more), text, CONTEXT);
  return "value" in found ? found.value : undefined;
};

describe("a cell", () => {
  test.each([
    ["2026-11-24", "2026-11-24"],
    ["2026/1/5", "2026-01-05"],
    ["2026.1.5", "2026-01-05"],
    ["2026年1月5日", "2026-01-05"],
    ["20260105", "2026-01-05"],
    ["2026-01-05T00:00:00", "2026-01-05"],
    ["31/12/2026", "2026-12-31"],
    ["12/31/2026", "2026-12-31"],
    ["5/5/2026", "2026-05-05"],
    ["5/6/2026", undefined],
    ["2026-02-30", undefined],
    ["2026-01-05 09:30", undefined],
    ["tomorrow", undefined],
  ])("the date %s is %s", (text, on) => expect(read("date", text)).toBe(on));

  test.each([
    ["2026-11-24 09:30", "2026-11-24T01:30:00.000Z"],
    ["2026/11/24", "2026-11-23T16:00:00.000Z"],
    ["2026-11-24T01:30:05Z", "2026-11-24T01:30:05.000Z"],
    ["2026-11-24T09:30:00+08:00", "2026-11-24T01:30:00.000Z"],
    ["2026-11-24 25:00", undefined],
  ])("the time %s is %s", (text, at) => expect(read("instant", text)).toBe(at));

  test.each([
    ["1,234.50", 1234.5],
    ["１２３", 123],
    ["-1 234", -1234],
    ["¥1,000", 1000],
    ["1.234,5", 1234.5],
    ["12,34", 12.34],
    ["1,234", undefined],
    ["1e5", undefined],
    ["abc", undefined],
  ])("the number %s is %s", (text, value) => expect(read("number", text)).toBe(value));

  test("money is in major units of its own currency or the tenant's, and never rounded", () => {
    expect(read("amount", "1,234.5")).toBe(123_450);
    expect(read("money", "JPY 500")).toEqual({ amountMinor: 500, currency: "JPY" });
    expect(read("money", "500.25 USD")).toEqual({ amountMinor: 50_025, currency: "USD" });
    expect(read("amount", "0.005")).toBeUndefined();
    expect(read("money", "0.5 JPY")).toBeUndefined();
  });

  test("an option is known by its value and its label in either language, and several by any separator", () => {
    const options = ["closedWon", "open"];
    expect(["closedWon", "赢单", "closed WON"].map((text) => read("enum", text, { options }))).toEqual(
      Array.from({ length: 3 }, () => "closedWon"),
    );
    expect(read("multiEnum", "赢单；open,open", { options })).toEqual(["closedWon", "open"]);
    expect(read("enum", "其他", { options })).toBeUndefined();
    expect(["是", "YES", "1", "否", "No"].map((text) => read("boolean", text))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(read("list", "Foo Co., Ltd.; 甲")).toEqual(["Foo Co., Ltd.", "甲"]);
  });

  test("no text makes reading fail in another way than by a sentence", () => {
    const kinds = [
      "number",
      "boolean",
      "date",
      "instant",
      "enum",
      "multiEnum",
      "list",
      "amount",
      "money",
      "json",
      "text",
    ] as const;
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.constantFrom(...kinds), (text, kind) => {
        const found = readCell(column(kind, { options: ["a"] }), text, CONTEXT);
        expect("value" in found || found.wrong.length > 0).toBe(true);
      }),
    );
  });
});

describe("a suggested mapping", () => {
  test("takes no field twice, and a column's own label before another's further name", () => {
    const columns = [
      column("text", { field: "role", label: "职务", names: ["职位"] }),
      column("text", { field: "custom.p", label: "职位" }),
    ];
    expect(suggested(["职位", "职务", "职务"], columns)).toEqual({ 职位: "custom.p", 职务: "role" });
  });
});

const value = fc.oneof(fc.integer(), fc.string(), fc.array(fc.string(), { maxLength: 3 }));
const row = fc.record(
  {
    name: value,
    ownerId: value,
    tags: value,
    custom: fc.dictionary(fc.constantFrom("a", "b", "c"), value, { minKeys: 1 }),
  },
  { requiredKeys: [] },
);

describe("what a job remembers of a change", () => {
  test("is enough to take it back, whatever the record was", () => {
    fc.assert(
      fc.property(row, row, (before, after) => {
        const changed = difference(before, after);
        expect(changedSince(after, changed.after)).toEqual([]);
        const back: Record<string, unknown> = { ...after, ...patchBack(after, changed.before) };
        for (const name of Object.keys(back)) if (back[name] === null) delete back[name];
        expect(back).toEqual(before);
      }),
    );
  });

  test("tells the fields that others have changed since, and only those", () => {
    const { after } = difference({ a: 1, b: 2 }, { a: 3, b: 4 });
    expect(changedSince({ a: 3, b: 5, c: 6 }, after)).toEqual(["b"]);
  });
});

describe("an heir", () => {
  test("is named by the first rule that fits", () => {
    const rules = [{ noun: "account", departmentId: "east", to: "a" }, { region: "华南", to: "b" }, { to: "c" }];
    const within = (id: string): string[] => (id === "east" ? ["east", "shanghai"] : [id]);
    expect(heirOf(rules, "account", { departmentId: "shanghai" }, within)).toBe("a");
    expect(heirOf(rules, "contact", { departmentId: "shanghai" }, within)).toBe("c");
    expect(heirOf(rules, "account", { custom: { region: "华南" } }, within)).toBe("b");
  });
});
