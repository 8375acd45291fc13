import type { Block } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { MailAddress } from "../../shared/notify/mime.ts";
import { MAILBOX_MAIL, type MessageRow } from "../../shared/notify/outbox.ts";
import { claimableMessage, paidOutMessage, receiptMessage, undoneMessage } from "./text.ts";

/** Where a mail stands among those that it goes on with, where answers to it go, and everybody who gets it, where that is not its reader alone. */
export type MailThread = {
  replyTo?: string;
  inReplyTo?: string;
  references?: string[];
  isPersonal?: boolean;
  to?: MailAddress[];
  cc?: MailAddress[];
};

/** A message as it is sent: the mail's parts, why its reader gets it, and its short form. */
export type Rendered = {
  subject: string;
  preheader: string;
  blocks: readonly Block[];
  footer: string[];
  sms: string;
  /** Where one click stops it. */
  unsubscribeUrl?: string;
  thread?: MailThread;
  /** True where its buttons are counted when they are followed. */
  tracks?: boolean;
};

/** A message whose text was made by whoever posted it; its facts are the text. */
export type Prepared = {
  subject: string;
  preheader: string;
  blocks: readonly Block[];
  /** The text message; the subject, where nothing else is said. */
  sms?: string;
  /** Where one click stops it. */
  unsubscribeUrl?: string;
  thread?: MailThread;
  /** True where its buttons are counted when they are followed. */
  tracks?: boolean;
};

type Template =
  | "receipt"
  | "undone"
  | "paidOut"
  | "claimable"
  | "dailyReceipts"
  | "renewalFigures"
  | "reportTold"
  | "reportRefused"
  | "leadReminder"
  | "opportunityAlert"
  | "activityReminder"
  | "activityMention"
  | "approval"
  | "jobEnded"
  | "bankRejected"
  | "bankGap"
  | "adviceDiffers"
  | "undecided"
  | "statement"
  | "receiptSent"
  | "quoteSent"
  | "quoteAccepted"
  | "quoteQuestion"
  | "invoice"
  | "envelopeSent"
  | "envelopeTold"
  | "ticketReply"
  | "ticketClock"
  | "ticketAssigned"
  | "consentConfirmation"
  | "projectLink"
  | "projectAnswer"
  | "survey"
  | "surveyAnswer"
  | "overAllocated"
  | "projectDrive"
  | "smsCampaign"
  | "mailCampaign"
  | "marketingStopped"
  | "campaignRefused"
  | "quotaPassed"
  | "outsideDown"
  | typeof MAILBOX_MAIL
  | "fromTemplate"
  | "templateTest"
  | "eventTold";

/** Why the reader gets this. */
const FOOTERS: Record<Locale, Record<Template, string>> = {
  "zh-CN": {
    receipt: "您收到这封邮件，是因为这笔到款与您有关。",
    undone: "您收到这封邮件，是因为这笔到款与您有关。",
    paidOut: "您收到这封邮件，是因为这笔付款与您有关。",
    claimable: "您收到这封邮件，是因为您可以认领这笔到款。",
    dailyReceipts: "您收到这封邮件，是因为您在到款日报的收件人中。",
    reportRefused: "您收到这封邮件，是因为您创建了这项报告订阅。",
    renewalFigures: "您收到这封邮件，是因为您在续约报告的收件人中。",
    reportTold: "您收到这封邮件，是因为您在这项报告的收件人中。数字以您自己的权限计算。",
    jobEnded: "您收到这封邮件，是因为这项任务由您发起。",
    bankRejected: "您收到这封邮件，是因为您负责查看银行流水。",
    bankGap: "您收到这封邮件，是因为您负责查看银行流水。",
    adviceDiffers: "您收到这封邮件，是因为您负责查看银行流水。",
    undecided: "您收到这封邮件，是因为您负责财务。",
    receiptSent: "您收到这封邮件，是因为您负责贵公司与我们的账务。",
    statement: "您收到这封邮件，是因为您负责贵公司与我们的账务。",
    quoteSent: "您收到这封邮件，是因为您向我们询价。链接仅供您本人使用，请勿转发。",
    quoteAccepted: "您收到这封邮件，是因为您是这份报价的负责人。",
    quoteQuestion: "您收到这封邮件，是因为您是这份报价的负责人。",
    invoice: "您收到这封邮件，是因为您负责贵公司与我们的账务。",
    envelopeSent: "您收到这封邮件，是因为请您签署一份文件。链接仅供您本人使用，请勿转发。",
    envelopeTold: "您收到这封邮件，是因为这份文件由您负责。",
    ticketReply: "您收到这封邮件，是因为您向我们提交了工单。直接回复即可继续沟通，请保留主题中的工单号。",
    ticketClock: "您收到这封邮件，是因为这张工单由您处理或负责。",
    ticketAssigned: "您收到这封邮件，是因为这张工单由您处理。",
    smsCampaign: "您收到这条消息，是因为您同意接收，或这项服务与您有关。",
    marketingStopped: "您收到这封邮件，是因为您是管理员。",
    campaignRefused: "您收到这封邮件，是因为这次群发由您发起。",
    quotaPassed: "您收到这封邮件，是因为您是管理员。",
    outsideDown: "您收到这封邮件，是因为您是管理员。",
    mailCampaign: "您收到这封邮件，是因为您同意接收，或这项服务与您有关。",
    [MAILBOX_MAIL]: "您收到这封邮件，是因为您与我们有业务往来。直接回复即可。",
    fromTemplate: "您收到这条消息，是因为您同意接收，或这项服务与您有关。",
    templateTest: "您收到这条消息，是因为您正在试发一个模板。",
    consentConfirmation: "您收到这封邮件，是因为有人以您的邮箱提交了订阅。",
    eventTold: "您收到这封邮件，是因为您报名了这场活动。",
    projectLink: "您收到这封邮件，是因为我们正在为您交付项目。链接仅供您本人使用，请勿转发。",
    projectAnswer: "您收到这封邮件，是因为您是这个项目的项目经理。",
    survey: "您收到这封邮件，是因为我们刚刚为您提供了服务。链接仅供您本人使用，请勿转发。",
    surveyAnswer: "您收到这封邮件，是因为这位客户由您负责。",
    overAllocated: "您收到这封邮件，是因为您是这个项目的项目经理。",
    projectDrive: "您每周收到这封邮件，是因为您有进行中的项目。",
    activityReminder: "您收到这封邮件，是因为您为这项行动设置了提醒。",
    approval: "您收到这封邮件，是因为这项审批与您有关。",
    activityMention: "您收到这封邮件，是因为有人在这项行动中提到了您。",
    opportunityAlert: "您收到这封邮件，是因为您是这个商机的负责人。",
    leadReminder: "您收到这封邮件，是因为您是这条线索的负责人。",
  },
  en: {
    receipt: "You receive this mail because this receipt concerns you.",
    undone: "You receive this mail because this receipt concerns you.",
    paidOut: "You receive this mail because this payment concerns you.",
    claimable: "You receive this mail because you may claim this receipt.",
    dailyReceipts: "You receive this mail as a recipient of the daily receipts report.",
    reportRefused: "You receive this mail because you subscribed others to this report.",
    renewalFigures: "You receive this mail as a recipient of the renewal report.",
    reportTold: "You receive this mail as a recipient of this report. Its figures are those that you may see.",
    jobEnded: "You receive this mail because you started this job.",
    bankRejected: "You receive this mail because you look after bank transactions.",
    bankGap: "You receive this mail because you look after bank transactions.",
    adviceDiffers: "You receive this mail because you look after bank transactions.",
    undecided: "You receive this mail because you work in finance.",
    receiptSent: "You receive this mail because you look after your company's account with us.",
    statement: "You receive this mail because you look after your company's account with us.",
    quoteSent:
      "You receive this mail because you asked us for an offer. The address is yours alone; do not pass it on.",
    quoteAccepted: "You receive this mail because this quote is yours.",
    quoteQuestion: "You receive this mail because this quote is yours.",
    invoice: "You receive this mail because you look after your company's account with us.",
    envelopeSent:
      "You receive this mail because you are asked to sign a document. The address is yours alone; do not pass it on.",
    envelopeTold: "You receive this mail because this document is yours.",
    ticketReply:
      "You receive this mail because you asked us for help. Just answer it to go on; keep the number in the subject.",
    ticketClock: "You receive this mail because this ticket, or its queue, is yours.",
    ticketAssigned: "You receive this mail because this ticket is yours.",
    smsCampaign: "You receive this because you agreed to it, or because the service concerns you.",
    marketingStopped: "You receive this mail because you are an administrator.",
    campaignRefused: "You receive this mail because you sent this campaign.",
    quotaPassed: "You receive this mail because you are an administrator.",
    outsideDown: "You receive this mail because you are an administrator.",
    mailCampaign: "You receive this mail because you agreed to it, or because the service concerns you.",
    [MAILBOX_MAIL]: "You receive this mail because we work together. Just answer it.",
    fromTemplate: "You receive this because you agreed to it, or because the service concerns you.",
    templateTest: "You receive this because you are trying out a template.",
    consentConfirmation: "You receive this mail because somebody subscribed with your address.",
    eventTold: "You receive this mail because you registered for this event.",
    projectLink: "You receive this mail because we deliver to you. The address is yours alone; do not pass it on.",
    projectAnswer: "You receive this mail because you manage this project.",
    survey:
      "You receive this mail because we have done something for you. The address is yours alone; do not pass it on.",
    surveyAnswer: "You receive this mail because you look after this customer.",
    overAllocated: "You receive this mail because you manage this project.",
    projectDrive: "You receive this mail every week while you manage projects.",
    activityReminder: "You receive this mail because this activity of yours has a reminder.",
    approval: "You receive this mail because this approval concerns you.",
    activityMention: "You receive this mail because you are mentioned in this activity.",
    opportunityAlert: "You receive this mail because this opportunity is yours.",
    leadReminder: "You receive this mail because this lead is yours.",
  },
};

/** All that is sent, by the names of their texts. */
export const TEMPLATES = Object.keys(FOOTERS.en) as Template[];

function textOf(row: MessageRow): Omit<Rendered, "footer"> {
  const facts = JSON.parse(row.facts);
  switch (row.template as Template) {
    case "receipt":
      return receiptMessage(row.locale, facts);
    case "undone":
      return undoneMessage(row.locale, facts);
    case "paidOut":
      return paidOutMessage(row.locale, facts);
    case "claimable":
      return claimableMessage(row.locale, facts);
    case "dailyReceipts":
    case "renewalFigures":
    case "reportTold":
    case "reportRefused":
    case "jobEnded":
    case "bankRejected":
    case "bankGap":
    case "adviceDiffers":
    case "undecided":
    case "statement":
    case "receiptSent":
    case "quoteSent":
    case "quoteAccepted":
    case "quoteQuestion":
    case "invoice":
    case "envelopeSent":
    case "envelopeTold":
    case "ticketReply":
    case "ticketClock":
    case "ticketAssigned":
    case "consentConfirmation":
    case "eventTold":
    case "projectLink":
    case "projectAnswer":
    case "survey":
    case "surveyAnswer":
    case "overAllocated":
    case "projectDrive":
    case "smsCampaign":
    case "mailCampaign":
    case "marketingStopped":
    case "campaignRefused":
    case "quotaPassed":
    case "outsideDown":
    case MAILBOX_MAIL:
    case "fromTemplate":
    case "templateTest":
    case "activityReminder":
    case "activityMention":
    case "approval":
    case "leadReminder":
    case "opportunityAlert":
      return { sms: (facts as Prepared).subject, ...(facts as Prepared) };
  }
}

/** The text of a stored message in its reader's language. The same row renders the same, whenever. */
export const renderMessage = (row: MessageRow): Rendered => ({
  ...textOf(row),
  footer: [FOOTERS[row.locale][row.template as Template]],
});
