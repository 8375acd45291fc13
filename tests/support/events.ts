import type { TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";
import { visitorOf } from "./visits.ts";

const HOUR_MS = 3_600_000;
let worlds = 0;

/** A tenant with an open event of three places and its campaign, for tests of one stack. */
export function eventsOf(stack: () => TestStack) {
  /** The clock's next moments are so much later. */
  const forward = (ms: number): void => stack().clock.set(new Date(stack().clock.now().getTime() + ms));

  async function world(more: object = {}) {
    worlds += 1;
    const mark = worlds;
    const tenant = await openTenant(stack());
    const { admin } = tenant;
    const at = (hours: number): string => new Date(stack().clock.now().getTime() + hours * HOUR_MS).toISOString();
    const campaign = await made(admin, "/v1/campaigns", { name: "秋季峰会" });
    const event = await made(admin, "/v1/marketing-events", {
      ...{ title: "客户峰会", venue: "上海 3 楼", startsAt: at(48), endsAt: at(52), capacity: 3 },
      ...{ campaignId: campaign.id, consentText: "我同意接收资讯", ...more },
    });
    const path = `/v1/marketing-events/${event.id}`;
    await admin.post(`${path}/open`);
    const mail = (n: number | string): string => `guest${n}.${mark}@example.com`;
    const register = (n: number | string, body: object = {}) =>
      admin.post(`${path}/registrations`, { name: `来宾${n}`, email: mail(n), ...body });
    const all = async () => (await admin.get(`${path}/registrations`)).body.items as Record<string, string>[];
    const states = async () => {
      const items = await all();
      return Object.fromEntries(items.map(({ email, state }) => [email, state]));
    };
    const cancel = (n: number | string) => admin.post(`${path}/cancel-registration`, { email: mail(n) });
    const mails = (n: number | string) => stack().outbox(mail(n));
    const subjects = (n: number | string) => mails(n).map(({ subject }) => subject);
    const run = async () => {
      const { handler } = await import("../../functions/gatherings/due.ts");
      await handler();
      await stack().settled();
    };
    return { ...tenant, campaign, event, path, at, mail, register, all, states, cancel, mails, subjects, run };
  }

  const linkOf = async (at: Awaited<ReturnType<typeof world>>): Promise<string> => {
    const { body } = await at.admin.post(`${at.path}/make-link`, {});
    return new URL(body.publicUrl).pathname;
  };

  /** The addresses of a mail. */
  const urlsIn = (text: string): string[] =>
    [...text.matchAll(/https?:\/\/[^\s"<)]+\/v1\/public-events\/[^\s"<)]+/g)].map(
      ([url]) => new URL(url.replaceAll("&amp;", "&")).pathname,
    );

  /** The tokens of somebody's registration, as the mail and the QR code have them. */
  async function tokensOf(at: Awaited<ReturnType<typeof world>>, n: number | string) {
    const { ticketToken } = await import("../../functions/gatherings/tickets.ts");
    const { tenant } = await import("../../functions/tenants/table.ts");
    const { tenantTable } = await import("../../shared/table/table.ts");
    const table = await tenantTable(at.id, { actor: "test", from: "", requestId: "" });
    const { sealingKey } = await table.get(tenant, at.id);
    const row = (await at.all()).find(({ email }) => email === at.mail(n));
    const of = { eventId: at.event.id, id: row?.id ?? "", round: Number(row?.round) };
    const key = { id: at.id, sealingKey };
    return { ticket: ticketToken(key, of, "ticket"), door: ticketToken(key, of, "check-in") };
  }

  return { ...visitorOf(stack), forward, world, linkOf, tokensOf, urlsIn };
}
