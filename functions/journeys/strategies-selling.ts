import type { Test } from "./definition.ts";
import { all, eq, FRESH, ofPerson, ofRecord, onRecord, SENT, type Strategy, told, wait, within } from "./strategy.ts";

/** Journeys around buying: three that every shop knows, and what follows from leads, quotes and lost sales. */
export const SELLING: readonly Strategy[] = [
  {
    key: "bought-tips",
    name: ["购买后一周内：使用建议", "Bought within a week: tips"],
    about: [
      "订单签订一天后发送使用建议；订单取消则不再发送。",
      "A day after an order is signed: tips. None if it is cancelled.",
    ],
    letters: {
      tips: {
        purpose: "service",
        subject: ["{{name}}，三条使用建议", "{{name}}, three tips to begin with"],
        text: [
          "感谢您的订购。这里有三条帮助您快速上手的建议。",
          "Thank you for your order. Here are three tips to begin with.",
        ],
      },
    },
    build: ({ template }) => ({
      of: "contact",
      trigger: onRecord("order", FRESH),
      reentry: { kind: "after", days: 30 },
      exits: [{ key: "cancelled", when: [ofRecord(all(eq("status", "cancelled")))] }],
      steps: [
        wait("a-day", 1, "in-time"),
        { key: "in-time", kind: "condition", when: [ofRecord(FRESH)], next: "tips" },
        { key: "tips", kind: "mail", templateId: template("tips") },
      ],
    }),
  },
  {
    key: "quote-unpaid-coupon",
    name: ["报价一天未成交：优惠券", "Quote unpaid for a day: coupon"],
    about: [
      "报价发出一天后仍未成交则发放优惠券；期间成交则不发。",
      "A day after a quote was sent: a coupon, unless it was accepted.",
    ],
    givesCoupon: true,
    letters: {
      coupon: {
        purpose: "marketing",
        subject: ["{{name}}，您的优惠券", "{{name}}, a coupon for you"],
        text: ["您的优惠码：{{coupon}}，下单时填写即可。", "Your coupon: {{coupon}}. Name it when you order."],
      },
    },
    build: ({ template, coupon }) => ({
      of: "contact",
      trigger: onRecord("quote", SENT),
      reentry: { kind: "after", days: 30 },
      goals: [{ key: "accepted", when: [ofRecord(all(eq("status", "accepted")))] }],
      steps: [
        wait("a-day", 1, "still-open"),
        {
          ...{ key: "still-open", kind: "condition", next: "coupon" },
          when: [
            ofRecord(SENT),
            { kind: "count", noun: "order", filter: all(eq("status", "signed"), within("signedAt", 1)), atMost: 0 },
          ],
        },
        { key: "coupon", kind: "coupon", templateId: coupon, next: "tell" },
        { key: "tell", kind: "mail", templateId: template("coupon") },
      ],
    }),
  },
  {
    key: "three-purchases-half-price",
    name: ["七天三单：半价券", "Three purchases in seven days: half price"],
    about: [
      "七天内签订三单的客户获得半价券；其间有订单取消则不发。",
      "Three orders signed in seven days bring a half-price coupon, unless one is cancelled.",
    ],
    givesCoupon: true,
    letters: {
      coupon: {
        purpose: "marketing",
        subject: ["{{name}}，半价券送给您", "{{name}}, half price for you"],
        text: ["感谢您的支持。半价码：{{coupon}}。", "Thank you for your trust. Half price with: {{coupon}}."],
      },
    },
    build: ({ template, coupon }) => {
      const three: Test[] = [{ kind: "count", noun: "order", filter: FRESH, atLeast: 3 }];
      return {
        of: "contact",
        trigger: onRecord("order", FRESH),
        entry: three,
        reentry: { kind: "after", days: 30 },
        steps: [
          { key: "an-hour", kind: "wait", for: { hours: 1 }, next: "still-three" },
          { key: "still-three", kind: "condition", when: three, next: "coupon" },
          { key: "coupon", kind: "coupon", templateId: coupon, next: "tell" },
          { key: "tell", kind: "mail", templateId: template("coupon") },
        ],
      };
    },
  },
  {
    key: "lead-untouched",
    name: ["线索两天未跟进", "Lead untouched for two days"],
    about: ["新线索两天未跟进则给负责人任务。", "A new lead that nobody worked on for two days: a task."],
    build: (_, say) => ({
      of: "lead",
      trigger: onRecord("lead", all(eq("status", "new"))),
      reentry: { kind: "after", days: 7 },
      exits: [
        { key: "worked", when: [ofPerson({ not: eq("status", "new") })] },
        { key: "followed-up", when: [ofPerson(told("lastActivityAt"))] },
      ],
      steps: [
        wait("two-days", 2, "task"),
        { key: "task", kind: "task", subject: say(["请尽快联系这条线索", "Contact this lead"]) },
      ],
    }),
  },
  {
    key: "quote-expiring",
    name: ["报价即将到期", "Quote about to expire"],
    about: [
      "报价到期前三天提醒；已成交则不提醒。",
      "Three days before a sent quote expires: a reminder, unless it was accepted.",
    ],
    letters: {
      remind: {
        purpose: "service",
        subject: ["{{name}}，您的报价即将到期", "{{name}}, your quote expires soon"],
        text: [
          "您的报价将在三天后到期。如有疑问，欢迎联系我们。",
          "Your quote expires in three days. Ask us whatever is open.",
        ],
      },
    },
    build: ({ template }) => ({
      of: "contact",
      trigger: { kind: "date", noun: "quote", field: "validUntil", days: -3, filter: SENT },
      entry: [ofRecord(SENT)],
      reentry: { kind: "always" },
      steps: [{ key: "remind", kind: "mail", templateId: template("remind") }],
    }),
  },
  {
    key: "win-back",
    name: ["丢单 180 天后：赢回", "Win back, 180 days after a loss"],
    about: [
      "丢单 180 天后客户仍未签单则给负责人任务。",
      "180 days after a loss, where nothing was signed since: a task.",
    ],
    build: (_, say) => ({
      of: "contact",
      trigger: onRecord("opportunity", all(eq("status", "closedLost"))),
      reentry: { kind: "after", days: 180 },
      exits: [{ key: "opened-again", when: [ofRecord({ not: eq("status", "closedLost") })] }],
      steps: [
        wait("half-a-year", 180, "none-since"),
        {
          ...{ key: "none-since", kind: "condition", next: "task" },
          when: [
            { kind: "count", noun: "order", filter: all(eq("status", "signed"), within("signedAt", 180)), atMost: 0 },
          ],
        },
        {
          key: "task",
          kind: "task",
          subject: say(["赢回：请再次联系客户", "Win back: call the customer again"]),
          dueInDays: 5,
        },
      ],
    }),
  },
  {
    key: "met-at-event",
    name: ["活动结识的线索", "Lead met at an event"],
    about: [
      "活动次日致谢，五天后仍未跟进则交给销售；已跟进则退出。",
      "Thanks the day after an event; five days later to sales, unless somebody works on it.",
    ],
    letters: {
      thanks: {
        purpose: "marketing",
        subject: ["{{name}}，很高兴认识您", "{{name}}, it was good to meet you"],
        text: [
          "感谢您参加我们的活动，资料随时奉上。",
          "Thank you for coming to our event. Ask us for whatever you need.",
        ],
      },
    },
    build: ({ template }, say) => ({
      of: "lead",
      trigger: onRecord("lead", all(eq("source", "event"), eq("status", "new"))),
      exits: [{ key: "worked", when: [ofPerson({ not: eq("status", "new") })] }],
      steps: [
        wait("a-day", 1, "thanks"),
        { key: "thanks", kind: "mail", templateId: template("thanks"), next: "five-days" },
        wait("five-days", 5, "sales"),
        { key: "sales", kind: "handToSales", subject: say(["活动线索：请联系", "From the event: get in touch"]) },
      ],
    }),
  },
];
