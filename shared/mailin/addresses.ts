import { config } from "../config.ts";

type Prefixed = { prefix: string };

/** Where mails to one of our rows go, with a token behind its id where one is given; nothing where this stage takes none in. */
export const inboundAddress = (id: string, token?: string): string | undefined => {
  const { mailInDomain } = config();
  return mailInDomain ? `${id}${token ? `+${token}` : ""}@${mailInDomain}`.toLowerCase() : undefined;
};

/** What an address names a row by, behind that of another. */
export const tokenOf = (id: string): string => id.slice(id.indexOf("_") + 1);

/** The row that an address is of, as it may be written by any mail system; nothing for another's address. */
export function inboundTarget(address: string, { prefix }: Prefixed): { id: string; token?: string } | undefined {
  const [local = "", domain = ""] = address.toLowerCase().split("@");
  const [name = "", token] = local.split("+", 2);
  const [before, rest = ""] = name.split("_");
  const isOurs = domain !== "" && domain === config().mailInDomain && before === prefix;
  return isOurs ? { id: `${prefix}_${rest.toUpperCase()}`, ...(token && { token }) } : undefined;
}
