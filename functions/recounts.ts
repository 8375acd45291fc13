import type { Work } from "../shared/events/event.ts";
import type { Figure } from "../shared/records/figures.ts";
import type { AnyRow, Entity, RowOf } from "../shared/table/entity.ts";
import type { creditPack } from "./credits/table.ts";
import type { order } from "./orders/table.ts";

/** The records of a noun, and how one of them is counted into every figure that is kept of them. */
export type Recount = { entity: Entity; count(work: Work, row: AnyRow): Promise<void> };

/** Counts a record into a figure that is made of it alone. */
async function into(figure: Figure, work: Work, row: AnyRow): Promise<void> {
  const { countInto } = await import("../shared/records/figures.ts");
  await countInto(work, figure, { id: row.id, version: row.version, row });
}

const alone = (figure: Figure): Recount => ({ entity: figure.of, count: (work, row) => into(figure, work, row) });

/** THE list of what is counted anew together, by noun; a figure that is not counted from here cannot be put right. */
export const recounts: readonly { noun: string; load(): Promise<Recount> }[] = [
  {
    noun: "order",
    load: async () => {
      const [{ orderFigure }, { countOrder }, { pairFigure }] = await Promise.all([
        import("./customers/figures.ts"),
        import("./quotas/figures.ts"),
        import("./values/pairs.ts"),
      ]);
      return {
        entity: orderFigure.of,
        count: async (work, row) => {
          await into(orderFigure, work, row);
          await into(pairFigure, work, row);
          await countOrder(work, row as RowOf<typeof order>);
        },
      };
    },
  },
  {
    noun: "receivable",
    load: async () => {
      const [{ receivableFigure }, { owedFigure }] = await Promise.all([
        import("./customers/figures.ts"),
        import("./cash/figures.ts"),
      ]);
      return {
        entity: receivableFigure.of,
        count: async (work, row) => {
          await into(receivableFigure, work, row);
          await into(owedFigure, work, row);
        },
      };
    },
  },
  { noun: "receivableDay", load: async () => alone((await import("./cash/days.ts")).changedFigure) },
  { noun: "bankTransaction", load: async () => alone((await import("./customers/figures.ts")).receiptFigure) },
  {
    noun: "credit",
    load: async () => {
      const [{ countPack, creditFigure }, { countPaid }] = await Promise.all([
        import("./quotas/figures.ts"),
        import("./cash/figures.ts"),
      ]);
      return {
        entity: creditFigure.of,
        count: async (work, row) => {
          await countPack(work, row as RowOf<typeof creditPack>);
          await countPaid(work, row as RowOf<typeof creditPack>);
        },
      };
    },
  },
  {
    noun: "opportunity",
    load: async () => {
      const [{ saleFigure, moveFigure }, { stageMove }] = await Promise.all([
        import("./forecast/figures.ts"),
        import("./opportunities/table.ts"),
      ]);
      return {
        entity: saleFigure.of,
        count: async (work, row) => {
          await into(saleFigure, work, row);
          const moves = await work.table.collect(stageMove, { opportunityId: row.id }, "stage#");
          for (const move of moves) await into(moveFigure, work, move as AnyRow);
        },
      };
    },
  },
  { noun: "expense", load: async () => alone((await import("./expenses/costs.ts")).costFigure) },
];
