import { linkBank } from "./bank.ts";
import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

let n = 0;

/** Two departments with a bank line each, a manager of one of them, finance, and a subscription's defaults. */
export async function reportWorld(stack: TestStack) {
  n += 1;
  const tenant = await openTenant(stack, `青禾云科技 ${n}`);
  const { admin } = tenant;
  const mail = (name: string): string => `${name}.report${n}@example.com`;
  const east = await made(admin, "/v1/departments", { name: "华东大区" });
  const south = await made(admin, "/v1/departments", { name: "华南大区" });
  const manager = await tenant.person({ roles: ["manager"], departmentId: east.id, email: mail("manager") });
  const finance = await tenant.person({ roles: ["finance"], email: mail("finance") });
  const marketing = await tenant.person({ roles: ["marketing"], email: mail("marketing") });
  const banks = {
    east: await linkBank(stack, tenant, { departmentId: east.id }),
    south: await linkBank(stack, tenant, { departmentId: south.id, accountNo: "622200001111" }),
  };
  let told = 0;
  return {
    ...{ tenant, admin, mail, manager, finance, marketing },
    subscribe: (more: object = {}) =>
      made(admin, "/v1/report-subscriptions", {
        report: "dailyReceipts",
        recipients: [manager.id, finance.id, marketing.id],
        at: "08:00",
        timeZone: "Asia/Shanghai",
        days: "daily",
        ...more,
      }),
    receive: async (at: keyof typeof banks, bookedOn: string, amountMinor: number) => {
      const payer = { name: `客户 ${++told}` };
      const line = { bankReference: `R${told}`, bookedOn, direction: "credit", amountMinor, currency: "CNY", payer };
      await banks[at].tell([line]);
      await stack.settled();
    },
    /** The reports among the mails of one of the people. */
    reports: (name: string) => stack.outbox(mail(name)).filter((m) => !m.subject.startsWith("待认领")),
  };
}
