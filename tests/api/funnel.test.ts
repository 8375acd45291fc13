import { beforeAll, describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { figureCell, figurePart } from "../../shared/records/figures.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import {
  everySale,
  get,
  type Move,
  type Sale,
  type SalesWorld,
  STAGES,
  salesWorld,
  sum,
  todayIn,
  views,
} from "../support/sales.ts";
import { useStack } from "../support/stack.ts";

/** Only the work on older records runs by the clock. */
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule" || l.name === "backfill") });

let all: SalesWorld;
beforeAll(async () => {
  all = await salesWorld(stack(), 24);
});
const month = (): string => todayIn(stack()).slice(0, 7);

describe("a funnel", () => {
  test("equals a walk over all sales and moves, whoever asks and by every dimension, and so after a recount", async () => {
    const { id, admin, pipeline } = all;
    const check = async () => {
      const sales = (await everySale(all)).filter((sale) => sale.pipelineId === pipeline.id);
      const moved = await Promise.all(
        sales.map(async (sale) => {
          const { items } = await get(admin, `/v1/opportunities/${sale.id}/stage-moves`);
          return (items as Move[]).map((move) => ({ ...move, sale }));
        }),
      );
      for (const [who, api, sees] of views(all)) {
        const path = `/v1/funnel?pipelineId=${pipeline.id}&from=${month()}&to=${month()}`;
        const { stages } = await get(api, path);
        for (const [n, { key }] of STAGES.entries()) {
          const here = sales.filter((sale) => sale.stage === key && sale.currency === "CNY" && sees(sale));
          expect([who, key, stages[n]]).toMatchObject([
            who,
            key,
            { stage: key, count: here.length, amountMinor: sum(here) },
          ]);
        }
        for (const [by, valuesOf] of [
          ["owner", (sale: Sale) => [sale.ownerId]],
          ["department", (sale: Sale) => [sale.departmentId ?? "dep_none"]],
          ["productType", (sale: Sale) => (sale.products ?? []).map(({ productType }) => productType)],
          ["competitor", (sale: Sale) => sale.competitors ?? []],
        ] as const) {
          const { groups } = await get(api, `${path}&by=${by}`);
          for (const { value, stages: own } of groups) {
            for (const [n, { key }] of STAGES.entries()) {
              const here = sales.filter(
                (sale) => sale.stage === key && sale.currency === "CNY" && sees(sale) && valuesOf(sale).includes(value),
              );
              expect([by, value, own[n]]).toMatchObject([by, value, { count: here.length, amountMinor: sum(here) }]);
            }
          }
        }
      }
      const whole = await get(admin, `/v1/funnel?pipelineId=${pipeline.id}&from=${month()}&to=${month()}`);
      return { whole, moved: moved.flat() };
    };
    const { whole, moved } = await check();
    const archived = (await get(admin, "/v1/opportunities?archived=true&limit=200")).items as Sale[];
    if (archived.length === 0) {
      for (const { stage, entered, left } of whole.stages) {
        const ours = moved.filter(({ sale }) => sale.currency === "CNY");
        expect([stage, entered]).toEqual([stage, ours.filter(({ to }) => to === stage).length]);
        expect([stage, left]).toEqual([stage, ours.filter(({ from }) => from === stage).length]);
      }
    }
    for (const { left, advanced, back, lost, conversionBasisPoints } of whole.stages) {
      expect(advanced + back + lost).toBe(left);
      if (left > 0) expect(conversionBasisPoints).toBe(Math.round((advanced * 10_000) / left));
    }

    const table = await tenantTable(id, { actor: "system:test", from: "", requestId: "" });
    const sales = await everySale(all);
    await table.commit(sales.map((sale) => write.remove(figurePart, { id: `${figurePart.prefix}_sale-${sale.id}` })));
    const cells = [all.north.id, all.south.id, all.head.id, "none"].map((one) => {
      return `${figureCell.prefix}_funD-${pipeline.id.slice(4)}-${one.slice(one.indexOf("_") + 1)}`;
    });
    const people = [all.chief, ...all.reps].map(
      (one) => `${figureCell.prefix}_funP-${pipeline.id.slice(4)}-${one.id.slice(4)}`,
    );
    await table.commit([...cells, ...people].map((one) => write.remove(figureCell, { id: one })));
    await admin.post("/v1/figure-recounts");
    await stack().advance(120);
    await stack().settled();
    await check();
  });

  test("is drilled down into rows that add up, page by page, for everybody", async () => {
    const { pipeline, rivals } = all;
    for (const [who, api] of views(all)) {
      const { stages, groups } = await get(
        api,
        `/v1/funnel?pipelineId=${pipeline.id}&from=${month()}&to=${month()}&by=competitor`,
      );
      const drill = async (stage: string, more = ""): Promise<Sale[]> => {
        const rows: Sale[] = [];
        for (let cursor: string | null = ""; cursor !== null; ) {
          const next: string = cursor && `&cursor=${cursor}`;
          const path = `/v1/funnel/rows?pipelineId=${pipeline.id}&stage=${stage}&limit=3${more}${next}`;
          const page = await get(api, path);
          rows.push(...page.items);
          cursor = page.nextCursor;
        }
        return rows;
      };
      for (const { stage, count, amountMinor } of stages) {
        const rows = await drill(stage);
        expect([who, stage, rows.length, sum(rows)]).toEqual([who, stage, count, amountMinor]);
      }
      const group = groups.find(({ value }: { value: string }) => value === rivals[1]?.id);
      for (const { stage, count, amountMinor } of group?.stages ?? []) {
        const rows = await drill(stage, `&competitorId=${rivals[1]?.id}`);
        expect([who, stage, rows.length, sum(rows)]).toEqual([who, stage, count, amountMinor]);
      }
    }
    expect((await all.admin.get(`/v1/funnel/rows?pipelineId=${pipeline.id}&stage=a&cursor=forged`)).body.code).toBe(
      "invalid_cursor",
    );
  });

  test("has the ten that are worth most, equal ones always in the same order", async () => {
    const sales = await everySale(all);
    for (const [who, api, sees] of views(all)) {
      const { items } = await get(api, "/v1/funnel/top");
      const best = sales
        .filter(
          (sale) => sale.status === "open" && sale.currency === "CNY" && sale.amountMinor !== undefined && sees(sale),
        )
        .sort((a, b) => (b.amountMinor ?? 0) - (a.amountMinor ?? 0) || (a.id < b.id ? 1 : -1))
        .slice(0, 10);
      expect([who, items.map((sale: Sale) => sale.id)]).toEqual([who, best.map((sale) => sale.id)]);
    }
  });
});
