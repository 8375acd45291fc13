import type { Work } from "../shared/events/event.ts";
import type { AnyRow, Entity } from "../shared/table/entity.ts";

/** The records of a noun, and how one of them is counted into every figure that is kept of them. */
export type Recount = { entity: Entity; count(work: Work, row: AnyRow): Promise<void> };

/** THE list of what is counted anew together, by noun; a figure that is not counted from here cannot be put right. */
export const recounts: readonly { noun: string; load(): Promise<Recount> }[] = [
  {
    noun: "order",
    load: async () => {
      const [{ order }, { orderFigure }, { countInto }, { countOrder }] = await Promise.all([
        import("./orders/table.ts"),
        import("./customers/figures.ts"),
        import("../shared/records/figures.ts"),
        import("./quotas/figures.ts"),
      ]);
      return {
        entity: order as unknown as Entity,
        count: async (work, row) => {
          await countInto(work, orderFigure, { id: row.id, version: row.version, row });
          await countOrder(work, row as Parameters<typeof countOrder>[1]);
        },
      };
    },
  },
  {
    noun: "receivable",
    load: async () => {
      const [{ receivableFigure }, { countInto }] = await Promise.all([
        import("./customers/figures.ts"),
        import("../shared/records/figures.ts"),
      ]);
      return {
        entity: receivableFigure.of,
        count: (work, row) => countInto(work, receivableFigure, { id: row.id, version: row.version, row }),
      };
    },
  },
  {
    noun: "bankTransaction",
    load: async () => {
      const [{ receiptFigure }, { countInto }] = await Promise.all([
        import("./customers/figures.ts"),
        import("../shared/records/figures.ts"),
      ]);
      return {
        entity: receiptFigure.of,
        count: (work, row) => countInto(work, receiptFigure, { id: row.id, version: row.version, row }),
      };
    },
  },
  {
    noun: "credit",
    load: async () => {
      const [{ creditPack }, { countPack }] = await Promise.all([
        import("./credits/table.ts"),
        import("./quotas/figures.ts"),
      ]);
      return {
        entity: creditPack as unknown as Entity,
        count: (work, row) => countPack(work, row as Parameters<typeof countPack>[1]),
      };
    },
  },
];
