import { beforeAll, describe, expect, test } from "@jest/globals";
import { handler as takeSnapshots } from "../../functions/forecast/snapshot.ts";
import { lambdas } from "../../functions/modules.ts";
import { addDays } from "../../shared/clock.ts";
import {
  everySale,
  get,
  type Sale,
  type SalesWorld,
  type Sum,
  salesWorld,
  specOf,
  sum,
  todayIn,
  views,
} from "../support/sales.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

let all: SalesWorld;
beforeAll(async () => {
  all = await salesWorld(stack(), 24);
});
const today = (): string => todayIn(stack());
const month = (): string => today().slice(0, 7);

/** What a forecast of one month says, by a walk over the sales. */
function forecastOf(sales: readonly Sale[], of: string, currency = "CNY") {
  const dated = sales.filter(
    (sale) => sale.currency === currency && (sale.status === "open" ? sale.expectedOn : sale.closedOn)?.startsWith(of),
  );
  return ["pipeline", "best", "commit", "closedWon", "closedLost"].map((category) => {
    const own = dated.filter(({ stage }) => specOf(stage).category === category);
    const scaled = own.reduce((total, sale) => {
      return total + (sale.amountMinor ?? 0) * specOf(sale.stage).probabilityBasisPoints;
    }, 0);
    return { category, count: own.length, amountMinor: sum(own), weightedMinor: Math.round(scaled / 10_000) };
  });
}

const bare = (sums: readonly Sum[]) =>
  sums.map(({ category, count, amountMinor, weightedMinor }) => ({ category, count, amountMinor, weightedMinor }));

describe("a forecast", () => {
  test("equals a walk over all sales, whoever asks, in every currency, and is cumulative", async () => {
    const sales = await everySale(all);
    for (const [who, api, sees] of views(all)) {
      const seen = sales.filter(sees);
      for (const period of [month(), addDays(today(), 40).slice(0, 7)]) {
        for (const currency of ["CNY", "USD"]) {
          const said = await get(api, `/v1/forecast?period=${period}&currency=${currency}`);
          expect([who, bare(said.categories)]).toEqual([who, forecastOf(seen, period, currency)]);
          const by = (category: string) => said.categories.find((one: Sum) => one.category === category).amountMinor;
          expect(said.committedMinor).toBe(by("closedWon") + by("commit"));
          expect(said.cumulative.at(-1).amountMinor).toBe(by("closedWon") + by("commit") + by("best") + by("pipeline"));
          for (const { ownerId, categories } of said.people) {
            expect(bare(categories)).toEqual(
              forecastOf(
                seen.filter((sale) => sale.ownerId === ownerId),
                period,
                currency,
              ),
            );
          }
        }
      }
    }
  });

  test("is seen by nobody beyond their walls, and by nobody whose role hides what it tells", async () => {
    const { chief, south, person, admin } = all;
    const asked = `/v1/forecast?period=${month()}`;
    expect((await chief.api.get(`${asked}&departmentId=${south.id}`)).status).toBe(404);
    expect((await chief.api.get(`${asked}&departmentId=dep_00000000`)).status).toBe(404);
    await made(admin, "/v1/roles", {
      ...{ name: "盲", permissions: ["forecast.*", "opportunities.*"], scopes: { opportunity: "all" } },
      fields: { opportunity: { amountMinor: "hidden" } },
    });
    const blind = await person({ roles: ["盲"] });
    for (const path of [
      asked,
      `/v1/funnel?from=${month()}&to=${month()}`,
      "/v1/funnel/top",
      "/v1/funnel/rows?stage=new",
    ])
      expect([path, (await blind.api.get(path)).status]).toEqual([path, 403]);
    expect((await admin.get("/v1/forecast?period=2026-Q5")).status).toBe(422);
  });

  test("bears what managers say, with all that was said before, and no more than their own people's", async () => {
    const { chief, reps, admin } = all;
    const [rep, other] = reps as [(typeof reps)[0], (typeof reps)[0]];
    const say = (amountMinor: number | null, ownerId = rep.id, api = chief.api) =>
      api.post("/v1/forecast/overrides", {
        period: month(),
        ownerId,
        category: "commit",
        amountMinor,
        note: "电话确认",
      });
    const before = await get(admin, `/v1/forecast?period=${month()}`);
    const commit = (said: { categories: Sum[] }) =>
      said.categories.find(({ category }) => category === "commit") as Sum;
    const own = commit(
      before.people.find(({ ownerId }: { ownerId: string }) => ownerId === rep.id) ?? {
        categories: [{ category: "commit", amountMinor: 0 } as Sum],
      },
    );
    expect((await say(5_000)).status).toBe(201);
    stack().clock.set(new Date(stack().clock.now().getTime() + 1_000));
    expect((await say(7_000)).status).toBe(201);
    expect((await say(1, other.id)).body.code).toBe("unknown_reference");
    expect((await say(1, rep.id, rep.api)).status).toBe(403);
    const after = await get(admin, `/v1/forecast?period=${month()}`);
    expect(commit(after)).toMatchObject({
      amountMinor: commit(before).amountMinor,
      adjustedMinor: commit(before).amountMinor - own.amountMinor + 7_000,
    });
    expect(after.overrides).toMatchObject([{ amountMinor: 7_000, note: "电话确认", byId: chief.id }]);
    const history = await get(admin, `/v1/forecast/overrides?period=${month()}`);
    expect(history.items.map(({ amountMinor }: Sum) => amountMinor)).toEqual([5_000, 7_000]);
    expect((await get(other.api, `/v1/forecast/overrides?period=${month()}`)).items).toEqual([]);
    stack().clock.set(new Date(stack().clock.now().getTime() + 1_000));
    await say(null);
    expect(commit(await get(admin, `/v1/forecast?period=${month()}`))).toEqual(commit(before));
  });

  test("is noted as each day ends, once, and is compared with what was won since", async () => {
    const { admin, chief, reps, account } = all;
    const day = today();
    const of = month();
    const before = await Promise.all(views(all).map(([, api]) => get(api, `/v1/forecast?period=${of}`)));
    expect((await get(admin, `/v1/forecast/snapshots?period=${of}&on=${day}`)).on).toBeUndefined();
    stack().clock.set(new Date(`${day}T16:30:00.000Z`));
    await Promise.all([takeSnapshots(), takeSnapshots()]);
    await takeSnapshots();
    const body = { name: "新", accountId: account.id, amountMinor: 4_321, ownerId: chief.id, status: "closedWon" };
    await made(admin, "/v1/opportunities", body);
    await stack().settled();
    for (const [n, [who, api]] of views(all).entries()) {
      const said = await get(api, `/v1/forecast/snapshots?period=${of}&on=${addDays(day, 9)}`);
      expect([who, said.on]).toEqual([who, day]);
      // Of a team's sales a snapshot tells one's own alone.
      if (n < 2) expect([who, bare(said.categories)]).toEqual([who, bare(before[n].categories)]);
      const own = before[n].people.find(({ ownerId }: { ownerId: string }) => ownerId === reps[n - 2]?.id);
      if (n >= 2 && own) expect(bare(said.categories)).toEqual(bare(own.categories));
    }
    const { accuracy, committedMinor } = await get(admin, `/v1/forecast/snapshots?period=${of}&on=${day}`);
    const won = forecastOf(await everySale(all), of).find(({ category }) => category === "closedWon")?.amountMinor ?? 0;
    const quarter = `${of.slice(0, 4)}-Q${Math.ceil(Number(of.slice(5)) / 3)}`;
    const bySelf = await get(admin, `/v1/forecast/snapshots?on=${day}`);
    expect(bySelf).toEqual(await get(admin, `/v1/forecast/snapshots?period=${quarter}&on=${day}`));
    expect(bySelf).toMatchObject({ period: quarter, on: day });
    const isSameMonth = month() === of;
    expect(accuracy).toMatchObject({ committedErrorMinor: committedMinor - accuracy.wonMinor, isFinal: !isSameMonth });
    if (isSameMonth) expect(accuracy.wonMinor).toBe(won);
  });
});
