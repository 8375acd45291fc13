import { beforeAll, describe, expect, test } from "@jest/globals";
import { modules } from "../../functions/modules.ts";
import { operationId } from "../../shared/contract/names.ts";
import { faultStatus } from "../../shared/fault.ts";
import type { DemoTenant } from "../support/demo.ts";
import { showOwnFields } from "../support/page.ts";
import { allExamples, modulePages, paste, playedDemo } from "../support/paste.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack();
let page = "";
let demo: DemoTenant;

beforeAll(async () => {
  demo = await playedDemo(stack());
  page = (await stack().api().get("/docs")).body;
});

describe("/docs", () => {
  test("shows an example of every route, on the page of its module", async () => {
    const shown = (await allExamples(stack().api())).map((e) => e.name);
    expect(shown.sort()).toEqual(modules.flatMap((m) => m.routes.map(operationId)).sort());
  });

  test("loads nothing from elsewhere", async () => {
    const { headers } = await stack().api().get("/docs");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    for (const one of [page, ...(await modulePages(stack().api()))]) {
      expect(one).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(one).toContain('<meta name="viewport" content="width=device-width');
    }
    expect((await stack().api().get("/docs/nothing")).status).toBe(404);
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
      for (const { name, text } of await allExamples(stack().api())) {
        const answer = await paste(stack(), demo, text);
        if (answer.status >= 300) failed.push(`${round} ${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
      }
      await stack().settled();
    }
    expect(failed).toEqual([]);
  });
});
