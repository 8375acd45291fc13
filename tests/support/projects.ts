import type { Api, TestStack } from "./stack.ts";
import { made, openTenant, type TestTenant } from "./tenant.ts";

export const TEMPLATE = {
  name: "标准实施",
  productType: "service",
  checklist: ["文档归档"],
  nodes: [
    { key: "kickoff", kind: "milestone", name: "启动会" },
    { key: "setup", kind: "task", name: "系统配置", durationDays: 3, estimatedHours: 24, dependsOn: ["kickoff"] },
    { key: "golive", kind: "task", name: "上线支持", durationDays: 2, estimatedHours: 16, dependsOn: ["setup"] },
    {
      ...{ key: "final", kind: "milestone", name: "终验", dependsOn: ["golive"], documents: ["验收报告"] },
      ...{ acceptance: true, instalmentNo: 2, dueDays: 30 },
    },
  ],
};

/** An order for a service that is delivered in two instalments, signed, with the project that it drafts. */
export async function soldProject(stack: TestStack, given?: TestTenant, startOn?: string) {
  const tenant = given ?? (await openTenant(stack));
  const { admin } = tenant;
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "苏州云帆机械有限公司" });
  await made(admin, "/v1/project-templates", TEMPLATE);
  const product = await made(admin, "/v1/products", {
    ...{ code: "IMPL", name: "CRM 实施服务", productType: "service", listPriceMinor: 8_000_000, currency: "CNY" },
  });
  const order = await made(admin, "/v1/orders", {
    ...{ accountId, currency: "CNY", kind: "new", contractNo: "HT-2027-0042" },
    lines: [{ productId: product.id, quantity: 1, amountMinor: 8_000_000 }],
    instalments: [
      { dueOn: "2027-01-31", amountMinor: 3_000_000 },
      { dueOn: "2027-12-31", amountMinor: 5_000_000 },
    ],
  });
  const signed = await admin.post(`/v1/orders/${order.id}/sign`);
  if (signed.status !== 200) throw new Error(`The order is not signed: ${JSON.stringify(signed.body)}`);
  await stack.settled();
  const { body } = await admin.get(`/v1/projects?orderId=${order.id}`);
  const project = body.items[0] as { id: string };
  const path = `/v1/projects/${project.id}`;
  if (startOn) await admin.patch(path, { startOn });
  return { tenant, admin, accountId, order, project, path };
}

/** All that its acceptance depends on is done. */
export async function worked(api: Api, path: string): Promise<void> {
  for (const node of ["milestones/kickoff", "tasks/setup", "tasks/golive"]) {
    const { status } = await api.post(`${path}/${node}/complete`, {});
    if (status !== 200) throw new Error(`${node} is not completed: ${status}`);
  }
}

/** A document that is attached to a project and ready. */
export async function report(stack: TestStack, api: Api, projectId: string): Promise<string> {
  const bytes = new Uint8Array(Buffer.from("%PDF-1.7\n%%EOF\n"));
  const contentType = "application/pdf";
  const relatedTo = { noun: "project", id: projectId };
  const file = await made(api, "/v1/files", { name: "验收报告.pdf", contentType, sizeBytes: bytes.length, relatedTo });
  await fetch(String(file.uploadUrl), { method: "PUT", headers: { "content-type": contentType }, body: bytes });
  await stack.settled();
  return file.id;
}
