import type { Locale } from "../../shared/notify/format.ts";
import type { LINK_KINDS } from "./link-schema.ts";

type Kind = (typeof LINK_KINDS)[number];

/** What pages and mails of a project say to its customer, and to its manager, in one language. */
export type LinkWords = {
  title: Record<Kind, string>;
  sent: (kind: Kind, project: string, sender: string) => string;
  open: string;
  until: string;
  milestone: string;
  documents: string;
  accept: string;
  decline: string;
  reason: string;
  name: string;
  email: string;
  score: string;
  comment: string;
  submit: string;
  consent: (milestone: string, project: string) => string;
  done: { accepted: string; declined: string; answered: string };
  closed: string;
  told: (what: "accepted" | "declined" | "answered", name: string, about: string) => string;
  by: string;
};

export const linkWords: Record<Locale, LinkWords> = {
  "zh-CN": {
    title: { acceptance: "项目验收", survey: "满意度调查" },
    sent: (kind, project, sender) =>
      kind === "acceptance" ? `${sender}请您验收：${project}` : `${sender}邀请您评价：${project}`,
    open: "打开页面",
    until: "有效期至",
    milestone: "验收节点",
    documents: "交付文档",
    accept: "确认验收",
    decline: "暂不验收",
    reason: "原因",
    name: "姓名",
    email: "邮箱",
    score: "满意度（0–10）",
    comment: "补充说明",
    submit: "提交",
    consent: (milestone, project) => `我有权代表本公司，确认项目“${project}”的“${milestone}”已按约定完成并通过验收。`,
    done: {
      accepted: "已确认验收，感谢您的信任。",
      declined: "已收到您的意见，项目经理会与您联系。",
      answered: "感谢您的评价。",
    },
    closed: "此链接无效或已过期。",
    told: (what, name, about) =>
      ({
        accepted: `${name}已验收：${about}`,
        declined: `${name}未通过验收：${about}`,
        answered: `${name}已评价：${about}`,
      })[what],
    by: "来自",
  },
  en: {
    title: { acceptance: "Acceptance", survey: "How satisfied are you?" },
    sent: (kind, project, sender) =>
      kind === "acceptance"
        ? `${sender} asks you to accept: ${project}`
        : `${sender} would like your opinion: ${project}`,
    open: "Open the page",
    until: "Valid until",
    milestone: "Milestone",
    documents: "Documents",
    accept: "Accept",
    decline: "Do not accept yet",
    reason: "What is missing",
    name: "Name",
    email: "E-mail",
    score: "How satisfied are you, 0 to 10?",
    comment: "Anything to add?",
    submit: "Send",
    consent: (milestone, project) =>
      `I may act for my company and confirm that "${milestone}" of the project "${project}" was delivered as agreed and is accepted.`,
    done: {
      accepted: "It has been accepted. Thank you.",
      declined: "We have your answer; the project manager will be in touch.",
      answered: "Thank you for your answer.",
    },
    closed: "This address is not valid, or has ended.",
    told: (what, name, about) =>
      ({
        accepted: `${name} has accepted: ${about}`,
        declined: `${name} does not accept yet: ${about}`,
        answered: `${name} has answered the survey: ${about}`,
      })[what],
    by: "From",
  },
};
