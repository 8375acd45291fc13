import type { Locale } from "../../shared/notify/format.ts";

/** What somebody who registered is told of. */
export type Told = "registered" | "waiting" | "cancelled" | "reminder" | "changed" | "calledOff";

export type EventWords = {
  subject: Record<Told, (title: string) => string>;
  text: Record<Told, string>;
  when: string;
  until: string;
  venue: string;
  online: string;
  ticket: string;
  scan: string;
  register: string;
  name: string;
  email: string;
  phone: string;
  company: string;
  job: string;
  sent: string;
  full: string;
  waitlist: string;
  over: string;
  state: Record<"registered" | "waiting" | "cancelled" | "attended" | "noShow", string>;
  cancel: string;
  code: string;
  checkIn: string;
  wrongCode: string;
  closed: string;
  other: string;
};

export const eventWords: Record<Locale, EventWords> = {
  "zh-CN": {
    subject: {
      registered: (title) => `报名成功：${title}`,
      waiting: (title) => `已进入候补名单：${title}`,
      cancelled: (title) => `报名已取消：${title}`,
      reminder: (title) => `活动提醒：${title}`,
      changed: (title) => `活动变更：${title}`,
      calledOff: (title) => `活动取消：${title}`,
    },
    text: {
      registered: "您的席位已确认。请保存此邮件，入场时出示二维码。",
      waiting: "目前名额已满，您已进入候补名单。一旦有空位，我们会立即通知您。",
      cancelled: "您的报名已取消，席位已释放。",
      reminder: "活动即将开始，期待您的到来。",
      changed: "活动的时间或地点有变更，请以下列信息为准。您的报名仍然有效。",
      calledOff: "很抱歉，活动已取消。您无需任何操作。",
    },
    when: "开始",
    until: "结束",
    venue: "地点",
    online: "线上地址",
    ticket: "查看我的报名",
    scan: "入场二维码",
    register: "报名",
    name: "姓名",
    email: "邮箱",
    phone: "电话",
    company: "公司",
    job: "职务",
    sent: "已收到您的报名，确认信息将发送到您的邮箱。",
    full: "名额与候补均已满。",
    waitlist: "名额已满，仍可加入候补名单。",
    over: "报名已结束。",
    state: {
      registered: "已确认席位",
      waiting: "候补中",
      cancelled: "已取消",
      attended: "已签到",
      noShow: "未到场",
    },
    cancel: "取消报名",
    code: "现场签到码",
    checkIn: "签到",
    wrongCode: "签到码不正确，请向活动负责人确认。",
    closed: "此链接无效或已过期。",
    other: "English",
  },
  en: {
    subject: {
      registered: (title) => `You have a place: ${title}`,
      waiting: (title) => `You are on the waiting list: ${title}`,
      cancelled: (title) => `Your registration has ended: ${title}`,
      reminder: (title) => `Coming soon: ${title}`,
      changed: (title) => `Changed: ${title}`,
      calledOff: (title) => `Called off: ${title}`,
    },
    text: {
      registered: "Your place is confirmed. Keep this mail and show the QR code at the door.",
      waiting: "All places are taken, and you are on the waiting list. We tell you as soon as one is free.",
      cancelled: "Your registration has ended and your place is free for somebody else.",
      reminder: "The event begins soon. We look forward to seeing you.",
      changed: "Time or place have changed; what stands below holds. Your registration stays as it is.",
      calledOff: "We are sorry: the event does not take place. You need not do anything.",
    },
    when: "Begins",
    until: "Ends",
    venue: "Venue",
    online: "Online",
    ticket: "My registration",
    scan: "QR code for the door",
    register: "Register",
    name: "Name",
    email: "E-mail",
    phone: "Telephone",
    company: "Company",
    job: "Job title",
    sent: "Your registration has arrived; the confirmation comes by mail.",
    full: "All places are taken, and so is the waiting list.",
    waitlist: "All places are taken; you can still join the waiting list.",
    over: "Registration has ended.",
    state: {
      registered: "Place confirmed",
      waiting: "On the waiting list",
      cancelled: "Cancelled",
      attended: "Checked in",
      noShow: "Did not come",
    },
    cancel: "Cancel my registration",
    code: "Door code",
    checkIn: "Check in",
    wrongCode: "This is not the door code of the event; ask whoever runs it.",
    closed: "This address is not valid, or has ended.",
    other: "中文",
  },
};
