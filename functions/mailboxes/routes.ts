import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud, readRoutes } from "../../shared/http/crud.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { enter } from "../../shared/records/directory.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { idOf } from "../../shared/schema.ts";
import { mailActions } from "./actions.ts";
import { checkReads, found, readableMail, whole } from "./content.ts";
import { mailboxNoun, mailNoun } from "./noun.ts";
import { MailboxView, MailInput, MailPatch, MailView } from "./schema.ts";
import { boxPartition, type MailboxRow, type MailRow, mail, mailbox, mailboxEntry, threadPartition } from "./table.ts";

/** A mail system may write an address small, so the letters of its id are of one size. */
const mailboxId = z.string().regex(/^mbx_[0-9A-Z]{6,40}$/, "must be an id that begins with mbx_, in capitals");
const MAILBOXES_MAX = 100;

const writing = () => import("../../shared/records/write.ts");
const composing = () => import("./write-mail.ts");

const [, ...mailboxRoutes] = crud(mailboxNoun);

const open = route({
  method: "POST",
  path: mailboxNoun.path,
  permission: "mailboxes.write",
  summary: "Opens a mailbox: an address by which people write, its rules, and who reads it.",
  noun: mailbox.noun,
  body: mailboxNoun.input.extend({ id: mailboxId.optional() }).strict(),
  reply: MailboxView,
  status: 201,
  example: mailboxNoun.example,
  run: async (call) => {
    const { id = call.newId(mailbox.prefix), ...given } = call.body as { id?: string };
    const { unarchived } = await import("../../shared/records/inforce.ts");
    if ((await unarchived(call.table, mailbox)).length >= MAILBOXES_MAX) {
      throw new Fault("conflict", `There are ${MAILBOXES_MAX} mailboxes; archive one first.`);
    }
    const { creation, commit, shown } = await writing();
    const change = await creation(call, mailboxNoun, given, id);
    const { version, createdAt, updatedAt } = change.after;
    // The directory first: an entry that leads to no mailbox takes nothing in.
    await enter(mailboxEntry, { id, version, createdAt, updatedAt, tenantId: call.tenant.id }, call.table.stamp);
    return shown(call, mailboxNoun, await commit(call, change));
  },
});

const [list, count] = readRoutes(mailNoun) as [Route, Route];

const read = route({
  method: "GET",
  path: `${mailNoun.path}/{id}`,
  permission: "mails.read",
  summary: "Reads a mail: what it says for the readers of its mailbox, that there was one for all others who see it.",
  noun: mail.noun,
  reply: MailView,
  example: { params: { id: "{id}" } },
  run: async (call) => whole(call, await found(call, call.params.id ?? "")),
});

const draft = route({
  method: "POST",
  path: mailNoun.path,
  permission: "mails.write",
  summary: "Writes a mail from a mailbox. It is a draft until it is sent.",
  noun: mail.noun,
  body: MailInput.extend({ id: idOf(mail.prefix).optional() }).strict(),
  reply: MailView,
  status: 201,
  example: {
    body: {
      mailboxId: "{mailboxId}",
      to: [{ email: "zhou.min@example.com" }],
      subject: "报价与交期",
      text: "周女士，您好！\n报价见附件，交期四周。",
      relatedTo: [{ noun: "account", id: "{accountId}" }],
    },
  },
  run: async (call) => {
    const { drafted } = await composing();
    const { commit } = await writing();
    const row = (await commit(call, await drafted(call))) as MailRow;
    return whole(call, { row, isReadable: true });
  },
});

const redraft = route({
  method: "PATCH",
  path: `${mailNoun.path}/{id}`,
  permission: "mails.write",
  summary: "Changes a draft: its people, its words, what it is archived to.",
  noun: mail.noun,
  body: MailPatch,
  reply: MailView,
  example: { params: { id: "{id}" }, body: { subject: "报价、交期与样品" } },
  run: async (call) => {
    const row = await readableMail(call);
    const [{ checkIn, commit }, { redrafted }] = await Promise.all([writing(), composing()]);
    checkIn(mailNoun, row, "change", ["draft"]);
    const after = (await commit(call, await redrafted(call, row))) as MailRow;
    return whole(call, { row: after, isReadable: true });
  },
});

const Query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(100).describe("Mails of the page."),
});

const thread = route({
  method: "GET",
  path: `${mailNoun.path}/{id}/thread`,
  permission: "mails.read",
  summary: "The mails of its thread, oldest first, each as far as the caller may see it.",
  query: Query,
  reply: z.object({ items: z.array(MailView) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { row, isReadable } = await found(call, call.params.id ?? "");
    const { rows } = await call.table.list(mail, {
      sources: [{ index: "parent", partitions: [threadPartition(row.threadId)], entries: true }],
      limit: call.query.limit,
      keep: (one) => isReadable || call.access.sees(mail, one),
    });
    return { items: await Promise.all(rows.map((one) => whole(call, { row: one, isReadable }))) };
  },
});

const inbox = childRoute({
  parent: mailbox,
  child: mail,
  path: `${mailboxNoun.path}/{id}/mails`,
  permission: "mails.read",
  summary: "The mails of a mailbox with what they say, newest first, for its readers.",
  view: MailView,
  at: { index: "parent", places: boxPartition, begins: "" },
  check: (box, call) => checkReads(call, box as MailboxRow),
  order: "newest",
  filters: ["direction", "state", "kind"],
  show: (row, call) => whole(call, { row, isReadable: true }),
});

export const routes: Route[] = [
  open,
  ...mailboxRoutes,
  list,
  count,
  read,
  draft,
  redraft,
  ...actionRoutes(mailNoun, mailActions),
  thread,
  inbox,
];
