import { projectLink, projectLinkEntry } from "../../functions/projects/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { openAddress } from "./demo-addresses.ts";
import type { Api } from "./stack.ts";
import { made } from "./tenant.ts";

/** A project with the addresses that the examples name. */
export async function openProject(
  { id: tenantId, admin }: { id: string; admin: Api },
  ids: typeof demoId,
): Promise<void> {
  const given = { name: "验收示例", accountId: ids("acc"), templateIds: [ids("ptm")] };
  const { id: projectId } = await made(admin, "/v1/projects", given);
  for (const [n, name] of ["acceptance", "declined", "survey"].entries()) {
    const linkId = ids(projectLink.prefix, n + 1);
    const address = { token: `DEMO-project-${name}`, entry: projectLinkEntry, link: projectLink, linkId };
    const about = name === "survey" ? { kind: "survey" } : { kind: "acceptance", milestone: "acceptance" };
    await openAddress(tenantId, address, () => ({ projectId, ...about }));
  }
}
