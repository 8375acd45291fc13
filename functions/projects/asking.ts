import type * as z from "zod";
import { DAY_MS, later } from "../../shared/duration.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { addressFor } from "../../shared/http/make-link.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Call } from "../../shared/http/route.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { write } from "../../shared/table/table.ts";
import { recipientOf } from "../contacts/recipient.ts";
import { checkBegins, checkDocuments } from "./completing.ts";
import { linkMail } from "./link-mail.ts";
import { type AcceptanceLinkInput, PUBLIC_PATH } from "./link-schema.ts";
import { planOf } from "./schedule.ts";
import { type LinkRow, type ProjectRow, projectLink, projectLinkEntry } from "./table.ts";

const LINK_DAYS = 30;

type About = Pick<LinkRow, "kind" | "milestone">;
type Given = z.output<typeof AcceptanceLinkInput>;
type Asked = Omit<Given, "milestone">;

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
  const mails = recipient ? await linkMail(call, row, link, recipient, publicUrl) : [];
  return { beside: [write.create(projectLink, link), ...mails], reply: { publicUrl, linkId: link.id, expiresAt } };
}

/** Asks the customer to accept a milestone that waits for nothing and has its documents. */
export async function askAcceptance(call: Call<unknown>, row: ProjectRow, given: Given): Promise<Moved> {
  const { milestone, ...asked } = given;
  const { nodes } = await planOf(call, row.id);
  const node = nodes.find(({ key }) => key === milestone);
  if (!node?.acceptance) throw invalidField("milestone", `The plan has no acceptance ${milestone}.`);
  if (node.state === "done" || node.state === "dropped") {
    throw new Fault("invalid_state", `${node.name} is ${node.state}.`);
  }
  checkDocuments(node);
  checkBegins(node, nodes);
  return made(call, row, { kind: "acceptance", milestone }, asked);
}
