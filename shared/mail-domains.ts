/** Where anybody may have a mailbox: such a domain says nothing about a company. */
const PUBLIC = new Set(
  (
    "qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn vip.sina.com sohu.com " +
    "aliyun.com 139.com 189.cn wo.cn 21cn.com tom.com gmail.com googlemail.com outlook.com hotmail.com live.com " +
    "live.cn msn.com yahoo.com yahoo.cn yahoo.com.cn yahoo.co.jp ymail.com icloud.com me.com mac.com aol.com gmx.com " +
    "gmx.de web.de mail.com mail.ru yandex.com yandex.ru proton.me protonmail.com zoho.com"
  ).split(" "),
);

/** True for the domain of a public mail provider. */
export const isPublicMailDomain = (domain: string): boolean => PUBLIC.has(domain);
