import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { commit, making } from "../../shared/records/write.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { account } from "../accounts/table.ts";
import type { order } from "../orders/table.ts";
import { projectNoun } from "./noun.ts";
import { project, projectTemplate } from "./table.ts";

/**
 * Drafts the project of a signed order, if a template delivers one of its types of product. Its id follows from the
 * order's, so that an order drafts one, however often it is told.
 */
export async function draftProject(work: Work, row: RowOf<typeof order>): Promise<void> {
  const { table } = work;
  const types = [...new Set(row.lines.map(({ productType }) => productType))];
  const found = await Promise.all(types.map((type) => table.idOfUnique(projectTemplate, "productType", type)));
  const templateIds = [...new Set(found.flatMap((id) => id ?? []))];
  if (templateIds.length === 0) return;
  const about = await table.find(account, row.accountId);
  const { accountId, currency, ownerId, departmentId, contractNo } = row;
  const call = callerOf(work, "projects");
  const change = await making(
    call,
    projectNoun,
    {
      ...{ name: [about?.name, contractNo].filter(Boolean).join(" ") || row.id, accountId, currency },
      ...{ ownerId, departmentId, orderId: row.id, templateIds },
      productTypes: types.filter((_, n) => found[n] !== undefined),
    },
    `${project.prefix}_${bodyOf(row.id)}`,
  );
  await commit(call, change).catch((error) => {
    if (!(error instanceof Fault) || error.code !== "duplicate") throw error;
  });
}
