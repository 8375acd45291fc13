import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

/** What an invoice takes. */
export const invoice = (accountId: string, reference: string, more: object) => ({
  ...{ accountId, reference, amountMinor: 100_00, currency: "CNY", dueOn: "2026-11-10", ...more },
});

/** A small company that is owed three amounts: two of a rep's in the north, one of nobody's. */
export async function owedCompany(stack: TestStack) {
  const tenant = await openTenant(stack);
  const { admin, person } = tenant;
  const head = await made(admin, "/v1/departments", { name: "销售部" });
  const north = await made(admin, "/v1/departments", { name: "北区", parentId: head.id });
  const chief = await person({ roles: ["manager"], departmentId: head.id });
  const rep = await person({ roles: ["sales"], departmentId: north.id, name: "李雷" });
  const east = await made(admin, "/v1/accounts", { name: "东方", region: "Łódź", ownerId: rep.id });
  const west = await made(admin, "/v1/accounts", { name: "西部", region: "西安" });
  await made(admin, "/v1/receivables", invoice(east.id, "E-1", { ownerId: rep.id }));
  await made(
    admin,
    "/v1/receivables",
    invoice(east.id, "E-2", { ownerId: rep.id, dueOn: "2026-12-01", amountMinor: 7 }),
  );
  await made(admin, "/v1/receivables", invoice(west.id, "W-1", { dueOn: "2025-11-11", amountMinor: 30_00 }));
  await stack.settled();
  return { ...tenant, head, north, chief, rep, east, west };
}
