import { expect, test } from "@jest/globals";
import { handler as goOn } from "../../functions/journeys/go-on.ts";
import { lambdas } from "../../functions/modules.ts";
import { journeyWorld, task, wait } from "../support/journeys.ts";
import { mortal } from "../support/mortal.ts";
import { SOAK } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const { death, interceptor } = mortal();
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule"), interceptor });

const DAY_MS = 86_400_000;
/** The usual run lets it die after every third write, the long one after every one. */
const STRIDE = SOAK > 1 ? 1 : 3;

test("a step is done once, wherever the process that does it dies, and by whoever goes on", async () => {
  const { admin, published, on, tasks } = await journeyWorld(stack());
  const list = await made(admin, "/v1/segments", { name: "名单", of: "lead", kind: "manual" });
  const template = await made(admin, "/v1/templates", {
    ...{ name: "服务通知", channel: "email", purpose: "service", subject: "{{name}}" },
    blocks: [{ kind: "paragraph", text: "{{name}}" }],
  });
  const hook = await made(admin, "/v1/outgoing-webhooks", { name: "平台", url: "http://127.0.0.1:9/never" });
  const id = await published({
    ...{ name: "全部", of: "lead", trigger: { kind: "manual" } },
    steps: [
      wait("wait", 1, "mail"),
      { key: "mail", kind: "mail", templateId: template.id, next: "list" },
      { key: "list", kind: "segment", segmentId: list.id, change: "add", next: "touch" },
      { key: "touch", kind: "touch", touch: "email", next: "tell" },
      { key: "tell", kind: "webhook", webhookId: hook.id, fields: ["name"], next: "sales" },
      { key: "sales", kind: "handToSales", status: "sql", subject: "sales", next: "task" },
      task("task"),
    ],
  });
  const messages = async (relatedId: string) =>
    (await admin.get("/v1/messages?limit=200")).body.items.filter(
      (one: { relatedId?: string }) => one.relatedId === relatedId,
    );
  const lived = async (after: number): Promise<boolean> => {
    const lead = await made(admin, "/v1/leads", { name: "李娜", email: `after${after}@example.com` });
    const enrolled = await made(admin, `/v1/journeys/${id}/enrolments`, { personId: lead.id });
    await stack().settled();
    stack().clock.set(new Date(stack().clock.now().getTime() + DAY_MS + 60_000));
    Object.assign(death, { after, writes: 0 });
    await goOn().catch(() => {});
    const hasDied = death.writes >= after;
    death.after = Number.POSITIVE_INFINITY;
    // The lease of whoever died is over.
    stack().clock.set(new Date(stack().clock.now().getTime() + DAY_MS / 24));
    await Promise.all([goOn(), goOn()]);
    await stack().settled();
    const [row] = await on(id, `?personId=${lead.id}`);
    expect([after, row?.state, row?.taken.map(({ step, did }) => `${step} ${did}`)]).toEqual([
      ...[after, "completed"],
      ["wait waited", "mail done", "list done", "touch done", "tell done", "sales done", "task done"],
    ]);
    expect((await tasks(lead.id)).map(({ subject }) => subject).sort()).toEqual(["sales", "task"]);
    expect(await messages(enrolled.id)).toHaveLength(1);
    const told = await admin.get(`/v1/outgoing-webhooks/${hook.id}/deliveries?personId=${lead.id}`);
    expect(told.body.items).toHaveLength(1);
    expect((await admin.get(`/v1/leads/${lead.id}/touches`)).body.items).toHaveLength(1);
    expect((await admin.get(`/v1/leads/${lead.id}`)).body.status).toBe("sql");
    return hasDied;
  };
  let after = 1;
  while (await lived(after)) after += STRIDE;
  // Wait and mail, list, touch, webhook, hand-over, task and end, beside leases and slots.
  expect(after).toBeGreaterThan(6);
});
