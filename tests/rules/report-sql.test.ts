import { expect, test } from "@jest/globals";
import { withDuck } from "../../functions/analytics/duck.ts";
import { LEVELS, partOf } from "../../functions/analytics/periods.ts";
import { literal, partSql } from "../../functions/analytics/sql.ts";
import { addDays } from "../../shared/clock.ts";

/** What DuckDB and Athena (Trino) both know and mean alike. */
const SPOKEN = ["SUBSTR", "CAST", "DATE_TRUNC", "FLOOR", "MOD"];

test("the parts of a day are reckoned alike in SQL and beside it, whenever years begin", async () => {
  const days = Array.from({ length: 60 }, (_, n) => addDays("2023-12-20", n * 13));
  await withDuck("/tmp", async (duck) => {
    for (const level of LEVELS) {
      for (const starts of [1, 4, 11]) {
        const parts = days.map((on, n) => `${partSql(literal(on), level, starts)} AS p${n}`);
        const [row = {}] = await duck.rows(`SELECT ${parts.join(", ")}`);
        expect(Object.values(row)).toEqual(days.map((on) => partOf(on, level, starts)));
        const called = parts.join(" ").match(/[A-Z_]+(?=\()/g) ?? [];
        expect(called.filter((name) => !SPOKEN.includes(name))).toEqual([]);
      }
    }
  });
});
