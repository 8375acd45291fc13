import { entryIdOf } from "../../functions/projects/links.ts";
import { projectLink, projectLinkEntry } from "../../functions/projects/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import type { Api } from "./stack.ts";
import { made } from "./tenant.ts";

/** A project with the addresses that the examples name. */
export async function openProject(
  { id: tenantId, admin }: { id: string; admin: Api },
  ids: typeof demoId,
): Promise<void> {
  const given = { name: "验收示例", accountId: ids("acc"), templateIds: [ids("ptm")] };
  const { id: projectId } = await made(admin, "/v1/projects", given);
  const stamp = { actor: "system:rest", from: "", requestId: "" };
  const at = "2026-11-22T00:00:00.000Z";
  const row = { version: 1, createdAt: at, updatedAt: at };
  const table = await tenantTable(tenantId, stamp);
  for (const [n, name] of ["acceptance", "declined", "survey"].entries()) {
    const linkId = ids(projectLink.prefix, n + 1);
    const entry = { ...row, id: entryIdOf(`DEMO-project-${name}`), tenantId, linkId };
    if (!(await systemTable(stamp).createOnce(projectLinkEntry, entry))) continue;
    const about =
      name === "survey" ? { kind: "survey" as const } : { kind: "acceptance" as const, milestone: "acceptance" };
    const link = { projectId, ...about, locale: "zh-CN" as const, expiresAt: "2099-12-31T00:00:00.000Z" };
    await table.create(projectLink, { ...row, ...link, id: linkId });
  }
}
