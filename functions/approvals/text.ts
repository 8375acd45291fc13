import type { Block } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { ActionLabel } from "../../shared/records/transition.ts";

/** A message's text, made when it is posted. */
export type Text = { subject: string; preheader: string; blocks: Block[] };

/** What a message tells of an approval, as its reader may know it. */
export type Told = {
  label: ActionLabel;
  title?: string;
  requester: string;
  /** Why it was asked for, as the requester wrote it. */
  why?: string;
  /** Who decided, and what they said. */
  decider?: string;
  comment?: string;
};

type Kind = "asked" | "reminded" | "escalated" | "approved" | "rejected" | "lapsed";

type Words = {
  subject: Record<Kind, (what: string) => string>;
  note: Partial<Record<Kind, string>>;
  requester: string;
  why: string;
  decider: string;
  comment: string;
};

const WORDS: Record<Locale, Words> = {
  "zh-CN": {
    subject: {
      asked: (what) => `待您审批：${what}`,
      reminded: (what) => `提醒审批：${what}`,
      escalated: (what) => `审批超时：${what}`,
      approved: (what) => `审批通过：${what}`,
      rejected: (what) => `审批未通过：${what}`,
      lapsed: (what) => `审批已失效：${what}`,
    },
    note: {
      escalated: "审批人一直没有处理，请管理员代为决定。",
      lapsed: "审批通过时，这项操作已无法完成。",
    },
    requester: "申请人",
    why: "申请原因",
    decider: "审批人",
    comment: "审批意见",
  },
  en: {
    subject: {
      asked: (what) => `For your approval: ${what}`,
      reminded: (what) => `Still for your approval: ${what}`,
      escalated: (what) => `Approval overdue: ${what}`,
      approved: (what) => `Approved: ${what}`,
      rejected: (what) => `Not approved: ${what}`,
      lapsed: (what) => `Approval lapsed: ${what}`,
    },
    note: {
      escalated: "Those whose turn it is have not decided. An administrator may decide in their place.",
      lapsed: "When it was approved, it could not be done any more.",
    },
    requester: "Asked by",
    why: "Reason",
    decider: "Decided by",
    comment: "Comment",
  },
};

export function approvalText(locale: Locale, kind: Kind, told: Told): Text {
  const words = WORDS[locale];
  const what = [told.label[locale], told.title].filter(Boolean).join(" ");
  const rows = [
    { label: words.requester, value: told.requester },
    { label: words.why, value: told.why },
    { label: words.decider, value: told.decider },
    { label: words.comment, value: told.comment },
  ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
  const note = words.note[kind];
  return {
    subject: words.subject[kind](what),
    preheader: rows.map(({ value }) => value).join(" · "),
    blocks: [...(note ? [{ kind: "paragraph" as const, text: note }] : []), { kind: "facts", rows }],
  };
}
