import type { Caller } from "../../shared/http/route.ts";
import { inboundAddress } from "../../shared/mailin/addresses.ts";
import { channelsInForce } from "./setup.ts";
import type { TicketRow } from "./table.ts";

/** Where answers to a ticket's mails go: the channel that it came by, else the first that takes mails. */
export async function replyAddressOf({ table }: Caller, { channelId }: TicketRow): Promise<string | undefined> {
  const mailing = (await channelsInForce.of(table)).filter(({ kind, active }) => kind === "email" && active !== false);
  const own = mailing.find(({ id }) => id === channelId) ?? mailing[0];
  return own && inboundAddress(own.id);
}
