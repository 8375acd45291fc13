import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { dailyFigures, type Group, largest, type ReceiptRow, type Sums } from "../../functions/reports/figures.ts";
import { claimableBlocks, dailyReceiptsMessage, departmentChart } from "../../functions/reports/text.ts";
import { renderMail } from "../../shared/notify/mail.ts";
import { anyRow, receiptRow } from "../support/receipts.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;
const rowsOf = fc.array(anyRow, { maxLength: 40 });
const on = "2026-11-22";
const figuresOf = (rows: ReceiptRow[], previous?: ReceiptRow[]) =>
  dailyFigures({ on, homeCurrency: "CNY", rows, previous });

const places = (sums: Sums): number =>
  sums.clearedMinor + sums.prepaymentMinor + sums.claimableMinor + sums.waitingMinor;
const sumOf = (parts: readonly Sums[], field: keyof Sums): number => parts.reduce((sum, part) => sum + part[field], 0);
const FIELDS: (keyof Sums)[] = [
  "count",
  "claimableCount",
  "amountMinor",
  "clearedMinor",
  "prepaymentMinor",
  "claimableMinor",
  "waitingMinor",
];

describe("the figures of a day", () => {
  test("count every receipt that is not excluded once, in its own currency", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const counted = rows.filter((row) => row.state !== "excluded");
        const { currencies } = figuresOf(rows);
        expect(new Set(currencies.map((c) => c.currency))).toEqual(new Set(counted.map((row) => row.currency)));
        for (const { currency, total } of currencies) {
          const own = counted.filter((row) => row.currency === currency);
          expect(total.count).toBe(own.length);
          expect(total.amountMinor).toBe(own.reduce((sum, row) => sum + row.amountMinor, 0));
          expect(total.clearedMinor).toBe(own.reduce((sum, row) => sum + row.appliedMinor, 0));
        }
      }),
      { numRuns: runs },
    );
  });

  test("put every cent in one place and every receipt in one department and one account", () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 0, max: 5 }), (rows, count) => {
        for (const { total, departments, accounts } of figuresOf(rows).currencies) {
          for (const sums of [total, ...departments, ...accounts]) expect(places(sums)).toBe(sums.amountMinor);
          for (const groups of [departments, accounts]) {
            const { shown, others } = largest(groups, count);
            for (const field of FIELDS) {
              expect(sumOf(groups, field)).toBe(total[field]);
              expect(sumOf(others ? [...shown, others] : shown, field)).toBe(total[field]);
            }
            expect(new Set(groups.map((group) => group.id)).size).toBe(groups.length);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test("do not depend on the order of the receipts", () => {
    const shuffled = rowsOf.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, ([rows, other]) => expect(figuresOf(other)).toEqual(figuresOf(rows))),
      { numRuns: runs },
    );
  });

  test("list the tenant's currency first and the largest department first", () => {
    const rows = [
      receiptRow({ amountMinor: 900, currency: "AUD" }),
      receiptRow({ amountMinor: 100, departmentId: "dep_2" }),
      receiptRow({ amountMinor: 300, departmentId: undefined, departmentName: undefined }),
      receiptRow({ amountMinor: 250, departmentId: "dep_1" }),
    ];
    const { currencies } = figuresOf(rows);
    expect(currencies.map((c) => c.currency)).toEqual(["CNY", "AUD"]);
    expect(currencies[0]!.departments.map((group: Group) => group.id)).toEqual([undefined, "dep_1", "dep_2"]);
  });

  test("compare with the day before, and with nothing when there was nothing", () => {
    const today = [receiptRow({ amountMinor: 12_000 })];
    expect(figuresOf(today, [receiptRow({ amountMinor: 10_000 })]).currencies[0]!.before?.changeBasisPoints).toBe(2000);
    expect(figuresOf(today, []).currencies[0]!.before).toEqual({
      amountMinor: 0,
      count: 0,
      changeBasisPoints: undefined,
    });
    expect(figuresOf(today).currencies[0]!.before).toBeUndefined();
  });

  test("refuse a receipt that does not add up", () => {
    expect(() => figuresOf([receiptRow({ amountMinor: 100, appliedMinor: 60, unappliedMinor: 30 })])).toThrow(
      "does not add up",
    );
  });
});

describe("the mail of a day", () => {
  const rows = [
    receiptRow({
      amountMinor: 1_000_000,
      appliedMinor: 1_000_000,
      departmentId: "dep_1",
      departmentName: "上海直销部",
      accountId: "acc_1",
      accountName: "云帆科技",
    }),
    receiptRow({
      amountMinor: 500_000,
      appliedMinor: 400_000,
      prepaymentMinor: 100_000,
      departmentId: "dep_2",
      departmentName: "北京直销部",
      accountId: "acc_2",
      accountName: "明远科技",
    }),
    receiptRow({
      amountMinor: 250_050,
      state: "claimable",
      accountId: undefined,
      accountName: undefined,
      departmentId: undefined,
      departmentName: undefined,
    }),
    receiptRow({
      amountMinor: 99,
      currency: "USD",
      appliedMinor: 99,
      departmentId: "dep_2",
      departmentName: "北京直销部",
    }),
  ];
  const message = (locale: "zh-CN" | "en", some = rows, before?: ReceiptRow[]) =>
    dailyReceiptsMessage(locale, figuresOf(some, before), {
      scope: "华东大区",
      url: "https://crm.example.com/receipts",
    });
  const textOf = (locale: "zh-CN" | "en", some = rows, before?: ReceiptRow[]): string =>
    renderMail({ ...message(locale, some, before), locale, sender: "青禾云科技", footer: [] }).text;

  test("says total, places, departments and customers, and whose receipts these are", () => {
    const text = textOf("zh-CN", rows, [receiptRow({ amountMinor: 1_400_040 })]);
    expect(message("zh-CN").subject).toBe("11月22日到款日报：¥17,500.50 + USD 0.99，共 4 笔");
    expect(message("zh-CN").preheader).toBe("有 1 笔到款待认领");
    for (const part of [
      "2026年11月22日 周日 · 华东大区",
      "到款总额：¥17,500.50\n3 笔",
      "- 前一日  ¥14,000.40\n  +25.0%",
      "- 已核销  ¥14,000.00\n  80.0%",
      "- 预收款  ¥1,000.00",
      "- 待认领  ¥2,500.50\n  1 笔 · 14.3%",
      "- 未分配部门  ¥2,500.50",
      "- 云帆科技  ¥10,000.00",
      "- 尚未识别的付款方  ¥2,500.50",
      "## USD 到款",
    ])
      expect(text).toContain(part);
  });

  test("names what nobody has explained yet, the largest first, and who should look", () => {
    const waiting = (n: number, more: Partial<ReceiptRow> = {}): ReceiptRow =>
      receiptRow({
        bankTransactionId: `btx_${n}`,
        departmentName: undefined,
        amountMinor: n * 100,
        state: "claimable",
        payerName: `付款方 ${n}`,
        ...more,
      });
    const blocks = claimableBlocks("zh-CN", [
      ...[1, 2, 3, 4, 5, 6].map((n) => waiting(n)),
      waiting(9, { departmentName: "华东大区", remittance: "货款" }),
      receiptRow({ amountMinor: 99_00, appliedMinor: 99_00, state: "applied" }),
    ]);
    const [, list] = blocks as [unknown, { items: { title: string; detail: string; value: string }[] }];
    expect(list.items.map(({ title }) => title)).toEqual([9, 6, 5, 4, 3].map((n) => `付款方 ${n}`));
    expect(list.items[0]).toMatchObject({ detail: "请华东大区核实 · 货款", value: "¥9.00" });
    expect(list.items[1]?.detail).toBe("请财务核实");
    expect(
      claimableBlocks(
        "en",
        rows.filter(({ state }) => state === "applied"),
      ),
    ).toEqual([]);
  });

  test("says the same in English", () => {
    const text = textOf("en");
    for (const part of ["Sun 22 Nov 2026", "- To be claimed  CNY 2,500.50", "- No department", "## Top customers"])
      expect(text).toContain(part);
    expect(message("en").subject).toBe("Receipts of 22 Nov: CNY 17,500.50 + USD 0.99 in 4 receipts");
  });

  test("says that nothing came on a day without receipts, and has no chart then", () => {
    const excluded = [receiptRow({ amountMinor: 5, state: "excluded" })];
    expect(message("zh-CN", excluded).subject).toBe("11月22日到款日报：当日无到款");
    expect(message("zh-CN", excluded).chart).toBeUndefined();
    expect(textOf("en", excluded)).toContain("Received: Nothing");
  });

  test("draws bars whose parts are the departments' figures, the small ones summed up in the last", () => {
    fc.assert(
      fc.property(rowsOf, (some) => {
        for (const figures of figuresOf(some).currencies) {
          const chart = departmentChart("zh-CN", figures);
          expect(chart.categories.length).toBeLessThanOrEqual(8);
          const drawn = chart.series
            .flatMap(({ values }) => values)
            .reduce<number>((sum, part) => sum + (part ?? 0), 0);
          expect(drawn).toBe(figures.total.amountMinor);
          for (const { values } of chart.series) expect(values).toHaveLength(chart.categories.length);
        }
      }),
      { numRuns: runs },
    );
  });
});
