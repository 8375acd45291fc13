import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ROOT } from "../../infra/bundle.ts";
import { costPage, isFresh, measuredUnits, PRICES, STAGE_PRICES } from "../../infra/cost.ts";

const architecture = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");

test("what tenants cost is computed from the units as they stand measured", () => {
  expect(isFresh()).toBe(true);
  const receipt = /\*\*store → decide → apply\*\* \|[^|]*\| 11 \/ 5 \/ 9 \| 9 \| rest 40 \/ 17 \/ 64 \+ 2/;
  expect(architecture).toMatch(receipt);
  expect(measuredUnits(architecture).get("**store → decide → apply**")).toEqual({ read: 22, write: 84 });
  const dearer = architecture.replace(
    "| 11 / 5 / 9 | 9 | rest 40 / 17 / 64 + 2 |",
    "| 11 / 5 / 9 | 90 | rest 40 / 17 / 64 + 2 |",
  );
  expect(costPage(dearer)).not.toBe(costPage(architecture));
});

test("every price names where it is listed", () => {
  for (const { usd, per, list } of [...Object.values(PRICES), ...Object.values(STAGE_PRICES)]) {
    expect([usd > 0, per >= 1, list.startsWith("aws.amazon.com/")]).toEqual([true, true, true]);
  }
});
