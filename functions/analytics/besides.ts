import { isDeepStrictEqual } from "node:util";
import type { Change, Work } from "../../shared/events/event.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { article, articleMark } from "../articles/table.ts";
import { order } from "../orders/table.ts";
import { plan, project } from "../projects/table.ts";
import { fiscalCalendar, quota } from "../quotas/table.ts";
import { receivable } from "../receivables/table.ts";
import { health } from "../success/table.ts";

/** What lies beside a record and is told of in its facts: whose facts a change of it makes anew. */
export type Beside = {
  entity: Entity;
  event: `${string}.${string}`;
  /** The records whose facts they are. */
  tells: Entity;
  test(change: Change): boolean;
  ids(change: Change, work: Work): readonly string[] | Promise<readonly string[]>;
};

type Told<E extends Entity> = {
  test(change: Change<RowOf<E>>): boolean;
  ids(row: RowOf<E>, work: Work): readonly string[] | Promise<readonly string[]>;
};

const beside = <E extends Entity>(
  entity: E,
  tells: Entity,
  event: Beside["event"],
  { test, ids }: Told<E>,
): Beside => ({
  ...{ entity, event, tells, test: test as Beside["test"] },
  ids: ({ before, after }, work) => ids((after ?? before) as RowOf<E>, work),
});

const changed =
  <R>(...fields: (keyof R)[]) =>
  ({ before, after }: Change<R>): boolean =>
    !isDeepStrictEqual(
      fields.map((field) => before?.[field]),
      fields.map((field) => after?.[field]),
    );

export const besides: readonly Beside[] = [
  beside(plan, project, "projectPlan.counted", { test: () => true, ids: ({ projectId }) => [projectId] }),
  beside(health, account, "health.counted", {
    test: changed<RowOf<typeof health>>("modelId", "score", "band", "parts", "episode"),
    ids: ({ accountId }) => [accountId],
  }),
  // A count is added to and has no version that the stream tells of; the mark that is written with it has one.
  beside(articleMark, article, "articleMark.counted", { test: () => true, ids: ({ articleId }) => [articleId] }),
  // A quota's first day is that of its period, which the calendar says.
  beside(fiscalCalendar.entity, quota, "fiscalCalendar.counted", {
    test: changed<RowOf<typeof fiscalCalendar.entity>>("yearStartsInMonth"),
    ids: async (_, { table }) => {
      const ids: string[] = [];
      for await (const { id } of table.each(quota, { sources: [sourceOf(quota, "all")] })) ids.push(id);
      return ids;
    },
  }),
  // What an order brings in is that of the project that it has.
  beside(project, receivable, "project.earns", {
    test: changed<RowOf<typeof project>>("orderId", "status", "productTypes"),
    ids: async ({ orderId }, { table }) => {
      const row = orderId === undefined ? undefined : await table.find(order, orderId);
      return (row?.instalments ?? []).flatMap(({ receivableId }) => receivableId ?? []);
    },
  }),
];
