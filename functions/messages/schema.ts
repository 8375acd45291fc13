import * as z from "zod";
import { Message, suppression } from "../../shared/notify/outbox.ts";

/** A message as lists show it: to whom, about what, and what became of it. */
export const MessageView = Message.omit({ facts: true, filesKey: true, claimedAt: true, claimedBy: true });

/** One message with its text. `attachments` says whether files went with it. */
export const MessagePreview = MessageView.extend({
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  attachments: z.boolean(),
});

export const SuppressionView = suppression.schema;
