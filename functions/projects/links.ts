import * as z from "zod";
import { DAY_MS, later } from "../../shared/duration.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { addressFor, LinkMade } from "../../shared/http/make-link.ts";
import { fresh, load } from "../../shared/http/record.ts";
import { LINKS_MAX, revokeLinksRoute } from "../../shared/http/revoke-links.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { recipientOf } from "../contacts/recipient.ts";
import { AcceptanceLinkInput, ProjectLink } from "./link-schema.ts";
import { type LinkRow, type ProjectRow, project, projectLink, projectLinkEntry } from "./table.ts";

export const PUBLIC_PATH = "/v1/public-projects/{token}";

const LINK_DAYS = 30;

type About = Pick<LinkRow, "kind" | "milestone">;
type Asked = Omit<z.output<typeof AcceptanceLinkInput>, "milestone">;

/** Makes an address for the customer: the directory leads to the link, and the link to what it is for. */
async function made(call: Call<unknown>, row: ProjectRow, about: About, asked: Asked): Promise<Moved> {
  const { contactId, locale = call.tenant.locale } = asked;
  const expiresAt = asked.expiresAt ?? later(call.now, LINK_DAYS * DAY_MS);
  if (expiresAt <= call.now) throw invalidField("expiresAt", "It lies in the past.");
  const recipient = await recipientOf(call, contactId, row.accountId);
  const link: LinkRow = {
    ...fresh(call, projectLink),
    ...{ projectId: row.id, ...about, locale, expiresAt },
    ...(recipient && { contactId: recipient.id }),
  };
  const publicUrl = await addressFor(call, { entry: projectLinkEntry, path: PUBLIC_PATH }, link.id);
  const mails = recipient ? await (await import("./link-mail.ts")).linkMail(call, row, link, recipient, publicUrl) : [];
  return { beside: [write.create(projectLink, link), ...mails], reply: { publicUrl, linkId: link.id, expiresAt } };
}

const sendAcceptance = action(project, {
  name: "send-acceptance",
  label: { "zh-CN": "发送验收", en: "Ask for acceptance" },
  summary:
    "Makes an address by which the customer accepts a milestone, once; it is shown once, ends, and can be revoked.",
  from: ["active", "accepted"],
  body: AcceptanceLinkInput,
  reply: LinkMade,
  example: { body: { milestone: "acceptance" }, after: ["start"] },
  run: async (call, row) => {
    const { milestone, ...asked } = call.body;
    const [{ checkDocuments }, { planOf }] = await Promise.all([import("./completing.ts"), import("./schedule.ts")]);
    const { nodes } = await planOf(call, row.id);
    const node = nodes.find(({ key }) => key === milestone);
    if (!node?.acceptance) throw invalidField("milestone", `The plan has no acceptance ${milestone}.`);
    if (node.state === "done" || node.state === "dropped") {
      throw new Fault("invalid_state", `${node.name} is ${node.state}.`);
    }
    checkDocuments(node);
    return made(call, row, { kind: "acceptance", milestone }, asked);
  },
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
