import { Fault } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { changed, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { renderMail } from "../../shared/notify/mail.ts";
import { MAILBOX_MAIL, type MessageRow, type MessageState, message, suppression } from "../../shared/notify/outbox.ts";
import { tenant } from "../tenants/table.ts";
import { chatRoutes } from "./chats.ts";
import { renderMessage } from "./render.ts";
import { MessagePreview, MessageView, SuppressionView } from "./schema.ts";
import { smsReports } from "./sms-reports.ts";

const PATH = "/v1/messages";
const SUPPRESSED = "/v1/suppressed-addresses";

/** States from which a person may send a message once more; one that is under way leaves by itself. */
const RESENDABLE: readonly MessageState[] = ["sent", "delivered", "bounced", "complained", "failed", "suppressed"];

/** The nouns that messages tell of. */
const TOLD = ["account", "activity", "bankTransaction", "contact", "credit", "lead", "order", "receivable"];

/**
 * A message says what its recipient may see. Somebody else reads its text only where no role of theirs takes anything away
 * from what it may tell of.
 */
const mayRead = ({ access, actor }: Call<unknown, unknown>, { recipientId }: MessageRow): boolean =>
  recipientId === actor.principalId || !TOLD.some((noun) => access.isCurbed(noun));

async function preview(row: MessageRow, call: Call<unknown, unknown>): Promise<object> {
  if (row.template === MAILBOX_MAIL) {
    throw new Fault("forbidden", `This is the mail ${row.relatedId}: read it as GET /v1/mails/${row.relatedId}.`);
  }
  if (!mayRead(call, row)) {
    throw new Fault("forbidden", "This message tells its recipient of fields that your roles hide or mask.");
  }
  const text = renderMessage(row);
  const shown = { ...row, subject: text.subject, attachments: row.filesKey !== undefined };
  if (row.channel === "sms") return { ...shown, subject: "", text: text.sms };
  if (row.channel === "chat") {
    const { chatText } = await import("../../shared/notify/chat.ts");
    return { ...shown, text: chatText(row.locale, text.subject, text.blocks).lines.join("\n") };
  }
  const { name } = await call.table.get(tenant, call.tenant.id);
  const mail = renderMail({ ...text, locale: row.locale, sender: name });
  return { ...shown, text: mail.text, html: mail.html };
}

export const routes: Route[] = [
  smsReports,
  ...chatRoutes,
  listRoute({
    entity: message,
    path: PATH,
    permission: "messages.read",
    summary: "Lists messages: what was told to whom, and what became of it. Without a wider role, one's own.",
    view: MessageView,
    filters: ["state", "channel", "recipientId", "relatedId", "template"],
  }),
  readRoute({
    entity: message,
    path: `${PATH}/{id}`,
    permission: "messages.read",
    summary: "Reads a message with its text, as its recipient got it.",
    view: MessagePreview,
    show: preview,
  }),
  route({
    method: "POST",
    path: `${PATH}/{id}/resend`,
    permission: "messages.write",
    summary: "Sends a message once more to the same address, e.g. after a failure.",
    noun: "message",
    reply: MessageView,
    example: { params: { id: "{id}" } },
    run: async (call) => {
      const row = await load(call, message);
      if (!RESENDABLE.includes(row.state)) {
        throw new Fault("invalid_state", `This message is ${row.state}; it is on its way already.`);
      }
      const cleared = { attempts: 0, sentAt: null, deliveredAt: null, providerId: null, error: null, nextAt: null };
      const fields = { ...cleared, state: "queued", resends: (row.resends ?? 0) + 1 };
      return call.table.replace(message, row, changed(call, row, fields));
    },
  }),
  listRoute({
    entity: suppression,
    path: SUPPRESSED,
    permission: "messages.write",
    summary: "Lists addresses that mail is not sent to, because it came back or its owner complained.",
    view: SuppressionView,
    filters: ["address", "reason"],
  }),
  route({
    method: "POST",
    path: `${SUPPRESSED}/{id}/lift`,
    permission: "messages.write",
    summary: "Lets mail be sent to an address again, once its owner can get it.",
    noun: "suppression",
    reply: SuppressionView,
    example: { params: { id: "{id}" } },
    run: async (call) => {
      const row = await load(call, suppression);
      if (row.liftedAt) return row;
      if (row.reason === "erased") {
        throw new Fault("invalid_state", "Whoever had this address was erased; nobody writes to it again.");
      }
      return call.table.replace(suppression, row, changed(call, row, { liftedAt: call.now }));
    },
  }),
];
