import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { modules } from "../../functions/modules.ts";
import { play, seed } from "../../infra/local/demo/index.ts";
import { operationId } from "../../shared/contract/names.ts";
import { faultStatus } from "../../shared/fault.ts";
import { type DemoTenant, meetRareCases } from "../support/demo.ts";
import { showOwnFields } from "../support/page.ts";
import { type CurlCall, curlCall } from "../support/shell.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack();
let page = "";
let demo: DemoTenant;

beforeAll(async () => {
  // The demo tenant as `npm start` makes it, and what it lacks because nothing has gone wrong there.
  const access = await seed(stack());
  await play(stack(), access, { doing: () => {}, done: () => {} });
  const { id, adminKey } = access.tenant;
  const connectionId = access.webhookPath.split("/").at(-1) ?? "";
  demo = { id, adminKey, admin: stack().api(adminKey), connectionId, signingSecret: access.signingSecret };
  await meetRareCases(stack(), demo);
  page = (await stack().api().get("/docs")).body;
});

const unescaped = (html: string): string => html.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

const examples = (): { name: string; text: string }[] =>
  [...page.matchAll(/<pre class="example" id="example-(\w+)">([\s\S]*?)<\/pre>/g)].map(([, name = "", text = ""]) => ({
    name,
    text: unescaped(text),
  }));

async function send({ method, url, headers, body }: CurlCall): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method, headers, body });
  return { status: response.status, text: await response.text() };
}

/** Runs the lines of one example as a shell would, and says what its last command answered. */
async function paste(text: string): Promise<{ status: number; text: string }> {
  const variables: Record<string, string> = {
    CASHLOOP_URL: stack().baseUrl,
    CASHLOOP_KEY: demo.adminKey,
    CASHLOOP_OPERATOR_KEY: stack().operatorKey,
    CASHLOOP_WEBHOOK_PATH: `/v1/webhooks/bank/${demo.connectionId}`,
    CASHLOOP_SIGNING_SECRET: demo.signingSecret,
  };
  for (const line of text.split(/(?<!\\)\n/)) {
    const [, name = "", command] = /^([A-Z_]+)=\$\((curl .*) \| node -p .*\)$/.exec(line) ?? [];
    if (command) variables[name] = JSON.parse((await send(curlCall(command, variables))).text).items[0]?.id;
    else if (line.startsWith("BODY=")) variables.BODY = line.slice(6, -1).replaceAll("'\\''", "'");
    else if (line.startsWith("ID=")) {
      variables.ID = /^ID=(\S+)/.exec(line)?.[1] ?? "";
      variables.AT = String(Math.floor(stack().clock.now().getTime() / 1000));
    } else if (line.startsWith("SIGNATURE=")) {
      const secret = Buffer.from(demo.signingSecret.replace("whsec_", ""), "base64");
      const signed = `${variables.ID}.${variables.AT}.${variables.BODY}`;
      variables.SIGNATURE = createHmac("sha256", secret).update(signed).digest("base64");
    } else if (line.startsWith("curl ")) return send(curlCall(line, variables));
  }
  throw new Error(`This example makes no call: ${text}`);
}

describe("/docs", () => {
  test("shows an example of every route", () => {
    const shown = examples().map((e) => e.name);
    expect(shown.sort()).toEqual(modules.flatMap((m) => m.routes.map(operationId)).sort());
  });

  test("loads nothing from elsewhere", async () => {
    const { headers } = await stack().api().get("/docs");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page).toContain('<meta name="viewport" content="width=device-width');
  });

  test("explains every problem code at the address that problems link to", () => {
    const anchors = [...page.matchAll(/<tr id="problem-(\w+)">/g)].map((m) => m[1]);
    expect(anchors.sort()).toEqual(Object.keys(faultStatus).sort());
  });

  test("shows a tenant its own fields, as text, and a stranger why not", async () => {
    const api = stack().api(demo.adminKey);
    const field = { noun: "account", key: "salesArea", label: "<b>大区</b>", type: "enum", options: ["华东", "华南"] };
    await made(api, "/v1/custom-fields", field);
    const shown = await showOwnFields(page, stack().baseUrl, demo.adminKey);
    expect(shown.rows).toContainEqual(["account", "custom.salesArea", "<b>大区</b>", "enum", "华东, 华南"]);
    const refused = await showOwnFields(page, stack().baseUrl, "ck_wrong");
    expect(refused).toEqual({ told: expect.stringMatching(/credential|key/i), rows: [] });
  });

  test("every example runs as pasted, and once more without harm", async () => {
    const failed: string[] = [];
    for (const round of ["first", "second"]) {
      for (const { name, text } of examples()) {
        const answer = await paste(text);
        if (answer.status >= 300) failed.push(`${round} ${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
      }
      await stack().settled();
    }
    expect(failed).toEqual([]);
  });
});
