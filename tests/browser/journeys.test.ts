import { beforeAll, expect, test } from "@jest/globals";
import { builtConsole } from "../../infra/local/console.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inBrowser } from "./support/browser.ts";
import { done, enter } from "./support/console.ts";

const stack = useStack({ userPool: true, console: builtConsole(), startsAt: new Date() });
const MAIL = "marketing.journeys@example.com";
/** What somebody means who names a script, or turns the writing round. */
const HOSTILE = `<img src=x onerror="document.title='run'">\u202Egnp.exe`;
/** What a process knows of live journeys is some seconds old; after so long all know. */
const KNOWN_SECONDS = 6;
const WIDER = "document.documentElement.scrollWidth - innerWidth";
let tenant: TestTenant;
let ownerId: string;
/** Reads journeys, and no leads. */
const READER = "reader.journeys@example.com";

beforeAll(async () => {
  tenant = await openTenant(stack());
  ({ id: ownerId } = await tenant.person({ roles: ["marketing", "manager"], name: "市场李", email: MAIL }));
  const reads = { name: "读者", permissions: ["journeys.read"], scopes: { "*": "all" } };
  await made(tenant.admin, "/v1/roles", reads);
  await tenant.person({ roles: [reads.name], name: "读者王", email: READER });
});

inBrowser("journeys in the console", (open) => {
  test("a strategy of the library becomes a journey with one click, is read, started, paused and stopped", async () => {
    const { page, problems, axe, calm, picture } = await open(stack().baseUrl, { screen: "desk", language: "zh-CN" });
    const { admin } = tenant;
    await enter(page, "/journeys", MAIL);
    await page
      .getByRole("button", { name: /^安装：/ })
      .first()
      .waitFor();
    await calm();
    await picture("journeys-desk");
    expect(await axe()).toEqual([]);
    await page.getByRole("button", { name: "安装：购买后一周内：使用建议" }).click();
    await page.getByRole("heading", { level: 1, name: "购买后一周内：使用建议" }).waitFor();
    await page.getByText("等待", { exact: false }).first().waitFor();
    await calm();
    await picture("journey-draft-desk");
    expect(await axe()).toEqual([]);
    await done(page, "/publish", () => page.getByRole("button", { name: "发布" }).click());
    await done(page, "/pause", () => page.getByRole("button", { name: "暂停" }).click());
    await done(page, "/resume", () => page.getByRole("button", { name: "继续" }).click());
    // What is stopped is the journey as it stands after that, which the page has once it offers to pause it.
    await page.getByRole("button", { name: "暂停" }).waitFor();
    await page.getByRole("button", { name: "终止" }).click();
    await done(page, "/stop", () => page.getByRole("dialog").getByRole("button", { name: "终止" }).click());
    await stack().settled();
    const [journey] = (await admin.get("/v1/journeys")).body.items;
    expect(journey).toMatchObject({ status: "stopped", publishedVersion: 1 });
    expect(problems.list()).toEqual([]);
  });

  test("a journey tells on a phone how many people are at each step of a version, and who they are", async () => {
    const { page, problems, axe, calm, picture } = await open(stack().baseUrl, { screen: "phone", language: "en" });
    const { admin } = tenant;
    const steps = [
      { key: "two-days", kind: "wait", for: { days: 2 }, next: "fresh" },
      {
        ...{ key: "fresh", kind: "condition", next: "remind" },
        when: [{ kind: "is", filter: { all: [{ field: "status", op: "eq", value: "new" }] } }],
      },
      { key: "remind", kind: "task", subject: HOSTILE },
    ];
    const begun = { of: "lead", trigger: { kind: "manual" }, ownerId };
    const { id } = await made(admin, "/v1/journeys", { name: HOSTILE, ...begun, steps });
    await admin.post(`/v1/journeys/${id}/publish`);
    await stack().advance(KNOWN_SECONDS);
    for (const name of ["陈一", HOSTILE]) {
      const { id: personId } = await made(admin, "/v1/leads", { name, ownerId });
      expect((await admin.post(`/v1/journeys/${id}/enrolments`, { personId })).status).toBe(201);
    }
    await stack().settled();
    await enter(page, `/journeys/${id}`, MAIL);
    await page.getByRole("button", { name: "2 people at two-days" }).click();
    await page.getByRole("heading", { name: "People at two-days" }).waitFor();
    await page.getByRole("link", { name: "陈一" }).waitFor();
    await calm();
    await picture("journey-phone");
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(WIDER)).toBe(0);
    expect(await page.title()).not.toBe("run");
    expect(problems.list()).toEqual([]);
  });

  test("whoever may not see leads reads no raw names in a journey of them", async () => {
    const { page, problems, axe, calm, picture } = await open(stack().baseUrl, { screen: "desk", language: "zh-CN" });
    const { admin } = tenant;
    const status = { field: "status", op: "eq", value: "new" };
    const begun = { of: "lead", trigger: { kind: "record", noun: "lead", filter: status }, ownerId };
    const steps = [
      { key: "fresh", kind: "condition", next: "task", when: [{ kind: "is", filter: { all: [status] } }] },
      { key: "task", kind: "task", subject: "跟进" },
    ];
    const { id } = await made(admin, "/v1/journeys", { name: "新线索跟进", ...begun, steps });
    await enter(page, `/journeys/${id}`, READER);
    await page.getByText("您不可见的记录: 您不可见的条件").first().waitFor();
    await calm();
    await picture("journey-reader-desk");
    expect(await page.locator("main").textContent()).not.toMatch(/lead|status/);
    expect(await axe()).toEqual([]);
    expect(problems.list()).toEqual([]);
  });
});
