import { all, CALL, eq, OPEN, ofAccount, ofRecord, oneOf, onRecord, SIGNED, type Strategy, wait } from "./strategy.ts";

/** Journeys with those who have bought: contracts, payments, use and service. */
export const KEEPING: readonly Strategy[] = [
  {
    key: "renewal-due",
    name: ["续约前 90 天", "Renewal due in 90 days"],
    about: [
      "到期前 90 天提醒客户并给负责人任务；已续约则退出。",
      "90 days before a contract ends: a mail and a task, unless it is renewed.",
    ],
    letters: {
      renewal: {
        purpose: "service",
        subject: ["{{name}}，您的合同即将到期", "{{name}}, your contract ends soon"],
        text: [
          "您的合同将于三个月内到期，我们会与您联系续约事宜。",
          "Your contract ends within three months. We shall be in touch.",
        ],
      },
    },
    build: ({ template }, say) => ({
      of: "contact",
      trigger: { kind: "date", noun: "renewal", field: "dueOn", days: -90, filter: all(eq("state", "due")) },
      reentry: { kind: "always" },
      goals: [{ key: "renewed", when: [ofRecord(all(oneOf("state", "renewed", "partly")))] }],
      steps: [
        { key: "tell", kind: "mail", templateId: template("renewal"), next: "month" },
        wait("month", 30, "task"),
        { key: "task", kind: "task", subject: say(["续约：请联系客户", "Renewal: call the customer"]), dueInDays: 3 },
      ],
    }),
  },
  {
    key: "overdue-receivable",
    name: ["应收逾期", "Overdue receivable"],
    about: [
      "逾期七天提醒客户，再过七天仍未付则给负责人任务；付清即止。",
      "A week overdue: a reminder; a week later a task. It ends once paid.",
    ],
    letters: {
      reminder: {
        purpose: "service",
        subject: ["{{name}}，付款提醒", "{{name}}, a reminder"],
        text: [
          "我们尚未收到您的一笔款项。如已付款，请忽略本邮件。",
          "A payment of yours has not reached us. If you have paid, please ignore this.",
        ],
      },
    },
    build: ({ template }, say) => ({
      of: "contact",
      trigger: { kind: "date", noun: "receivable", field: "dueOn", days: 7, filter: all(eq("kind", "invoice"), OPEN) },
      reentry: { kind: "always" },
      goals: [{ key: "paid", when: [ofRecord(all(eq("status", "paid")))] }],
      exits: [{ key: "given-up", when: [ofRecord(all(oneOf("status", "writtenOff", "cancelled")))] }],
      steps: [
        { key: "tell", kind: "mail", templateId: template("reminder"), next: "week" },
        wait("week", 7, "task"),
        { key: "task", kind: "task", subject: say(["催款：请联系客户", "Overdue: call the customer"]), dueInDays: 1 },
      ],
    }),
  },
  {
    key: "signed-not-in-use",
    name: ["签约后未使用", "Signed and not in use"],
    about: [
      "签约 30 天后客户仍未成为用户则给负责人任务。",
      "30 days after signing, where the customer is no user yet: a task.",
    ],
    build: (_, say) => ({
      of: "contact",
      trigger: onRecord("order", SIGNED),
      reentry: { kind: "after", days: 90 },
      goals: [{ key: "in-use", when: [ofAccount(all(eq("stage", "user")))] }],
      exits: [{ key: "cancelled", when: [ofRecord(all(eq("status", "cancelled")))] }],
      steps: [
        wait("month", 30, "task"),
        {
          key: "task",
          kind: "task",
          subject: say(["尚未使用：请协助客户上手", "Not in use: help the customer begin"]),
        },
      ],
    }),
  },
  {
    key: "contract-anniversary",
    name: ["合同周年", "Anniversary of a contract"],
    about: ["合同周年当天致谢；合同已终止或取消则不发。", "Thanks on each anniversary of a contract that stands."],
    letters: {
      thanks: {
        purpose: "marketing",
        subject: ["{{name}}，感谢又一年的合作", "{{name}}, thank you for another year"],
        text: ["感谢您一年来的信任。", "Thank you for a year of trust."],
      },
    },
    build: ({ template }) => {
      const standing = all(eq("status", "signed"), { field: "terminatedAt", op: "empty" });
      return {
        of: "contact",
        trigger: { kind: "date", noun: "order", field: "startsOn", days: 0, yearly: true, filter: standing },
        entry: [ofRecord(standing)],
        reentry: { kind: "after", days: 300 },
        steps: [{ key: "thanks", kind: "mail", templateId: template("thanks") }],
      };
    },
  },
  {
    key: "customer-dormant",
    name: ["客户沉睡", "Customer falls asleep"],
    about: [
      "客户转为沉睡三天后仍未恢复则给负责人任务。",
      "Three days after a customer has become dormant, if it still is: a task.",
    ],
    build: (_, say) => ({
      of: "contact",
      trigger: onRecord("account", all(eq("stage", "dormant"))),
      reentry: { kind: "after", days: 60 },
      goals: [{ key: "back", when: [ofRecord({ not: eq("stage", "dormant") })] }],
      steps: [wait("three-days", 3, "task"), { key: "task", kind: "task", subject: say(CALL), dueInDays: 2 }],
    }),
  },
  {
    key: "ticket-satisfaction",
    name: ["工单关闭后：满意度", "Ticket closed: satisfaction"],
    about: [
      "工单关闭一天后询问满意度；重新打开则不问。",
      "A day after a ticket is closed: how was it? Not if it was opened again.",
    ],
    letters: {
      ask: {
        purpose: "service",
        subject: ["{{name}}，我们的服务如何？", "{{name}}, how did we do?"],
        text: [
          "您的工单已关闭。直接回复告诉我们您的感受。",
          "Your ticket is closed. Just answer and tell us how it was.",
        ],
      },
    },
    build: ({ template }) => ({
      of: "contact",
      trigger: onRecord("ticket", all(eq("state", "closed"))),
      reentry: { kind: "after", days: 30 },
      exits: [{ key: "opened-again", when: [ofRecord({ not: eq("state", "closed") })] }],
      steps: [wait("a-day", 1, "ask"), { key: "ask", kind: "mail", templateId: template("ask") }],
    }),
  },
];
