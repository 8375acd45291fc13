import { expect, test } from "@jest/globals";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import { everyFact } from "../../functions/analytics/facts.ts";
import type { Fact } from "../../shared/facts/fact.ts";
import type { Api } from "../support/api.ts";
import { folded } from "../support/folded.ts";
import { Changes } from "../support/report-changes.ts";
import { compared } from "../support/report-golden.ts";
import { blinkeredViewer } from "../support/report-viewer.ts";
import { reportCompany } from "../support/report-world.ts";
import { rarely } from "../support/report-world-rare.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();

test("the catalogue has a hundred reports in ten classes, and none is another by a different dimension", async () => {
  expect(catalogue.length).toBeGreaterThanOrEqual(100);
  expect(new Set(catalogue.map((report) => report.class)).size).toBeGreaterThanOrEqual(10);
  const ids = catalogue.map(({ id }) => id);
  expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
  const asked = catalogue.map(({ facts, measures, filter }) =>
    JSON.stringify([facts, [...measures].sort(), filter ?? null]),
  );
  expect(ids.filter((_, n) => asked.indexOf(asked[n] as string) !== n)).toEqual([]);
  const facts = new Map((await everyFact()).map((fact) => [fact.name, fact]));
  const unknown = catalogue.flatMap(({ id, facts: of, measures, dimensions, on }) => {
    const fact = facts.get(of) as Fact;
    const splits = [...dimensions, ...(on ? [on] : [])].map((name) => name.split(".")[0] as string);
    return [...measures.filter((key) => !fact.measures[key]), ...splits.filter((key) => !fact.dimensions[key])].map(
      (key) => `${id} ${key}`,
    );
  });
  expect(unknown).toEqual([]);
  for (const fact of facts.values()) {
    const kept = Object.keys(fact.sources[0]?.entity.schema.shape ?? {});
    const rests = Object.entries(fact.measures).flatMap(([key, one]) =>
      one.as === "ratio" ? [one.part, one.whole] : one.as === "distinct" ? [] : [key],
    );
    expect(rests.filter((key) => fact.measures[key]?.as !== "sum")).toEqual([]);
    expect(kept).toContain("id");
  }
});

/** Random changes before the reports are compared once more; every so often they are taken into files. */
const CHANGES = scaled(200, 10_000);
const WITHIN_MS = scaled(1_200_000, 36_000_000);
const FOLD_EVERY = Math.ceil(CHANGES / 2);

type Company = Awaited<ReturnType<typeof reportCompany>>;

/** What of all reports a viewer is told otherwise than the rows add up, and what of those that are closed to them is told at all. */
async function judged(api: Api, company: Company, facts: ReadonlyMap<string, Fact>) {
  const may = new Set<string>((await api.get("/v1/reports")).body.items.map(({ id }: { id: string }) => id));
  const { wrong, empty, doubled } = await compared(api, company, facts);
  const [told, closed] = [true, false].map((is) => wrong.filter((one) => may.has((one as [string])[0]) === is));
  const leaked = closed?.filter((one) => (one as [string, number])[1] !== 403);
  return { wrong: told, leaked, closed: closed?.map((one) => (one as [string])[0]), empty, doubled };
}

test(
  "every report says what its rows add up to, whoever asks, and so after random changes and undone receipts",
  async () => {
    const company = await reportCompany(stack());
    const facts = new Map((await everyFact()).map((fact) => [fact.name, fact]));
    const right = async (api: Api) => {
      // What is due is done first, and nothing falls due between the rows and what reports say of them.
      await stack().advance(60);
      const { wrong, leaked, ...seen } = await stack().clock.held(() => judged(api, company, facts));
      expect([wrong, leaked]).toEqual([[], []]);
      return seen;
    };
    await rarely(company, company);
    const changes = await Changes.of(company, 29);
    for (let n = 1; n <= CHANGES; n++) {
      await changes.next();
      if (n % FOLD_EVERY !== 0) continue;
      await stack().settled();
      await folded(stack(), company);
    }
    for (const _ of Array(10)) await changes.next();
    await stack().settled();
    // Receipts were claimed and undone again and again, and so was nearly everything.
    expect(Object.keys(changes.done).length).toBeGreaterThan(10);
    expect(Math.min(changes.done.undo ?? 0, changes.done.claim ?? 0)).toBeGreaterThan(CHANGES / 100);
    const { doubled, empty } = await right(company.admin);
    expect(doubled).toEqual([]);
    // A report of nothing proves nothing: the company has something for nearly all of them.
    expect(empty.length).toBeLessThan(catalogue.length / 10);
    for (const api of [company.chief.api, company.rep.api]) await right(api);
    // What is told of a field that somebody does not see would differ from the rows that they are shown without it.
    const blinkered = await blinkeredViewer(company);
    const { closed = [] } = await right(blinkered);
    expect(closed).toContain("topDebtors");
    expect(closed.length).toBeLessThan(catalogue.length / 2);
    const file = await company.admin.get("/v1/reports/topDebtors/run?format=csv&language=en&currency=CNY");
    expect(String(file.body)).toContain("Open (CNY)");
  },
  WITHIN_MS,
);
