import { htmlNote, htmlPage } from "../../shared/http/page.ts";
import type { Channel } from "../../shared/notify/channels.ts";
import { EVERY_PURPOSE } from "../../shared/notify/consent.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";
import type { Opened } from "./opened.ts";

type Words = {
  title: string;
  channel: Record<Channel, string>;
  every: string;
  given: string;
  withdrawn: string;
  stop: string;
  resume: string;
  stopAll: string;
  confirm: string;
  confirmAsk: (purpose: string) => string;
  saved: string;
  other: string;
};

export const pageWords: Record<Locale, Words & { closed: string }> = {
  "zh-CN": {
    title: "订阅偏好",
    channel: { email: "邮件", sms: "短信", call: "电话", wechat: "微信" },
    every: "全部内容",
    given: "接收中",
    withdrawn: "已停止",
    stop: "停止",
    resume: "重新接收",
    stopAll: "停止全部营销信息",
    confirm: "确认订阅",
    confirmAsk: (purpose) => `请确认您同意接收：${purpose}`,
    saved: "已保存，立即生效。",
    other: "English",
    closed: "此链接无效或已过期。",
  },
  en: {
    title: "Your choices",
    channel: { email: "E-mail", sms: "Text message", call: "Telephone", wechat: "WeChat" },
    every: "Everything",
    given: "On",
    withdrawn: "Off",
    stop: "Stop",
    resume: "Start again",
    stopAll: "Stop all marketing",
    confirm: "Confirm",
    confirmAsk: (purpose) => `Please confirm that you agree to get: ${purpose}`,
    saved: "Saved. It holds from now on.",
    other: "中文",
    closed: "This address is not valid, or has ended.",
  },
};

const form = (path: string, fields: Record<string, string>, label: string): string =>
  `<form method="post" action="${escapeHtml(path)}">${Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join("")}<button>${escapeHtml(label)}</button></form>`;

/** What a person gets from a company, with a button for each to stop it. `path` is the address's own. */
export function preferencesPage(at: Opened, path: string, locale: Locale, isSaved: boolean): string {
  const words = pageWords[locale];
  const to = `${path}?lang=${locale}`;
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  const rows = at.held.map(({ channel, purpose, state }) => {
    const isOn = state === "given";
    const isEvery = purpose === EVERY_PURPOSE;
    const next = isOn ? { state: "withdrawn", label: words.stop } : { state: "given", label: words.resume };
    const button = isEvery && !isOn ? "" : form(to, { channel, purpose, state: next.state }, next.label);
    const name = `${words.channel[channel]} · ${isEvery ? words.every : purpose}`;
    return `<tr><td>${escapeHtml(name)}</td><td>${isOn ? words.given : words.withdrawn}</td><td>${button}</td></tr>`;
  });
  const asks = at.asked?.state === "requested" && !at.held.some((one) => isSame(one, at) && one.state === "given");
  const body = [
    `<p class="soft"><a href="${escapeHtml(`${path}?lang=${other}`)}" lang="${other}" hreflang="${other}">${words.other}</a></p>`,
    `<p class="soft">${escapeHtml(at.tenantName)}</p><h1>${words.title}</h1>`,
    htmlNote(isSaved ? words.saved : "", "notice"),
    asks
      ? `<section><p>${escapeHtml(words.confirmAsk(at.link.purpose))}</p>${form(to, { state: "given" }, words.confirm)}</section>`
      : "",
    `<section><table><tbody>${rows.join("")}</tbody></table></section>`,
    form(to, { purpose: EVERY_PURPOSE, state: "withdrawn" }, words.stopAll),
  ];
  return htmlPage(locale, words.title, body.join(""));
}

const isSame = (one: { channel: string; purpose: string }, { link }: Opened): boolean =>
  one.channel === link.channel && one.purpose === link.purpose;
