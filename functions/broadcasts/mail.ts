import { inboundAddress, tokenOf } from "../../shared/mailin/addresses.ts";
import { messageId } from "../../shared/notify/outbox.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { drawnAt } from "../segments/rules.ts";
import { reasonOf, rendered } from "../templates/rendering.ts";
import { type Broadcast, comparedAddress } from "./audience.ts";
import { mailCampaignNoun } from "./mail-noun.ts";
import type { MailText } from "./mail-schema.ts";
import { textsOf } from "./mail-texts.ts";
import { mailCampaign } from "./table.ts";

type MailRow = RowOf<typeof mailCampaign>;
/** Which text somebody gets: nobody's changes while a campaign goes on, since it follows from campaign and person. */
function textFor({ id, holdOutBasisPoints = 0, variants = [] }: MailRow, texts: readonly MailText[], personId: string) {
  let at = drawnAt(id, personId) - holdOutBasisPoints;
  if (at < 0) return undefined;
  for (const [n, { shareBasisPoints }] of variants.entries()) {
    if (at < shareBasisPoints) return texts[n + 1];
    at -= shareBasisPoints;
  }
  return texts[0];
}

/** Where answers to one person's mail go: to the mailbox of the campaign, by an address that names the mail. */
function answersOf({ mailboxId }: MailRow, named: Parameters<typeof messageId>[0]) {
  const replyTo = mailboxId && inboundAddress(mailboxId, tokenOf(messageId(named)));
  return replyTo ? { thread: { replyTo } } : {};
}

/** Mails: a template filled in for each. What was taken of the templates when it was sent stays, whatever becomes of them. */
export const byMail: Broadcast<MailRow> = {
  noun: mailCampaignNoun,
  entity: mailCampaign,
  channel: "email",
  writer: async (call, row) => {
    const texts = row.texts ?? (await textsOf(call, row)).texts;
    return {
      isHeldOut: ({ id }) => textFor(row, texts, id) === undefined,
      draft: (person, to) => {
        const text = textFor(row, texts, person.id);
        const filled = text && rendered(text, person, row.variables ?? {}, call.tenant.locale);
        if (!filled || filled.missing.length > 0) return undefined;
        const { locale, subject, preheader, blocks } = filled;
        const oncePerAddress = comparedAddress(to);
        const named = { event: `mailCampaign:${row.id}`, channel: "email", recipientId: person.id } as const;
        return {
          ...{ ...named, recipientName: person.name, to, locale },
          ...{ template: "mailCampaign", relatedId: row.id, under: row.id },
          variant: text.templateId,
          reason: reasonOf(row),
          facts: {
            subject,
            preheader,
            blocks,
            tracks: row.tracks ?? true,
            ...answersOf(row, { ...named, oncePerAddress }),
          },
        };
      },
    };
  },
};
