import { projectLink, projectLinkEntry } from "../../functions/projects/table.ts";
import { survey, surveyEntry } from "../../functions/surveys/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { openAddress } from "./demo-addresses.ts";
import { must } from "./demo-secrets.ts";
import type { Api } from "./stack.ts";
import { made } from "./tenant.ts";

/** A project with the addresses that the examples name. */
export async function openProject(
  { id: tenantId, admin }: { id: string; admin: Api },
  ids: typeof demoId,
): Promise<void> {
  const linking = admin.post(`/v1/projects/${ids("prj")}/link-tasks`, { externalProject: "DEMO" });
  await must(linking, "linking a project with a task tool");
  const given = { name: "验收示例", accountId: ids("acc"), templateIds: [ids("ptm")] };
  const { id: projectId } = await made(admin, "/v1/projects", given);
  const start = { managerId: ids("usr"), budgetHours: 200, budgetMinor: 6_000_000, grade: "A" };
  await must(admin.post(`/v1/projects/${projectId}/start`, start), "starting the project");
  await must(
    admin.post(`/v1/projects/${projectId}/milestones/training/drop`),
    "dropping what its acceptance waits for",
  );
  for (const [n, name] of ["acceptance", "declined"].entries()) {
    const linkId = ids(projectLink.prefix, n + 1);
    const address = { token: `DEMO-project-${name}`, entry: projectLinkEntry, link: projectLink, linkId };
    await openAddress(tenantId, address, () => ({ projectId, kind: "acceptance", milestone: "acceptance" }));
  }
  // One that is answered by its address, and a later one to be read and taken back: lists begin with the latest.
  for (const [n, name] of ["DEMO-survey", "DEMO-survey-other"].entries()) {
    const address = { token: name, entry: surveyEntry, link: survey, linkId: ids(survey.prefix, n + 1) };
    await openAddress(tenantId, address, () => ({
      ...{ kind: "csat", state: "waiting", aboutNoun: "project", aboutId: projectId, name: "验收示例" },
      accountId: ids("acc"),
    }));
  }
}
