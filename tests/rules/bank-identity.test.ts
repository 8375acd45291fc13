import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type BankLine,
  contentKey,
  identify,
  type ParsedLine,
  parseNotice,
  reversedId,
  sameFacts,
} from "../../functions/bank/intake/index.ts";
import { camtDocument, type DetailSpec, type EntrySpec } from "../support/fixtures/bank/camt.ts";
import { SOAK } from "../support/soak.ts";

const CONNECTION = "bcn_1";

const parsed = (lines: BankLine[]): ParsedLine[] => lines.map((line, index) => ({ index, statement: 0, line }));
const idsOf = (lines: ParsedLine[]): string[] => identify(CONNECTION, lines).lines.map(({ id }) => id);
const idSet = (lines: ParsedLine[]): string[] => idsOf(lines).sort();

const plain: BankLine = {
  bookedOn: "2026-11-20",
  direction: "credit",
  reversal: false,
  amountMinor: 5_000,
  currency: "CNY",
  references: [],
};

/** Lines out of so few values that twins, and references told twice, are common. */
const lineArb: fc.Arbitrary<BankLine> = fc.record({
  bookedOn: fc.constantFrom("2026-11-20", "2026-11-21"),
  direction: fc.constantFrom("credit" as const, "debit" as const),
  reversal: fc.boolean(),
  amountMinor: fc.integer({ min: 1, max: 3 }),
  currency: fc.constant("CNY"),
  references: fc.constantFrom<string[][]>([], ["HT-1"]),
  remittance: fc.constantFrom("a", "b"),
});
const statementArb = fc.array(lineArb, { maxLength: 30 });
const shuffled = <T>(list: T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray(list, { minLength: list.length });

describe("lines without a reference", () => {
  test("twins count, and a statement told again adds nothing in any order, in part, or under another id", () => {
    const runs = statementArb.chain((lines) =>
      fc.tuple(fc.constant(lines), shuffled(lines), fc.shuffledSubarray(lines), fc.string()),
    );
    fc.assert(
      fc.property(runs, ([lines, again, part, statementId]) => {
        const first = idSet(parsed(lines));
        expect(new Set(first).size).toBe(lines.length);
        expect(idSet(parsed(again.map((line) => ({ ...line, statementId }))))).toEqual(first);
        expect(first).toEqual(expect.arrayContaining(idSet(parsed(part))));
      }),
      { numRuns: 300 * SOAK },
    );
  });

  test("the same statement twice in one call counts once", () => {
    fc.assert(
      fc.property(statementArb, (lines) => {
        const twice = [...parsed(lines), ...parsed(lines).map((line) => ({ ...line, statement: 1 }))];
        const { lines: kept, duplicates, rejected } = identify(CONNECTION, twice);
        expect([kept.length, duplicates, rejected]).toEqual([lines.length, lines.length, []]);
      }),
      { numRuns: 100 * SOAK },
    );
  });

  test("every field of the content tells two lines apart", () => {
    const changes: Partial<BankLine>[] = [
      { bookedOn: "2026-11-21" },
      { direction: "debit" },
      { reversal: true },
      { amountMinor: 5_001 },
      { currency: "USD" },
      { payer: { name: "A" } },
      { payer: { accountNo: "A" } },
      { remittance: "A" },
      { references: ["A"] },
      { endToEndId: "A" },
      { remittanceLines: [{ reference: "A", amountMinor: 1 }] },
      { networkReference: "A" },
      { virtualAccountNo: "A" },
      { batchReference: "A" },
      { sharedReference: "A" },
    ];
    const ids = changes.map((change) => idsOf(parsed([{ ...plain, ...change }]))[0]);
    expect(new Set([...ids, idsOf(parsed([plain]))[0]]).size).toBe(changes.length + 1);
    expect(contentKey({ ...plain, statementId: "S", additionalInfo: "x", valueOn: "2026-01-01" })).toBe(
      contentKey(plain),
    );
  });
});

describe("lines with a reference", () => {
  test("any split, repetition and order of deliveries names the same transactions", () => {
    const lines = fc
      .uniqueArray(fc.tuple(fc.stringMatching(/^R\d{1,3}$/), lineArb), {
        selector: ([reference]) => reference,
        maxLength: 30,
      })
      .map((pairs) => pairs.map(([bankReference, line]): BankLine => ({ ...line, bankReference })));
    const runs = lines.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.array(fc.shuffledSubarray(all), { maxLength: 5 }),
        shuffled(all),
        fc.nat({ max: 30 }),
      ),
    );
    fc.assert(
      fc.property(runs, ([all, deliveries, again, cut]) => {
        const parts = [...deliveries, again.slice(0, cut), again.slice(cut)].map((part) =>
          part.map((line): BankLine => ({ ...line, bookedOn: "2026-12-01", remittance: "told anew" })),
        );
        const together = new Set(parts.flatMap((part) => idsOf(parsed(part))));
        expect([...together].sort()).toEqual(idSet(parsed(all)));
        expect(together.size).toBe(all.length);
      }),
      { numRuns: 200 * SOAK },
    );
  });

  test("a reference told again with the same money is a duplicate, with other money a conflict", () => {
    const line = { ...plain, bankReference: "R" };
    const { lines, duplicates, rejected } = identify(
      CONNECTION,
      parsed([line, { ...line, remittance: "more" }, { ...line, amountMinor: 1 }, { ...line, currency: "USD" }]),
    );
    expect([lines.length, duplicates]).toEqual([1, 1]);
    expect(rejected.map(({ index, code }) => [index, code])).toEqual([
      [2, "reference_conflict"],
      [3, "reference_conflict"],
    ]);
    expect(rejected[0]?.detail).toMatch(/R already names credit 5000 CNY .* not credit 1 CNY/);
    const later: BankLine = { ...line, bookedOn: "2026-12-24" };
    expect(sameFacts(line, later)).toBe(true);
  });

  test("a reversal that repeats the reference is another transaction, and finds the one it takes back", () => {
    const line = { ...plain, bankReference: "R" };
    const reversal: BankLine = { ...line, direction: "debit", reversal: true };
    const [original, taken] = idsOf(parsed([line, reversal]));
    expect(original).not.toBe(taken);
    expect(reversedId(CONNECTION, reversal)).toBe(original);
    expect(reversedId(CONNECTION, { ...reversal, bankReference: "R-2", reversalOf: "R" })).toBe(original);
    expect(reversedId(CONNECTION, line)).toBeUndefined();
  });

  test("direction and reversal are part of what a reference names", () => {
    const all = (["credit", "debit"] as const).flatMap((direction) =>
      [true, false].map((reversal): BankLine => ({ ...plain, bankReference: "R", direction, reversal })),
    );
    expect(new Set(idsOf(parsed(all))).size).toBe(4);
  });

  test("ids differ between connections and have the form of an id", () => {
    const lines = parsed([{ ...plain, bankReference: "R" }, plain]);
    for (const { id } of identify(CONNECTION, lines).lines) expect(id).toMatch(/^btx_[0-9A-HJKMNP-TV-Z]{20}$/);
    const elsewhere = identify("bcn_2", lines).lines.map(({ id }) => id);
    expect(idsOf(lines).some((id) => elsewhere.includes(id))).toBe(false);
  });
});

describe("across formats", () => {
  const xml = (message: "053" | "054", version: number, entries: EntrySpec[], id = "S") =>
    parseNotice("application/xml", camtDocument({ message, version, statements: [{ id, entries }] })).lines;

  test("a transaction told by notification, statement and JSON is one", () => {
    const detail: DetailSpec = { amount: "50.00", reference: "R-1", payer: { name: "A" }, remittance: ["x"] };
    const entry: EntrySpec = { amount: "50.00", currency: "CNY", entryReference: "7", details: [detail] };
    const json = {
      bankReference: "R-1",
      bookedOn: "2026-11-23",
      direction: "credit",
      amountMinor: 5_000,
      currency: "CNY",
    };
    const told = [
      xml("054", 4, [entry]),
      xml("053", 8, [{ ...entry, entryReference: "19", bookedOn: "2026-11-21" }], "another"),
      xml("053", 2, [{ amount: "50.00", currency: "CNY", reference: "R-1" }]),
      parseNotice("application/json", JSON.stringify({ transactions: [json] })).lines,
    ];
    expect(new Set(told.flatMap(idsOf)).size).toBe(1);
  });

  test("two payments of a batch that repeat one reference are two, whatever their amounts, and stay two", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 8 }), (amounts) => {
        const details = amounts.map((amount) => ({ amount: `${amount}.00`, reference: "SHARED" }));
        const sum = amounts.reduce((a, b) => a + b, 0);
        const entry = { amount: `${sum}.00`, reference: "BATCH", details };
        const ids = idSet(xml("054", 4, [entry]));
        expect(new Set(ids).size).toBe(amounts.length);
        expect(idSet(xml("053", 8, [{ ...entry, details: details.toReversed() }], "again"))).toEqual(ids);
      }),
      { numRuns: 50 * SOAK },
    );
  });

  test("the sum line of a batch is named by its payments, so that the money is not told twice", () => {
    const details = [{ amount: "10.00", reference: "A" }, { amount: "20.00" }];
    const detailed = xml("054", 4, [{ amount: "30.00", reference: "BATCH", details }]);
    const sum = xml("053", 4, [{ amount: "30.00", reference: "BATCH", batchSize: 2 }]);
    const [sumId] = idsOf(sum);
    expect(identify(CONNECTION, detailed).lines.map(({ toldAs }) => toldAs)).toEqual([[sumId], [sumId]]);
    const both = [...sum, ...detailed.map((line) => ({ ...line, statement: 1 }))];
    expect(identify(CONNECTION, both)).toMatchObject({ duplicates: 1, lines: [{}, {}], rejected: [] });
    const wrong = sum.map((line) => ({ ...line, line: { ...line.line, amountMinor: 1 } }));
    expect(identify(CONNECTION, [...wrong, ...detailed]).rejected).toMatchObject([{ code: "already_told" }]);
  });
});
