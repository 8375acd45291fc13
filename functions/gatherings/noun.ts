import { type Noun, noun } from "../../shared/records/noun.ts";
import { campaign } from "../campaigns/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { faultsOf } from "./rules.ts";
import { MarketingEvent, MarketingEventInput } from "./schema.ts";
import { type EventRow, marketingEvent } from "./table.ts";

/** Something that people register for and come to, as everything that handles records by their declaration knows it. */
export const marketingEventNoun: Noun = noun({
  entity: marketingEvent,
  module: "gatherings",
  path: "/v1/marketing-events",
  input: MarketingEventInput,
  view: MarketingEvent,
  filters: ["title", "status", "campaignId", "ownerId", "departmentId"],
  ranges: ["startsAt"],
  references: { campaignId: campaign, ownerId: user, departmentId: department },
  title: ({ title }) => title,
  listed: true,
  lacks: {
    custom: "its page shows what it is made of, and nothing else",
    told: "it hangs on no account",
    referable: "campaigns and segments name what its people do",
  },
  labels: {
    noun: ["市场活动场次", "Marketing event"],
    fields: {
      title: ["名称", "Title"],
      summary: ["简介", "Summary"],
      venue: ["地点", "Venue"],
      onlineUrl: ["线上地址", "Online address"],
      startsAt: ["开始时间", "Begins at"],
      endsAt: ["结束时间", "Ends at"],
      capacity: ["名额", "Places"],
      waitingMax: ["候补名额", "Places to wait"],
      campaignId: ["市场活动", "Campaign"],
      remindHours: ["提前提醒小时数", "Reminder, hours before"],
      changesBy: ["变更通知方式", "Told of changes by"],
      consentText: ["同意文本", "Words of consent"],
      consentChannels: ["同意渠道", "Channels of consent"],
      remindedAt: ["已提醒时间", "Reminded at"],
      doorTurn: ["签到码轮次", "Turn of the door code"],
    },
    options: {
      open: ["报名中", "Open"],
      ended: ["已结束", "Ended"],
      email: ["邮件", "E-mail"],
      sms: ["短信", "SMS"],
      call: ["电话", "Telephone"],
      wechat: ["微信", "WeChat"],
    },
  },
  search: ({ title }) => [{ field: "title", text: title, kind: "name" }],
  states: {
    field: "status",
    next: { draft: ["open", "cancelled"], open: ["ended", "cancelled"] },
    changeIn: ["draft", "open"],
    archiveIn: ["draft", "ended", "cancelled"],
    instead: { archive: "cancel it first, so that its people are told" },
  },
  defaults: ({ tenant }) => ({ status: "draft", timeZone: tenant.timeZone }),
  check: (values) => faultsOf(values as EventRow),
  prepare: (call, input) => ownership(call, input),
  revise: (call, before, patch) => ownership(call, before, patch),
  // Whoever is told a new time is reminded of that.
  derive: (_call, after, before) => (before && before.startsAt !== after.startsAt ? { remindedAt: null } : {}),
  alongside: async (call, after, before) => (await import("./seats.ts")).seatsActions(call, after, before),
  example: {
    body: {
      title: "2099 客户数字化峰会",
      venue: "上海国际会议中心 3 楼",
      startsAt: "2099-06-01T01:00:00Z",
      endsAt: "2099-06-01T09:00:00Z",
      capacity: 200,
      waitingMax: 50,
      campaignId: "{campaignId}",
      consentText: "我同意接收产品资讯",
    },
  },
  patchExample: { body: { venue: "上海国家会展中心 5 号馆" } },
});
