import { Fault, invalidField } from "../../shared/fault.ts";
import { addressFor, LinkMade } from "../../shared/http/make-link.ts";
import { fresh } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { write } from "../../shared/table/table.ts";
import { recipientOf } from "../contacts/recipient.ts";
import { quote } from "../quotes/table.ts";
import { SendInput } from "./schema.ts";
import { quoteLink, quoteLinkEntry } from "./table.ts";

export const PUBLIC_PATH = "/v1/public-quotes/{token}";

/** The customer's address of a quote. It ends with the quote, with a revision, when it is revoked, and when it says so. */
export const send = action(quote, {
  name: "send",
  label: { "zh-CN": "发送", en: "Send" },
  summary: "Makes an address by which the customer reads, downloads and accepts the quote, or asks; it is shown once.",
  from: ["approved"],
  body: SendInput,
  reply: LinkMade,
  example: { body: { locale: "zh-CN" } },
  check: ({ now, body }, { expiresAt }) => {
    if (expiresAt <= now) throw new Fault("invalid_state", "The quote has run out; revise it first.");
    if (body.expiresAt !== undefined && body.expiresAt <= now) throw invalidField("expiresAt", "It lies in the past.");
  },
  run: async (call, row): Promise<Moved> => {
    const { locale = call.tenant.locale, expiresAt = row.expiresAt } = call.body;
    const recipient = await recipientOf(call, call.body.contactId, row.accountId);
    const [until = row.expiresAt] = [expiresAt, row.expiresAt].sort();
    const link = {
      ...fresh(call, quoteLink),
      ...{ quoteId: row.id, revision: row.revision, locale, expiresAt: until },
      ...(recipient && { contactId: recipient.id }),
    };
    const publicUrl = await addressFor(call, { entry: quoteLinkEntry, path: PUBLIC_PATH }, link.id);
    const beside = [write.create(quoteLink, link)];
    if (recipient) {
      const { mailOf } = await import("./mail.ts");
      beside.push(...(await mailOf(call, { ...row, sentAt: call.now }, link, recipient, publicUrl)));
    }
    return { fields: { sentAt: call.now }, beside, reply: { publicUrl, linkId: link.id, expiresAt: until } };
  },
});
