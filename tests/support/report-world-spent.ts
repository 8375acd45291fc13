import type { Served } from "./report-world.ts";
import { made } from "./tenant.ts";

/** Budgets of both branches and a cost centre, and what was spent on sales, projects, campaigns and customers. */
export async function spending({ admin, today, random, some, upTo, near, owners, north, south, accounts }: Served) {
  const centre = { code: "CC-1", name: "北区", departments: [{ departmentId: north.id }] };
  await admin.put("/v1/finance-chart", { costCentres: [centre] });
  const month = today.slice(0, 7);
  for (const of of [
    { departmentId: south.id },
    { costCentre: "CC-1" },
    { departmentId: north.id, category: "meals" },
  ]) {
    await made(admin, "/v1/budgets", { ...of, month, limitMinor: 9_000 + upTo(99) });
  }
  const when = { field: "amountMinor", op: "gte", value: 900 };
  await made(admin, "/v1/approval-rules", { noun: "expense", when, steps: [{ by: "role:finance" }] });
  const sales = (await admin.get("/v1/opportunities?limit=200")).body.items;
  const closed = sales.filter(({ status }: { status: string }) => status !== "open");
  const project = await made(admin, "/v1/projects", { name: "实施", accountId: accounts[0]!.id, currency: "CNY" });
  const campaign = await made(admin, "/v1/campaigns", { name: "峰会" });
  const targets = [
    ...closed.map(({ id }: { id: string }) => ({ opportunityId: id })),
    ...[{ projectId: project.id }, { campaignId: campaign.id }, { accountId: accounts[1]!.id }, {}],
  ];
  for (const [n, target] of [...targets, ...targets].entries()) {
    const lines = Array.from({ length: upTo(3) }, () => {
      const amountMinor = upTo(random() < 0.2 ? 2_000 : 400);
      return { on: near(), category: some(["travel", "meals"]), amountMinor, taxMinor: Math.floor(amountMinor / 10) };
    });
    const ownerId = some(owners);
    const { id } = await made(admin, "/v1/expenses", { title: `费用${n}`, lines, ownerId, ...target });
    if (n % 5) await admin.post(`/v1/expenses/${id}/submit`);
    if (n % 4 === 1) await admin.post(`/v1/expenses/${id}/pay`);
    if (n % 7 === 1) await admin.post(`/v1/expenses/${id}/reverse`, { reason: "误报" });
  }
}
