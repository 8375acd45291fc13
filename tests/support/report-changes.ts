import type { ReportCompany } from "./report-world.ts";

/** What changes after the signature: hours, plans, tickets, what articles are good for, and projects whose order pays another. */
export async function changedAfter({ admin, rep, other }: ReportCompany, random: () => number): Promise<void> {
  const of = async (path: string) => (await admin.get(`${path}?limit=200`)).body.items as { id: string }[];
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const project = some(await of("/v1/projects"));
  const ticket = some(await of("/v1/tickets"));
  const article = some(await of("/v1/articles"));
  const ways = [
    () =>
      admin.post(`/v1/projects/${project.id}/time-entries`, {
        on: "2026-11-20",
        minutes: 1 + (random() < 0.5 ? 1 : 0),
      }),
    () => admin.post(`/v1/projects/${project.id}/milestones/kickoff/complete`, {}),
    () => admin.post(`/v1/projects/${project.id}/cancel`, { reason: "取消" }),
    () => admin.post(`/v1/tickets/${ticket.id}/${some(["resolve", "reopen"])}`),
    () => admin.patch(`/v1/tickets/${ticket.id}`, { ownerId: some([rep.id, other.id]) }),
    () => some([admin, rep.api]).post(`/v1/knowledge/${article.id}/rate`, { helpful: random() < 0.5 }),
  ];
  await some(ways)();
}

/** Somebody changes something: amounts, stages, owners; receipts are claimed and undone. */
export async function changed(
  { admin, accounts, rep, other, claimed }: ReportCompany,
  random: () => number,
): Promise<void> {
  const of = async (path: string) => (await admin.get(`${path}?limit=200`)).body.items;
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const sale = some(await of("/v1/opportunities")) as { id: string };
  const line = some(await of("/v1/bank-transactions")) as { id: string; unappliedMinor: number };
  const owed = some(
    ((await of("/v1/receivables")) as { id: string; openMinor: number }[]).filter((row) => row.openMinor > 0),
  );
  const ways = [
    () =>
      admin.patch(`/v1/opportunities/${sale.id}`, {
        amountMinor: Math.floor(random() * 9_999),
        ownerId: some([rep.id, other.id]),
      }),
    () =>
      admin.post(`/v1/opportunities/${sale.id}/move`, { stage: some(["a", "b_2", "won", "lost"]), lostReason: "价格" }),
    () => admin.post(`/v1/bank-transactions/${line.id}/undo`, { reason: "错认" }),
    async () => {
      const amountMinor = Math.min(owed.openMinor, Math.max(line.unappliedMinor, 1));
      const allocations = [{ receivableId: owed.id, amountMinor }];
      const { status } = await admin.post(`/v1/bank-transactions/${line.id}/claim`, { allocations });
      if (status < 300) claimed.add(line.id);
    },
    () =>
      admin.patch(`/v1/accounts/${some(accounts).id}`, {
        region: some(["华东", "华南"]),
        ownerId: some([rep.id, other.id]),
      }),
    () =>
      admin.post("/v1/receivables", {
        accountId: some(accounts).id,
        reference: `N-${Math.floor(random() * 1e9)}`,
        amountMinor: 10,
        currency: "CNY",
        dueOn: "2026-12-24",
      }),
  ];
  await some(ways)();
}
