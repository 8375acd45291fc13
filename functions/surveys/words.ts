import type { Locale } from "../../shared/notify/format.ts";
import type { Kind } from "./rules.ts";

/** What the page, the mails and the task of a survey say, in one language. */
export type SurveyWords = {
  title: string;
  sent: (name: string, sender: string) => string;
  open: string;
  until: string;
  question: Record<Kind, string>;
  score: (kind: Kind, score: number) => string;
  choose: string;
  comment: string;
  name: string;
  submit: string;
  thanks: string;
  closed: string;
  told: (name: string, score: string) => string;
  task: (name: string, score: string) => string;
  by: string;
};

const CSAT: Record<Locale, readonly string[]> = {
  "zh-CN": ["非常不满意", "不满意", "一般", "满意", "非常满意"],
  en: ["very dissatisfied", "dissatisfied", "neither", "satisfied", "very satisfied"],
};

export const surveyWords: Record<Locale, SurveyWords> = {
  "zh-CN": {
    title: "满意度调查",
    sent: (name, sender) => `${sender}邀请您评价：${name}`,
    open: "打开页面",
    until: "有效期至",
    question: { csat: "您对本次服务满意吗？", nps: "您有多愿意把我们推荐给同行？（0 完全不愿意，10 非常愿意）" },
    score: (kind, score) => (kind === "csat" ? `${score} – ${CSAT["zh-CN"][score - 1]}` : String(score)),
    choose: "请选择",
    comment: "补充说明（选填）",
    name: "您的姓名（选填）",
    submit: "提交",
    thanks: "感谢您的评价。",
    closed: "此链接无效或已过期。",
    told: (name, score) => `客户已评价：${name}（${score}）`,
    task: (name, score) => `低分回访：${name}（${score}）`,
    by: "来自",
  },
  en: {
    title: "How satisfied are you?",
    sent: (name, sender) => `${sender} would like your opinion: ${name}`,
    open: "Open the page",
    until: "Valid until",
    question: {
      csat: "How satisfied are you with our work?",
      nps: "How likely are you to recommend us? (0 not at all, 10 very)",
    },
    score: (kind, score) => (kind === "csat" ? `${score} – ${CSAT.en[score - 1]}` : String(score)),
    choose: "Please choose",
    comment: "Anything to add? (optional)",
    name: "Your name (optional)",
    submit: "Send",
    thanks: "Thank you for your answer.",
    closed: "This address is not valid, or has ended.",
    told: (name, score) => `The customer has answered: ${name} (${score})`,
    task: (name, score) => `Call back after a low score: ${name} (${score})`,
    by: "From",
  },
};
