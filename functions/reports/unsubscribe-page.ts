import { htmlNote, htmlPage } from "../../shared/http/page.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { escapeHtml } from "../../shared/notify/layout.ts";

const WORDS: Record<
  Locale,
  { ask: (report: string) => string; left: string; back: string; leave: string; again: string }
> = {
  "zh-CN": {
    ask: (report) => `您将不再收到：${report}`,
    left: "已退订。您不会再收到此报告。",
    back: "已恢复订阅。",
    leave: "退订",
    again: "重新订阅",
  },
  en: {
    ask: (report) => `You will no longer get: ${report}`,
    left: "You have unsubscribed and will not get this report again.",
    back: "You are subscribed again.",
    leave: "Unsubscribe",
    again: "Subscribe again",
  },
};

/** The page of an address: one button that leaves, or comes back. Looking at it changes nothing. */
export function unsubscribePage(
  locale: Locale,
  report: string,
  path: string,
  hasLeft: boolean,
  isDone: boolean,
): string {
  const words = WORDS[locale];
  const told = hasLeft ? words.left : isDone ? words.back : words.ask(report);
  const field = hasLeft ? '<input type="hidden" name="again" value="true">' : "";
  const button = `<form method="post" action="${escapeHtml(path)}?lang=${locale}">${field}<button>${hasLeft ? words.again : words.leave}</button></form>`;
  return htmlPage(locale, words.leave, `<h1>${escapeHtml(report)}</h1>${htmlNote(told, "notice")}${button}`);
}
