import { isPublicMailDomain } from "../../shared/mail-domains.ts";

const hostOf = (website: string | undefined): string | undefined =>
  website && URL.canParse(website) ? new URL(website).hostname.toLowerCase().replace(/^www\./, "") : undefined;

/** The domains of a company that an e-mail address or a website names. */
export function companyDomainsOf({ email, website }: { email?: string; website?: string }): string[] {
  const domains = [email?.split("@")[1]?.toLowerCase(), hostOf(website)];
  return [
    ...new Set(domains.filter((domain) => domain !== undefined && domain !== "" && !isPublicMailDomain(domain))),
  ] as string[];
}
