import { createHmac } from "node:crypto";
import type { TenantContext } from "../../shared/auth/access.ts";
import { demoId } from "../../shared/contract/examples.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { DemoTenant } from "./demo.ts";
import { withTickets } from "./demo-events.ts";
import { type CurlCall, curlCall } from "./shell.ts";
import type { Api, TestStack } from "./stack.ts";

const unescaped = (html: string): string => html.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

/** The examples of the page at `/docs`, by the name of their operation. */
const examplesOf = (page: string): { name: string; text: string }[] =>
  [...page.matchAll(/<pre class="example" id="example-(\w+)">([\s\S]*?)<\/pre>/g)].map(([, name = "", text = ""]) => ({
    name,
    text: unescaped(text),
  }));

/** The pages of all modules, by the links of the page that one begins at. */
export async function modulePages(api: Api): Promise<string[]> {
  const { body } = await api.get("/docs");
  const paths = [...String(body).matchAll(/<h2 id="[\w-]+"><a href="(\/docs\/[\w-]+)">/g)].map(([, path = ""]) => path);
  return Promise.all(paths.map(async (path) => String((await api.get(path)).body)));
}

/** The examples of all calls, module by module. */
export const allExamples = async (api: Api): Promise<{ name: string; text: string }[]> =>
  (await modulePages(api)).flatMap(examplesOf);

type Answer = { status: number; text: string };

async function send({ method, url, headers, body }: CurlCall): Promise<Answer> {
  const response = await fetch(url, { method, headers, body });
  return { status: response.status, text: await response.text() };
}

/** What stands in examples for an address that is signed anew for each person. */
const PREFERENCES = "DEMO-preferences";

async function preferencesOf(stack: TestStack, { id }: DemoTenant): Promise<string> {
  const { preferencesPath } = await import("./preferences.ts");
  return (await preferencesPath(id, demoId("con"), stack.clock.now())).split("/").at(-1) ?? "";
}

/** The same of an address at the end of a report's mail. */
const UNSUBSCRIBE = "DEMO-unsubscribe-address";

/** The address of a report that the demo tenant was sent; one is sent now where none was. */
async function unsubscribeOf(stack: TestStack, { id, admin }: DemoTenant): Promise<string> {
  const { unsubscribeUrlOf } = await import("../../functions/reports/unsubscribe.ts");
  const { message, messageId } = await import("../../shared/notify/outbox.ts");
  const { tenant } = await import("../../functions/tenants/table.ts");
  const table = await tenantTable(id, { actor: "test", from: "", requestId: "" });
  const { sealingKey } = await table.get(tenant, id);
  const { items } = (await admin.get("/v1/report-subscriptions?limit=1")).body;
  const [{ id: relatedId, recipients }] = items;
  const sent = { event: `report:${relatedId}`, channel: "email" as const, recipientId: String(recipients[0]) };
  const now = stack.clock.now().toISOString();
  const row = { id: messageId(sent), version: 1, createdAt: now, updatedAt: now };
  await table.createOnce(message, {
    ...row,
    ...{ channel: "email", recipientId: sent.recipientId, to: "reader@example.com", locale: "zh-CN" },
    ...{ template: "dailyReceipts", relatedId, state: "sent", attempts: 1, facts: "{}" },
  } as never);
  const url = unsubscribeUrlOf({ id, sealingKey } as TenantContext, row.id);
  return new URL(url).pathname.split("/").at(-1) ?? "";
}

/** The same of a picture in a mail of a campaign. */
const MAIL_LINK = "DEMO-mail-link";

async function mailLinkOf({ id, admin }: DemoTenant): Promise<string> {
  const { mailLinkUrl } = await import("../../shared/notify/mail-link.ts");
  const { tenant } = await import("../../functions/tenants/table.ts");
  const table = await tenantTable(id, { actor: "test", from: "", requestId: "" });
  const { sealingKey } = await table.get(tenant, id);
  const { items } = (await admin.get("/v1/messages?channel=email&limit=1")).body;
  const url = mailLinkUrl({ tenantId: id, sealingKey }, { messageId: String(items[0].id) });
  return new URL(url).pathname.split("/").at(-1) ?? "";
}

/** Runs the lines of one example as a shell would, and says what its last command answered. `last` is told before that is sent. */
export async function paste(stack: TestStack, demo: DemoTenant, shown: string, last?: () => void): Promise<Answer> {
  const whole = shown.includes(PREFERENCES) ? shown.replaceAll(PREFERENCES, await preferencesOf(stack, demo)) : shown;
  const linked = whole.includes(MAIL_LINK) ? whole.replaceAll(MAIL_LINK, await mailLinkOf(demo)) : whole;
  const told = linked.includes(UNSUBSCRIBE) ? linked.replaceAll(UNSUBSCRIBE, await unsubscribeOf(stack, demo)) : linked;
  const text = await withTickets(demo.id, demoId, told);
  const variables: Record<string, string> = {
    CASHLOOP_URL: stack.baseUrl,
    CASHLOOP_KEY: demo.adminKey,
    CASHLOOP_OPERATOR_KEY: stack.operatorKey,
    CASHLOOP_WEBHOOK_PATH: `/v1/webhooks/bank/${demo.connectionId}`,
    CASHLOOP_SIGNING_SECRET: demo.signingSecret,
  };
  for (const line of text.split(/(?<!\\)\n/)) {
    const [, name = "", command] = /^([A-Z_]+)=\$\((curl .*) \| node -p .*\)$/.exec(line) ?? [];
    if (command) variables[name] = JSON.parse((await send(curlCall(command, variables))).text).items[0]?.id;
    else if (line.startsWith("BODY=")) variables.BODY = line.slice(6, -1).replaceAll("'\\''", "'");
    else if (line.startsWith("ID=")) {
      variables.ID = /^ID=(\S+)/.exec(line)?.[1] ?? "";
      variables.AT = String(Math.floor(stack.clock.now().getTime() / 1000));
    } else if (line.startsWith("SIGNATURE=")) {
      const secret = Buffer.from(demo.signingSecret.replace("whsec_", ""), "base64");
      const signed = `${variables.ID}.${variables.AT}.${variables.BODY}`;
      variables.SIGNATURE = createHmac("sha256", secret).update(signed).digest("base64");
    } else if (line.startsWith("curl ")) {
      last?.();
      return send(curlCall(line, variables));
    }
  }
  throw new Error(`This example makes no call: ${text}`);
}

/** The demo tenant as `npm start` makes it, and what it lacks because nothing has gone wrong there. */
export async function playedDemo(stack: TestStack): Promise<DemoTenant> {
  const [{ play, seed }, { meetRareCases }] = await Promise.all([
    import("../../infra/local/demo/index.ts"),
    import("./demo.ts"),
  ]);
  const access = await seed(stack);
  await play(stack, access, { doing: () => {}, done: () => {} });
  const { id, adminKey } = access.tenant;
  const connectionId = access.webhookPath.split("/").at(-1) ?? "";
  const demo = { id, adminKey, admin: stack.api(adminKey), connectionId, signingSecret: access.signingSecret };
  await meetRareCases(stack, demo);
  return demo;
}
