import { describe, expect, test } from "@jest/globals";
import { base64, csvOf, itemsOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const stack = useStack();
const CHINESE = { "accept-language": "zh-CN,zh;q=0.9" };
const ANY = { "accept-language": "*" };

describe("what went wrong", () => {
  test("is said in the language that is asked for, else in the tenant's", async () => {
    const { admin } = await openTenant(stack());
    const post = (headers?: Record<string, string>) => admin.post("/v1/accounts", { name: 1 }, headers);
    for (const headers of [CHINESE, ANY]) {
      const { body, headers: told } = await post(headers);
      expect(body).toMatchObject({
        title: "内容无法处理",
        detail: "name：必须是文本。",
        errors: [{ path: "name", message: "name：必须是文本。" }],
      });
      expect(told.get("content-language")).toBe("zh-CN");
    }
    expect((await post()).body.detail).toBe("name: must be a text.");
  });

  test("in a body that is no JSON is told by its place", async () => {
    const { admin } = await openTenant(stack());
    const send = async (body: string) =>
      (await admin.request("POST", "/v1/accounts", { body, headers: { "content-type": "application/json" } })).body;
    expect((await send('{\n  "name": "甲",\n  industry: "x"\n}')).detail).toContain("line 3, column 3");
    expect((await send('{"name": "甲"')).detail).toContain("ends too early");
  });

  test("in a row of a file is said in the words of whoever imports it, with its column", async () => {
    const { admin } = await openTenant(stack());
    const rows = [
      ["名称", "员工数"],
      ["甲", "很多"],
    ];
    const body = { noun: "account", format: "csv", content: base64(csvOf(...rows, ["乙", "3", "4"])) };
    const reasons: Record<string, string> = {
      "zh-CN": "员工数：“很多”不是数字。",
      en: "员工数: 很多 is not a number.",
    };
    for (const [language, message] of Object.entries(reasons)) {
      const { body: job } = await admin.post("/v1/imports", body, { "accept-language": language });
      await stack().settled();
      const [first, second] = await itemsOf(admin, job.id, "failed");
      expect(first).toMatchObject({ number: 2, errors: [{ path: "size", column: "员工数", message }] });
      expect(second.errors[0].message).toContain(language === "en" ? "quote texts" : "请加引号");
    }
  });
});
