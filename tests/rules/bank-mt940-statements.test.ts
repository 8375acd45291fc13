import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { identify } from "../../functions/bank/intake/index.ts";
import { Fault } from "../../shared/fault.ts";
import { german, read } from "../support/fixtures/bank/mt940.ts";
import { SOAK } from "../support/soak.ts";

describe("statements", () => {
  const twin = ":61:261120C5,00NTRFNONREF";
  const page = (n: number, first: string, last: string, lines: string[]) =>
    [
      ":20:X",
      ":25:DE89370400440532013000",
      `:28C:7/${n}`,
      `:60${first}:C261119EUR0,`,
      ...lines,
      `:62${last}:D261120EUR5,`,
      "-",
    ].join("\n");

  test("equal lines on two pages of one statement are two, in two tellings of it they are one", () => {
    const pages = `${page(1, "F", "M", [twin])}\n${page(2, "M", "F", [twin])}`;
    expect(identify("bnk_1", read(pages).lines).lines).toHaveLength(2);
    const twice = `${page(1, "F", "F", [twin])}\n${page(1, "F", "F", [twin])}`;
    expect(identify("bnk_1", read(twice).lines)).toMatchObject({ duplicates: 1, rejected: [] });
  });

  test("tell their balances, which are negative where an account is overdrawn", () => {
    expect(read(page(1, "F", "M", [twin])).statements).toEqual([
      {
        statement: 0,
        statementId: "X 7/1",
        virtualAccountNo: undefined,
        currency: "EUR",
        opening: { on: "2026-11-19", amountMinor: 0 },
        closing: { on: "2026-11-20", amountMinor: -500 },
      },
    ]);
  });

  test("of another connection's account are refused here; of a virtual account they name it", () => {
    const of = (account: string) => german([twin], { account });
    const others = { otherAccountNos: ["DE29100200300001234567"] };
    expect(read(of("10020030/1234567"), others).rejected.map(({ code }) => code)).toEqual(["account_mismatch"]);
    expect(read(of("10020030/1234567EUR"), others).rejected).toHaveLength(1);
    expect(read(of("10020030/7654321"), others).lines).toHaveLength(1);
    const [line] = read(of("DE29100200300001234567EUR"), { virtualAccountNos: ["DE29 1002 0030 0001 2345 67"] }).lines;
    expect(line?.line.virtualAccountNo).toBe("DE29 1002 0030 0001 2345 67");
  });
});

test("the interim report of a day and the statement that follows tell each line once", () => {
  const entry = [":61:2611201120C500,00NTRFINV-123//BANKREF1", ":86:Incoming payment"];
  const interim = [
    ":20:M942",
    ":25:DE89370400440532013000",
    ":28C:42/1",
    ":34F:EURD0,00",
    ":13D:2611201200+0100",
    ...entry,
    ":90C:1EUR500,00",
    "-",
  ];
  const [early] = identify("bnk_1", read(interim.join("\n"), {}, "application/mt942").lines).lines;
  const [late] = identify("bnk_1", read(german(entry)).lines).lines;
  expect(early?.line.amountMinor).toBe(50_000);
  expect(late?.id).toBe(early?.id);
});

test("any text is read or refused with a fault, and every entry is a line or a rejection", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ":20:",
      ":25:",
      ":61:",
      ":86:",
      ":60F:",
      ":62F:",
      "-",
      "{1:F}{4:",
      "?20",
      "?32",
      "EREF+",
      "//",
      "\n",
      "@@",
    ),
    fc.constantFrom("261120C5,00NTRFNONREF", "C261120EUR1,00", "166?00X?20SVWZ+", "/REMI/USTD//", "/CNTP/"),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        const { received, lines, rejected } = read(`:20:\n${pieces.join("")}`);
        expect(lines.length + rejected.length).toBe(received);
        for (const { line } of lines) expect(line.amountMinor).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    }),
    { numRuns: 500 * SOAK },
  );
});
