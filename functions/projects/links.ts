import * as z from "zod";
import { LinkMade } from "../../shared/http/make-link.ts";
import { load } from "../../shared/http/record.ts";
import { LINKS_MAX, revokeLinksRoute } from "../../shared/http/revoke-links.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { action } from "../../shared/records/transition.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { AcceptanceLinkInput, ProjectLink } from "./link-schema.ts";
import { project, projectLink } from "./table.ts";

const sendAcceptance = action(project, {
  name: "send-acceptance",
  label: { "zh-CN": "发送验收", en: "Ask for acceptance" },
  summary:
    "Makes an address by which the customer accepts a milestone, once; it is shown once, ends, and can be revoked.",
  from: ["active", "accepted"],
  body: AcceptanceLinkInput,
  reply: LinkMade,
  example: { body: { milestone: "blueprint" }, after: ["start"] },
  run: async (call, row) => (await import("./asking.ts")).askAcceptance(call, row, call.body),
});

export const linkActions = [sendAcceptance];

const list = route({
  method: "GET",
  path: "/v1/projects/{id}/links",
  permission: "projects.read",
  summary: "The addresses of a project, the newest first, and what was answered by each.",
  reply: z.object({ items: z.array(ProjectLink) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: projectId } = await load(call, project);
    const sources = [sourceOf(projectLink, "parent", { projectId })];
    const { rows } = await call.table.list(projectLink, { sources, limit: LINKS_MAX, descending: true });
    return { items: rows };
  },
});

const revoke = revokeLinksRoute({
  ...{ of: project, by: "projectId", link: projectLink, path: "/v1/projects", permission: "projects.write" },
  summary: "Ends the addresses of a project that nobody has answered by: whoever has one reads nothing from now on.",
  isOpen: ({ answer }) => !answer,
});

export const linkRoutes: Route[] = [list, revoke];
