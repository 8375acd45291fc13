import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { callerOf } from "../../infra/local/demo/caller.ts";
import { play as playDemo, seed, siteOf } from "../../infra/local/demo/index.ts";
import { allOf, type Outcome, totalsOf } from "../../infra/local/demo/outcome.ts";
import { isPlayed, lookedUp, type Played } from "../../infra/local/demo/play.ts";
import type { DemoAccess } from "../../infra/local/demo/seed.ts";
import { fitted, widthOf } from "../../infra/local/demo/text.ts";
import { ROOT } from "../../infra/local/parts.ts";
import { pasted, promisedBy, shellBlocks } from "../support/readme.ts";
import { dataFolder, useStack } from "../support/stack.ts";

const stack = useStack();
const quiet = { doing: () => {}, done: () => {} };

let opened: Promise<{ access: DemoAccess; played: Played }> | undefined;

/** The demo, seeded and played once for all tests of this file. */
const demo = () => {
  opened ??= (async () => {
    const access = await seed(stack());
    return { access, played: await playDemo(stack(), access, quiet) };
  })();
  return opened;
};

const sum = (rows: readonly { amountMinor: number }[]): number => rows.reduce((total, r) => total + r.amountMinor, 0);

/** What became of a booking, as the day's table promises it. */
const becameOf = ({ transaction: { state, exclusion, allocations } }: Outcome) => ({
  state,
  by: state === "excluded" ? [exclusion] : allocations.map((a) => a.kind),
});

describe("the demo's day", () => {
  test("ends for every kind of booking as promised", async () => {
    const { played } = await demo();
    const became = played.outcomes.map((outcome) => [outcome.notice.shows, becameOf(outcome)]);
    const promised = played.outcomes.map(({ notice }) => [notice.shows, { by: [], ...notice.becomes }]);
    expect(became).toEqual(promised);
    expect(played.outcomes.length).toBeGreaterThan(20);
  });

  test("adds up: every receipt is cleared, kept, waiting or no receipt, and what is cleared is credited", async () => {
    const { played } = await demo();
    const t = totalsOf(played.outcomes);
    expect(t.receipts).toBe(t.cleared + t.prepayment + t.unapplied + t.excluded);
    expect(t.primary).toBe(t.cleared);
    expect(t.receipts).toBeGreaterThan(0);
    expect(t.messages).toBeGreaterThan(played.outcomes.length);
  });

  test("leaves every receivable with amount = paid + adjusted + written off + open", async () => {
    const { access } = await demo();
    type Row = Record<"amountMinor" | "paidMinor" | "adjustedMinor" | "writtenOffMinor" | "openMinor", number>;
    const rows = await allOf<Row>(callerOf(stack().baseUrl, access.tenant.adminKey), "/v1/receivables");
    expect(rows.length).toBeGreaterThanOrEqual(55);
    for (const r of rows) expect(r.amountMinor).toBe(r.paidMinor + r.adjustedMinor + r.writtenOffMinor + r.openMinor);
  });

  test("counts what the bank tells twice once", async () => {
    const { played } = await demo();
    const [first, again] = played.deliveries;
    expect(first?.receipt).toMatchObject({ duplicates: 0, rejected: [] });
    expect(again?.receipt).toEqual({ received: 3, stored: 0, duplicates: 3, rejected: [] });
  });

  test("suggests to people whose money an unexplained receipt may be, and tells one of them", async () => {
    const { played, access } = await demo();
    const twins = played.outcomes.find((o) => o.notice.shows === "two customers of one name") as Outcome;
    const call = callerOf(stack().baseUrl, access.tenant.adminKey);
    const row = await call<{ suggestions: { accountId: string }[] }>(
      "GET",
      `/v1/bank-transactions/${twins.transaction.id}`,
    );
    expect(new Set(row.suggestions.map((s) => s.accountId)).size).toBe(2);
    expect(twins.messages).toBeGreaterThan(0);
  });

  test("sets no record aside", async () => {
    const { access } = await demo();
    const call = callerOf(stack().baseUrl, access.tenant.adminKey);
    expect(await call("GET", "/v1/parked-records")).toEqual({ items: [], nextCursor: null });
  });

  test("is neither seeded nor played twice", async () => {
    const { access, played } = await demo();
    expect(await isPlayed(stack(), access)).toBe(true);
    const again = await seed(stack());
    expect(again).toEqual(access);
    await playDemo(stack(), access, quiet);
    const after = await lookedUp(siteOf(stack()), access);
    expect(after.map(becameOf)).toEqual(played.outcomes.map(becameOf));
    expect(sum(after.map((o) => o.transaction))).toBe(sum(played.outcomes.map((o) => o.transaction)));
  });
});

test("a column of the table holds Chinese text to the column", () => {
  expect(widthOf("HT-01 上海（示例）")).toBe(6 + 12);
  expect(widthOf(fitted("北京样例知识产权代理有限公司", 21))).toBe(21);
  expect(fitted("12.50", 8, "right")).toBe("   12.50");
});

describe("the README's five minutes", () => {
  test("print what they promise when they are pasted", async () => {
    const { access } = await demo();
    const folder = dataFolder();
    const file = join(folder.path, "credentials.json");
    writeFileSync(file, JSON.stringify({ ...access, baseUrl: stack().baseUrl, operatorKey: stack().operatorKey }));
    const blocks = shellBlocks("Five minutes").map((block) => block.replaceAll(".local/credentials.json", file));
    const printed = await pasted(blocks, { DATA_DIR: folder.path, NODE_OPTIONS: "" });
    folder.remove();
    expect(blocks.length).toBeGreaterThanOrEqual(7);
    const missing = blocks.flatMap((block, n) => promisedBy(block).filter((text) => !printed[n]?.includes(text)));
    expect({ missing, printed: missing.length > 0 ? printed : [] }).toEqual({ missing: [], printed: [] });
  });
});

test("what the documents tell to type runs under the Node that npm brings, and not under whichever is installed", () => {
  const texts = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "infra/README.md", "infra/local/README.md"];
  const bare = texts.flatMap((path) =>
    readFileSync(join(ROOT, path), "utf8")
      .split("\n")
      .flatMap((line, n) => (/\bnode [\w./-]+\.ts\b/.test(line) ? [`${path}:${n + 1}`] : [])),
  );
  expect(bare).toEqual([]);
});
