import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { convertedSql } from "../../functions/analytics/conversion.ts";
import { withDuck } from "../../functions/analytics/duck.ts";
import { daysIn, LEVELS, partOf } from "../../functions/analytics/periods.ts";
import { literal, partSql } from "../../functions/analytics/sql.ts";
import { addDays } from "../../shared/clock.ts";
import { converted, rateOn } from "../../shared/rates.ts";
import { scaled } from "../support/soak.ts";

/** What DuckDB and Athena (Trino) both know and mean alike. */
const SPOKEN = ["SUBSTR", "CAST", "DATE_TRUNC", "FLOOR", "MOD", "ROUND", "DECIMAL"];
const ASKED = ["SUM", "COUNT", "MIN", "COALESCE", "STRPOS", "TRY_CAST", "IN", "AND"];
const WORDS = [
  ...["SELECT", "DISTINCT", "FROM", "LEFT", "JOIN", "ON", "WHERE", "GROUP", "BY", "ORDER", "LIMIT", "AS"],
  ...["OR", "NOT", "IS", "NULL", "TRUE", "FALSE", "CASE", "WHEN", "THEN", "ELSE", "END", "INTERVAL", "DAY"],
  ...["DATE", "VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN"],
];
/** Where questions are put in SQL. What lays files out is the engine's own and is not asked of Athena. */
const ASKING = ["answer", "asked", "behind", "conversion", "engine", "sql"];

/** The words in capitals of texts that SQL is put together of, without what is filled in. */
function spokenIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const texts = code.match(/`[^`]*`|"[^"\n]*"/g) ?? [];
  const sql = texts.map((text) => text.replace(/\$\{[^}]*\}/g, " ")).filter((text) => /[A-Z]{2,}/.test(text));
  return sql.flatMap((text) => text.match(/(?<![\w.-])[A-Z][A-Z_]+(?![\w-])/g) ?? []);
}

test("a question is put in words that both engines speak", () => {
  const known = new Set([...SPOKEN, ...ASKED, ...WORDS]);
  const said = ASKING.flatMap((name) => spokenIn(readFileSync(`functions/analytics/${name}.ts`, "utf8")));
  // PUT and GET are calls that a message names.
  expect([...new Set(said)].filter((word) => !known.has(word) && word !== "PUT" && word !== "GET")).toEqual([]);
  expect(new Set(said).size).toBeGreaterThan(25);
});

test("the parts of a day are reckoned alike in SQL and beside it, whenever years begin", async () => {
  const days = Array.from({ length: 60 }, (_, n) => addDays("2023-12-20", n * 13));
  await withDuck("/tmp", async (duck) => {
    for (const level of LEVELS) {
      for (const [yearStartsInMonth, weekStartsOn] of [
        [1, 1],
        [4, 7],
        [11, 6],
      ] as const) {
        const begins = { yearStartsInMonth, weekStartsOn };
        const parts = days.map((on, n) => `${partSql(literal(on), level, begins)} AS p${n}`);
        const [row = {}] = await duck.rows(`SELECT ${parts.join(", ")}`);
        expect(Object.values(row)).toEqual(days.map((on) => partOf(on, level, begins)));
        const called = parts.join(" ").match(/[A-Z_]+(?=\()/g) ?? [];
        expect(called.filter((name) => !SPOKEN.includes(name))).toEqual([]);
      }
    }
  });
});

test("a week is that of its tenant, whichever day it begins on, and words mean the same", () => {
  const days = Array.from({ length: 400 }, (_, n) => addDays("2026-01-01", n));
  for (let weekStartsOn = 1; weekStartsOn <= 7; weekStartsOn++) {
    const begins = { yearStartsInMonth: 1, weekStartsOn };
    for (const on of days) {
      const first = partOf(on, "week", begins);
      expect([new Date(`${first}T00:00:00Z`).getUTCDay(), first <= on, on < addDays(first, 7)]).toEqual([
        weekStartsOn % 7,
        ...[true, true],
      ]);
      expect(daysIn("thisWeek", on, begins)).toEqual({ from: first, to: addDays(first, 7) });
      expect(daysIn("lastWeek", on, begins)).toEqual({ from: addDays(first, -7), to: first });
    }
  }
});

const CURRENCIES = ["CNY", "USD", "JPY", "KWD"];
const amounts = fc.record({
  amountMinor: fc.oneof(fc.integer({ min: -(10 ** 7), max: 10 ** 7 }), fc.integer({ min: -60, max: 60 })),
  currency: fc.constantFrom(...CURRENCIES),
  on: fc.integer({ min: 0, max: 60 }).map((n) => addDays("2026-10-01", n)),
});
const rates = fc.array(
  fc.record({
    currency: fc.constantFrom(...CURRENCIES),
    fromOn: fc.integer({ min: 0, max: 60 }).map((n) => addDays("2026-10-01", n)),
    rate: fc
      .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 999_999 }))
      .map(([whole, part]) => `${whole}.${String(part).padStart(6, "0")}`),
  }),
  { maxLength: 8 },
);

test("amounts are put into another currency in SQL as they are beside it, to the minor unit, by the rate of their day", async () => {
  await withDuck("/tmp", async (duck) => {
    await fc.assert(
      fc.asyncProperty(fc.array(amounts, { minLength: 1, maxLength: 30 }), rates, async (rows, known) => {
        for (const to of ["CNY", "JPY", "KWD"]) {
          const cells = rows.map(({ amountMinor, currency, on }, n) => {
            const sql = convertedSql(String(amountMinor), literal(currency), literal(on), { to, rates: known });
            expect((sql.match(/[A-Z_]+(?=\()/g) ?? []).filter((name) => !SPOKEN.includes(name))).toEqual([]);
            return `${sql} AS c${n}`;
          });
          const [row = {}] = await duck.rows(`SELECT ${cells.join(", ")}`);
          const wanted = rows.map(({ amountMinor, currency, on }) => {
            if (currency === to) return amountMinor;
            const rate = rateOn(known, currency, on);
            return rate === undefined ? null : converted(amountMinor, currency, to, rate);
          });
          expect(Object.values(row)).toEqual(wanted);
        }
      }),
      { numRuns: scaled(40, 2_000) },
    );
  });
});
