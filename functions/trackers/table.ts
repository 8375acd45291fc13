import { directoryEntry } from "../../shared/records/directory.ts";
import { entity, type RowOf } from "../../shared/table/entity.ts";
import { IssueTracker, TicketIssue } from "./schema.ts";

export const issueTracker = entity({
  noun: "issueTracker",
  plural: "issue trackers",
  prefix: "itr",
  schema: IssueTracker,
  scoped: false,
  secret: ["secrets", "token"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the issue trackers of the tenant" } },
});
export type TrackerRow = RowOf<typeof issueTracker>;

/** Outside every wall: which tenant a tracker belongs to. */
export const issueTrackerEntry = directoryEntry(issueTracker);

/** One a ticket; see `issueIdOf`. */
export const ticketIssue = entity({
  noun: "ticketIssue",
  plural: "issues of tickets",
  prefix: "tis",
  schema: TicketIssue,
  scoped: false,
  indexes: {
    parent: {
      by: ["trackerId", "externalId"],
      sorts: "createdAt",
      answers: "the ticket that an issue of a tracker is of",
    },
  },
  due: {
    work: "issues",
    shards: 4,
    at: (row) => row.dueAt,
    answers: "issues that are brought together with their tickets",
  },
});
export type IssueRow = RowOf<typeof ticketIssue>;

export const issueIdOf = (ticketId: string): string => ticketId.replace(/^[a-z]+_/, `${ticketIssue.prefix}_`);
