import { anew } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { type IssueRow, ticketIssue } from "./table.ts";

const TRIES_MAX = 5;

/** Has an issue looked at now. Asked while it is being looked at, it is looked at once more. */
export async function askFor(table: Table, id: string, now: string, isWanted: (row: IssueRow) => boolean = () => true) {
  await anew(TRIES_MAX, async () => {
    const row = await table.find(ticketIssue, id);
    if (!row || !isWanted(row)) return;
    const dueAt = row.dueAt !== undefined && row.dueAt < now ? row.dueAt : now;
    await table.replace(ticketIssue, row, nextVersion(row, now, { dueAt }));
  });
}
