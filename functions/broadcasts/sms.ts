import type { RowOf } from "../../shared/table/entity.ts";
import { reasonOf } from "../templates/rendering.ts";
import type { Broadcast } from "./audience.ts";
import { smsCampaignNoun } from "./noun.ts";
import { smsCampaign } from "./table.ts";

/** Text messages: all people get the same one. Its id follows from campaign and person, so it leaves once. */
export const bySms: Broadcast<RowOf<typeof smsCampaign>> = {
  noun: smsCampaignNoun,
  entity: smsCampaign,
  channel: "sms",
  writer: async ({ tenant }, row) => ({
    isHeldOut: () => false,
    draft: (person, to) => ({
      ...{ channel: "sms", recipientId: person.id, recipientName: person.name, to, locale: tenant.locale },
      ...{ event: `smsCampaign:${row.id}`, template: "smsCampaign", relatedId: row.id, under: row.id },
      reason: reasonOf(row),
      facts: { subject: row.name, preheader: "", blocks: [], sms: row.message },
    }),
  }),
};
