import { config } from "../../shared/config.ts";
import type { Caller } from "../../shared/http/route.ts";
import { channelsInForce } from "./setup.ts";
import { type TicketRow, ticketChannel } from "./table.ts";

/** The address that a channel's mails are sent to; nothing where this stage receives none. */
export const addressOf = (channelId: string): string | undefined => {
  const { mailInDomain } = config();
  return mailInDomain ? `${channelId.toLowerCase()}@${mailInDomain}` : undefined;
};

/** The channel that an address is of, as it may be written by any mail system; nothing for another's address. */
export function channelOf(address: string): string | undefined {
  const [local = "", domain = ""] = address.toLowerCase().split("@");
  const [prefix, rest = ""] = local.split("_");
  const isOurs = domain !== "" && domain === config().mailInDomain && prefix === ticketChannel.prefix;
  return isOurs ? `${prefix}_${rest.toUpperCase()}` : undefined;
}

/** Where answers to a ticket's mails go: the channel that it came by, else the first that takes mails. */
export async function replyAddressOf({ table }: Caller, { channelId }: TicketRow): Promise<string | undefined> {
  const mailing = (await channelsInForce.of(table)).filter(({ kind, active }) => kind === "email" && active !== false);
  const own = mailing.find(({ id }) => id === channelId) ?? mailing[0];
  return own && addressOf(own.id);
}
