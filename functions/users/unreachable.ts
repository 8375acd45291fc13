import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Locale } from "../../shared/notify/format.ts";

/** Looks in a row that failed from which on people are told: by then it is two hours since the first. */
const TOLD_FAILURES = 8;

const WORDS: Record<Locale, { subject: (name: string) => string; text: (name: string, error: string) => string }> = {
  "zh-CN": {
    subject: (name) => `外部系统无法访问：${name}`,
    text: (name, error) =>
      `“${name}”已连续两小时以上无法同步：${error}。系统每小时重试一次，恢复后自动补齐；请检查其地址、令牌和服务状态。`,
  },
  en: {
    subject: (name) => `Cannot be reached: ${name}`,
    text: (name, error) =>
      `${name} could not be brought up to date for over two hours: ${error}. It is tried again each hour, and what was missed is caught up with; please look at its address, its token and its service.`,
  },
};

/** Tells the administrators of a system outside that fails and fails, once a day, however many looks do. */
export async function tellUnreachable(
  { table, tenant, now }: Caller,
  { id, name }: { id: string; name: string },
  { failures = 0, error = "" }: { failures?: number; error?: string | undefined },
): Promise<void> {
  if (failures < TOLD_FAILURES) return;
  const { tellAdmins } = await import("./admins.ts");
  await tellAdmins(table, now, tenant.locale, {
    ...{ event: `outsideDown:${id}:${civilDate(new Date(now), tenant.timeZone)}`, template: "outsideDown" },
    text: (locale) => {
      const { subject, text } = WORDS[locale];
      return { subject: subject(name), preheader: error, paragraphs: [text(name, error)] };
    },
  });
}
