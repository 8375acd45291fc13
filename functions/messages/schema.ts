import * as z from "zod";
import { Message, suppression } from "../../shared/notify/outbox.ts";
import { CHAT_KINDS } from "../../shared/notify/webhook.ts";
import { text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** A message as lists show it: to whom, about what, and what became of it. */
export const MessageView = Message.omit({
  facts: true,
  filledFor: true,
  filesKey: true,
  claimedAt: true,
  claimedBy: true,
  under: true,
});

/** One message with its text. `attachments` says whether files went with it. */
export const MessagePreview = MessageView.extend({
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  attachments: z.boolean(),
});

export const SuppressionView = suppression.schema;

/** A group chat whose robot may be told something. Address and secret are what whoever has them writes with: never shown. */
export const ChatGroupInput = z.object({
  name: text(100).describe("What the group is called."),
  kind: z.enum(CHAT_KINDS).describe("Whose chat it is: WeCom, DingTalk or Feishu (Lark)."),
  url: z
    .string()
    .max(500)
    .describe("The webhook of the group's robot, as its settings show it. It is not shown again."),
  secret: text(200).optional().describe("The robot's signing secret (DingTalk SEC…, Feishu), where signing is on."),
});
export const ChatGroup = ChatGroupInput.extend({ ...recordFields, archived: z.boolean().optional() });
export const ChatGroupView = ChatGroup.omit({ url: true, secret: true }).extend({
  isSigned: z.boolean().describe("True where its messages are signed."),
});
