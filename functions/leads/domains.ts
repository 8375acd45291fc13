/** Where anybody may have a mailbox: such a domain says nothing about a company. */
const PUBLIC = new Set(
  "qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn 21cn.com tom.com gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.jp icloud.com me.com mac.com aol.com gmx.com gmx.de web.de mail.ru yandex.ru proton.me protonmail.com mail.com zoho.com".split(
    " ",
  ),
);

const hostOf = (website: string | undefined): string | undefined =>
  website && URL.canParse(website) ? new URL(website).hostname.toLowerCase().replace(/^www\./, "") : undefined;

/** The domains of a company that an e-mail address or a website names. */
export function companyDomainsOf({ email, website }: { email?: string; website?: string }): string[] {
  const domains = [email?.split("@")[1]?.toLowerCase(), hostOf(website)];
  return [
    ...new Set(domains.filter((domain) => domain !== undefined && domain !== "" && !PUBLIC.has(domain))),
  ] as string[];
}
