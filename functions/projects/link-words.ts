import type { Locale } from "../../shared/notify/format.ts";
import type { LINK_KINDS } from "./link-schema.ts";

type Kind = (typeof LINK_KINDS)[number];

/** What pages and mails of a project say to its customer, and to its manager, in one language. */
export type LinkWords = {
  title: Record<Kind, string>;
  sent: (project: string, sender: string) => string;
  open: string;
  until: string;
  milestone: string;
  documents: string;
  accept: string;
  decline: string;
  reason: string;
  name: string;
  email: string;
  submit: string;
  consent: (milestone: string, project: string) => string;
  done: { accepted: string; declined: string };
  closed: string;
  told: (what: "accepted" | "declined", name: string, about: string) => string;
  by: string;
};

export const linkWords: Record<Locale, LinkWords> = {
  "zh-CN": {
    title: { acceptance: "项目验收" },
    sent: (project, sender) => `${sender}请您验收：${project}`,
    open: "打开页面",
    until: "有效期至",
    milestone: "验收节点",
    documents: "交付文档",
    accept: "确认验收",
    decline: "暂不验收",
    reason: "原因",
    name: "姓名",
    email: "邮箱",
    submit: "提交",
    consent: (milestone, project) => `我有权代表本公司，确认项目“${project}”的“${milestone}”已按约定完成并通过验收。`,
    done: {
      accepted: "已确认验收，感谢您的信任。",
      declined: "已收到您的意见，项目经理会与您联系。",
    },
    closed: "此链接无效或已过期。",
    told: (what, name, about) =>
      ({
        accepted: `${name}已验收：${about}`,
        declined: `${name}未通过验收：${about}`,
      })[what],
    by: "来自",
  },
  en: {
    title: { acceptance: "Acceptance" },
    sent: (project, sender) => `${sender} asks you to accept: ${project}`,
    open: "Open the page",
    until: "Valid until",
    milestone: "Milestone",
    documents: "Documents",
    accept: "Accept",
    decline: "Do not accept yet",
    reason: "What is missing",
    name: "Name",
    email: "E-mail",
    submit: "Send",
    consent: (milestone, project) =>
      `I may act for my company and confirm that "${milestone}" of the project "${project}" was delivered as agreed and is accepted.`,
    done: {
      accepted: "It has been accepted. Thank you.",
      declined: "We have your answer; the project manager will be in touch.",
    },
    closed: "This address is not valid, or has ended.",
    told: (what, name, about) =>
      ({
        accepted: `${name} has accepted: ${about}`,
        declined: `${name} does not accept yet: ${about}`,
      })[what],
    by: "From",
  },
};
