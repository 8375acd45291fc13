import type { Work } from "../shared/events/event.ts";
import type { Figure } from "../shared/records/figures.ts";
import type { AnyRow, Entity, RowOf } from "../shared/table/entity.ts";
import type { bankTransaction } from "./bank/table.ts";
import type { creditPack } from "./credits/table.ts";
import type { order } from "./orders/table.ts";
import type { receivable } from "./receivables/table.ts";
import type { Bearer } from "./reconciliation/signals.ts";

type Signals = typeof import("./reconciliation/signals.ts");

/** The records of a noun, and how one of them is counted into every figure that is kept of them. */
export type Recount = { entity: Entity; count(work: Work, row: AnyRow): Promise<void> };

/** Counts a record into a figure that is made of it alone. */
async function into(figure: Figure, work: Work, row: AnyRow): Promise<void> {
  const { countInto } = await import("../shared/records/counting.ts");
  await countInto(work, figure, { id: row.id, version: row.version, row });
}

/** What an order comes to without tax, where it is older than that: as its quote has it, if it came of one. */
async function net(work: Work, { id, netMinor, quoteId }: RowOf<typeof order>): Promise<void> {
  if (netMinor !== undefined) return;
  const [{ netted }, { quote }] = await Promise.all([import("./orders/netted.ts"), import("./quotes/table.ts")]);
  const offered = quoteId ? await work.table.find(quote, quoteId) : undefined;
  const { totalMinor = 0, subtotalMinor = 0, discountMinor = 0 } = offered ?? {};
  await netted(work, id, { totalMinor, netMinor: subtotalMinor - discountMinor });
}

/** Lets a record be found by what bank lines may say of it, as that is compared today. */
async function found(work: Work, bearerOf: (of: Signals) => Bearer): Promise<void> {
  const [signals, { enterUnder }] = await Promise.all([
    import("./reconciliation/signals.ts"),
    import("./reconciliation/rekeyed.ts"),
  ]);
  await enterUnder(work, bearerOf(signals));
}

const alone = (figure: Figure): Recount => ({ entity: figure.of, count: (work, row) => into(figure, work, row) });

/**
 * THE list of what is counted anew together, by noun; a figure that is not counted from here cannot be put right. What
 * records bear of others is put right first: how receivables stood day by day, and which invoice is in force of each. What
 * bank lines are compared with is entered under the keys of today along with it.
 */
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
          await net(work, row as RowOf<typeof order>);
          await found(work, (of) => of.orderBearer(row as RowOf<typeof order>));
        },
      };
    },
  },
  {
    noun: "receivable",
    load: async () => {
      const [{ receivableFigure }, { owedFigure }, { noteHistory }] = await Promise.all([
        import("./customers/figures.ts"),
        import("./cash/figures.ts"),
        import("./cash/history.ts"),
      ]);
      return {
        entity: receivableFigure.of,
        count: async (work, row) => {
          await into(receivableFigure, work, row);
          await into(owedFigure, work, row);
          await noteHistory(work, row as RowOf<typeof receivable>);
          const { rekeyReceivable } = await import("./reconciliation/rekeyed.ts");
          await rekeyReceivable(work, row as RowOf<typeof receivable>);
        },
      };
    },
  },
  {
    noun: "invoice",
    load: async () => {
      const [{ invoice }, { borne }] = await Promise.all([
        import("./invoices/table.ts"),
        import("./invoices/borne.ts"),
      ]);
      return { entity: invoice, count: (work, row) => borne(work, row as RowOf<typeof invoice>) };
    },
  },
  { noun: "receivableDay", load: async () => alone((await import("./cash/days.ts")).changedFigure) },
  {
    noun: "bankTransaction",
    load: async () => {
      const [{ receiptFigure }, { rekeyLine }] = await Promise.all([
        import("./customers/figures.ts"),
        import("./reconciliation/rekeyed.ts"),
      ]);
      return {
        entity: receiptFigure.of,
        count: async (work, row) => {
          await into(receiptFigure, work, row);
          await rekeyLine(work, row as RowOf<typeof bankTransaction>);
        },
      };
    },
  },
  {
    noun: "account",
    load: async () => {
      const { account } = await import("./accounts/table.ts");
      return {
        entity: account,
        count: (work, row) => found(work, (of) => of.accountBearer(row as RowOf<typeof account>)),
      };
    },
  },
  {
    noun: "remittanceAdvice",
    load: async () => {
      const { remittanceAdvice } = await import("./reconciliation/table.ts");
      return {
        entity: remittanceAdvice,
        count: (work, row) => found(work, (of) => of.adviceBearer(row as RowOf<typeof remittanceAdvice>)),
      };
    },
  },
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
