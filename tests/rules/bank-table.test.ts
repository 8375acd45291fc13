import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type NoticeOptions, readNotice, StatementMapping } from "../../functions/bank/intake/index.ts";
import { amountIn, currencyIn, dayIn } from "../../functions/bank/intake/table/cells.ts";
import { proposedMapping, readStatementTable } from "../../functions/bank/intake/table/read.ts";
import { decimalAmount } from "../../shared/money.ts";
import { SOAK } from "../support/soak.ts";

const CHINESE: StatementMapping = {
  columns: {
    bookedOn: "交易日期",
    credit: "贷方发生额",
    debit: "借方发生额",
    balance: "余额",
    bankReference: "流水号",
    payerName: "对方户名",
    payerAccountNo: "对方账号",
    remittance: ["摘要", "附言"],
  },
};
const TABLE = [
  "招商银行企业账户交易明细,,,,,,,,",
  "账号：755900001234,户名：上海云帆软件有限公司,币种：人民币,,,,,,",
  "序号,交易日期,借方发生额,贷方发生额,余额,流水号,对方户名,对方账号,摘要,附言",
  '1,20261120,,"1,185.80","11,185.80",="2026112000017",上海某某科技有限公司,6222****1234,货款,合同 HT-2026-0117',
  '2,2026年11月20日,50.00,0.00,"11,135.80",2026112000018,,,账户管理费,',
  '3,2026-11-21 10:11:12,,300,"11,435.80",,王芳,6222021234567890,,RE-1',
  '合计,,50.00,"1,485.80",,,,,,',
].join("\r\n");

const readCsv = (text: string | Uint8Array, mapping: StatementMapping | undefined, more: NoticeOptions = {}) =>
  readStatementTable("csv", Buffer.from(text as string), { mapping, currency: "CNY", ...more });
const table = (mapping: StatementMapping, header: string, ...rows: string[]) =>
  readCsv([header, ...rows].join("\n"), mapping).then(({ lines, rejected }) => ({
    lines: lines.map(({ line }) => line),
    wrong: rejected.map(({ code, detail }) => [code, detail]),
  }));

describe("a Chinese bank's export", () => {
  test("is read by the saved columns, whatever stands above and below", async () => {
    const { received, lines, rejected, leftOut, statements } = await readCsv(TABLE, CHINESE);
    expect([received, rejected, leftOut.map(({ number }) => number)]).toEqual([3, [], [7]]);
    expect(lines.map(({ line }) => line)).toEqual([
      {
        bankReference: "2026112000017",
        bookedOn: "2026-11-20",
        direction: "credit",
        reversal: false,
        amountMinor: 118_580,
        currency: "CNY",
        payer: { name: "上海某某科技有限公司" },
        remittance: "货款 合同 HT-2026-0117",
        references: [],
        additionalInfo: "6222****1234",
      },
      {
        bankReference: "2026112000018",
        bookedOn: "2026-11-20",
        direction: "debit",
        reversal: false,
        amountMinor: 5_000,
        currency: "CNY",
        remittance: "账户管理费",
        references: [],
      },
      {
        bookedOn: "2026-11-21",
        direction: "credit",
        reversal: false,
        amountMinor: 30_000,
        currency: "CNY",
        payer: { name: "王芳", accountNo: "6222021234567890" },
        remittance: "RE-1",
        references: [],
      },
    ]);
    expect(statements).toMatchObject([{ opening: { amountMinor: 1_000_000 }, closing: { amountMinor: 1_143_580 } }]);
  });

  test("is proposed a mapping by its headers, which reads the same", async () => {
    const proposed = await proposedMapping("csv", Buffer.from(TABLE));
    expect(proposed?.columns).toMatchObject({ bookedOn: "交易日期", credit: "贷方发生额", debit: "借方发生额" });
    const [mine, theirs] = [await readCsv(TABLE, CHINESE), await readCsv(TABLE, proposed)];
    expect(theirs.lines.map(({ line }) => line.amountMinor)).toEqual(mine.lines.map(({ line }) => line.amountMinor));
    expect(await proposedMapping("csv", Buffer.from("a,b\n1,2"))).toBeUndefined();
  });

  test("is refused where another connection's account stands above it, and taken where ours does", async () => {
    const others = { otherAccountNos: ["7559 0000 1234"] };
    expect((await readCsv(TABLE, CHINESE, others)).rejected.map(({ code }) => code)).toEqual(
      Array(3).fill("account_mismatch"),
    );
    const both = { ...others, accountNo: "755900001234" };
    expect((await readCsv(TABLE, CHINESE, both)).rejected).toEqual([]);
  });

  test("needs its columns, a mapping, and to be a file within bounds", async () => {
    const lacking = { columns: { ...CHINESE.columns, valueOn: "起息日" } };
    await expect(readCsv(TABLE, lacking)).rejects.toMatchObject({
      code: "malformed_request",
      detail: expect.stringMatching(/起息日/),
    });
    await expect(readNotice("text/csv", Buffer.from(TABLE))).rejects.toMatchObject({ code: "invalid" });
    const limits = { bytesMax: 10_000, linesMax: 2 };
    await expect(readCsv(TABLE, CHINESE, { limits })).rejects.toMatchObject({ code: "too_large" });
  });
});

describe("money is never guessed", () => {
  const one: StatementMapping = { columns: { bookedOn: "d", amount: "a" } };

  test("a sign tells the direction where no column does", async () => {
    const { lines } = await table(
      one,
      "d,a",
      "2026-11-20,5.00",
      "2026-11-20,-6.00",
      "2026-11-20,(7.00)",
      "2026-11-20,8.00-",
    );
    expect(lines.map((l) => [l.direction, l.amountMinor])).toEqual([
      ["credit", 500],
      ["debit", 600],
      ["debit", 700],
      ["debit", 800],
    ]);
  });

  test("a direction in words must be one of those named", async () => {
    const mapping = { columns: { ...one.columns, direction: "f" }, creditWords: ["贷"], debitWords: ["借"] };
    const { lines, wrong } = await table(
      mapping,
      "d,a,f",
      "2026-11-20,5,贷",
      "2026-11-20,6,借",
      "2026-11-20,7,?",
      "2026-11-20,8,",
    );
    expect(lines.map((l) => l.direction)).toEqual(["credit", "debit"]);
    expect(wrong.map(([code]) => code)).toEqual(["invalid_direction", "invalid_direction"]);
  });

  test("a minus in a column that tells the direction is asked for", async () => {
    const two: StatementMapping = { columns: { bookedOn: "d", credit: "c", debit: "b" } };
    const rows = ["2026-11-20,-5.00,", "2026-11-20,,-6.00"];
    expect((await table(two, "d,c,b", ...rows)).wrong.map(([code]) => code)).toEqual(["ambiguous", "ambiguous"]);
    const read = async (negative: "takesBack" | "sameDirection") =>
      (await table({ ...two, negative }, "d,c,b", ...rows)).lines.map((l) => [l.direction, l.reversal]);
    expect(await read("takesBack")).toEqual([
      ["debit", true],
      ["credit", true],
    ]);
    expect(await read("sameDirection")).toEqual([
      ["credit", false],
      ["debit", false],
    ]);
  });

  test("both columns, none, no day: each is a rejection with its row", async () => {
    const two: StatementMapping = { columns: { bookedOn: "d", credit: "c", debit: "b" } };
    const { lines, wrong } = await table(two, "d,c,b", "2026-11-20,1,2", "2026-11-20,0,-", "x,1,", "2026-11-20,a,");
    expect(lines).toEqual([]);
    expect(wrong.map(([code]) => code)).toEqual(["ambiguous", "zero_amount", "missing_date", "invalid_amount"]);
    expect(wrong[0]?.[1]).toMatch(/^Row 2: both the credit and the debit column/);
  });

  test.each([
    ["1,234.50", 123_450],
    ["1.234,50", 123_450],
    ["1 234,50", 123_450],
    ["¥1,234", "ambiguous"],
    ["1.234", "ambiguous"],
    ["1,234,567", 123_456_700],
    ["12,5", 1_250],
    ["1234,56", 123_456],
    ["0,123", "invalid_amount"],
    ["1,23,456.00", "invalid_amount"],
    ["1.2.3", "invalid_amount"],
    ["1.005", "ambiguous"],
    ["12345.678", "invalid_amount"],
    ["-", 0],
    ["", 0],
    ["１２.５０", 1_250],
    ["5元", 500],
    ["1e5", "invalid_amount"],
  ])("the amount %s is %s", (cell, expected) => {
    const read = amountIn(cell, "CNY", one);
    expect("value" in read ? read.value : read.code).toBe(expected);
  });

  test("an amount that a mark makes certain is read by it, and none against it", () => {
    const by = (decimalMark: "." | ",", cell: string) => amountIn(cell, "CNY", { ...one, decimalMark });
    expect([by(".", "1,234"), by(",", "1.234"), by(",", "1.234,5")]).toEqual([
      { value: 123_400 },
      { value: 123_400 },
      { value: 123_450 },
    ]);
    expect([by(".", "1.234,50"), by(",", "1,234.50")]).toMatchObject([
      { code: "invalid_amount" },
      { code: "invalid_amount" },
    ]);
  });

  test("however an amount is written, it is read as itself or not at all", () => {
    const groups = (digits: string, mark: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, mark);
    const writing = fc.record({
      minor: fc.integer({ min: 1, max: 10_000_000_000 }),
      group: fc.constantFrom("", ",", ".", " "),
      point: fc.constantFrom(".", ","),
    });
    fc.assert(
      fc.property(writing, ({ minor, group, point }) => {
        fc.pre(group !== point);
        const [whole = "", fraction = ""] = decimalAmount(minor, "CNY").split(".");
        const read = amountIn(`${groups(whole, group)}${point}${fraction}`, "CNY", one);
        if ("value" in read) expect(read.value).toBe(minor);
        else expect(read.code).toBe("ambiguous");
        const marked = amountIn(`${groups(whole, group)}${point}${fraction}`, "CNY", {
          ...one,
          decimalMark: point as ".",
        });
        expect(marked).toEqual({ value: minor });
      }),
      { numRuns: 500 * SOAK },
    );
  });

  test.each([
    ["2026/1/5", undefined, "2026-01-05"],
    ["20261120101112", undefined, "2026-11-20"],
    ["2026-11-20T10:11:12", undefined, "2026-11-20"],
    ["05/11/2026", undefined, "ambiguous"],
    ["05.11.2026", "dmy", "2026-11-05"],
    ["05/11/2026", "mdy", "2026-05-11"],
    ["25.11.2026", undefined, "2026-11-25"],
    ["25.11.26", undefined, "ambiguous"],
    ["25.11.26", "dmy", "2026-11-25"],
    ["25.11.2026", "mdy", "missing_date"],
    ["2026-02-30", undefined, "missing_date"],
    ["2026-11-20 and more", undefined, "missing_date"],
  ] as const)("the day %s in the order %s is %s", (cell, dayOrder, expected) => {
    const read = dayIn(cell, { ...one, dayOrder });
    expect("value" in read ? read.value : read.code).toBe(expected);
  });

  test("currencies are known by the names that banks give them", () => {
    expect(["人民币", "RMB", "usd", "金"].map(currencyIn)).toMatchObject([
      { value: "CNY" },
      { value: "CNY" },
      { value: "USD" },
      { code: "invalid_field" },
    ]);
  });
});

test("both sides have columns: the payer of what came in, the payee of what went out", async () => {
  const mapping: StatementMapping = {
    columns: { bookedOn: "d", amount: "a", payerName: "付款人", payeeName: "收款人" },
  };
  const { lines } = await table(mapping, "d,a,付款人,收款人", "2026-11-20,5.00,甲,我", "2026-11-20,-6.00,我,乙");
  expect(lines.map((l) => l.payer?.name)).toEqual(["甲", "乙"]);
});

test("of two columns of one name the second is told apart, and a rounded number names nothing", async () => {
  const mapping: StatementMapping = {
    columns: { bookedOn: "日期", amount: "金额", payerName: "名称#2", bankReference: "号" },
  };
  const { lines } = await table(mapping, "日期,金额,名称,名称,号", "2026-11-20,5.00,我,甲,2.02611E+14");
  expect(lines).toMatchObject([{ payer: { name: "甲" } }]);
  expect(lines[0]?.bankReference).toBeUndefined();
});

test("a mapping names one way of telling the money", () => {
  const wrong = (columns: object, more = {}) =>
    StatementMapping.safeParse({ columns: { bookedOn: "d", ...columns }, ...more }).error?.issues.map(({ path }) =>
      path.join("."),
    );
  expect(wrong({})).toEqual(["columns.amount"]);
  expect(wrong({ amount: "a", credit: "c", debit: "d" })).toEqual(["columns.amount"]);
  expect(wrong({ credit: "c" })).toEqual(["columns.debit"]);
  expect(wrong({ amount: "a", direction: "f" })).toEqual(["columns.direction"]);
  expect(wrong({ amount: "a" })).toBeUndefined();
});
