import { message } from "../../shared/notify/outbox.ts";
import { cellId, figure, figureRows } from "../../shared/records/figures.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";

type Row = RowOf<typeof message>;
const one = (holds: boolean): number => (holds ? 1 : 0);

/** What is counted of each mail of a campaign. */
const MEASURES: Record<string, (row: Row) => number> = {
  queued: () => 1,
  sent: (row) => one(row.sentAt !== undefined),
  delivered: (row) => one(row.deliveredAt !== undefined),
  bounced: (row) => one(row.state === "bounced"),
  complained: (row) => one(row.state === "complained"),
  suppressed: (row) => one(row.state === "suppressed"),
  failed: (row) => one(row.state === "failed"),
  openedUnreliable: (row) => one(row.openedAt !== undefined),
  clicked: (row) => one(row.clickedAt !== undefined),
  replied: (row) => one(row.repliedAt !== undefined),
  withdrawn: (row) => one(row.withdrawnAt !== undefined),
};

/** The figures of mail campaigns, each as a whole and by text. */
export const mailFigures = figure(message, {
  name: "mailCampaigns",
  when: ({ template }) => template === "mailCampaign",
  dimensions: { campaign: ({ relatedId }) => relatedId, variant: ({ variant }) => variant },
  measures: MEASURES,
  cells: [
    { name: "mcw", by: ["campaign"], within: [] },
    { name: "mcv", by: ["campaign", "variant"], within: [] },
  ],
});

type Sums = Record<string, number>;

async function sumsAt(table: Table, cell: string): Promise<Sums> {
  const rows = await figureRows(table, [cell]);
  const of = (name: string): number => rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);
  return Object.fromEntries(Object.keys(MEASURES).map((name) => [name, of(name)]));
}

/** What became of the mails of a campaign: of all, and of those written by each of its templates. */
export async function figuresOf(table: Table, campaignId: string, templateIds: readonly string[]) {
  const [all, ...variants] = await Promise.all([
    sumsAt(table, cellId("mcw", [campaignId])),
    ...templateIds.map(async (variant) => ({
      ...{ variant },
      ...(await sumsAt(table, cellId("mcv", [campaignId, variant]))),
    })),
  ]);
  return { all, variants };
}
