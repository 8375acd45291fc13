import { expect, test } from "@jest/globals";
import { icalText, readCalendar } from "../support/ical.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const FEED = "/v1/users/me/calendar-feed";

/** The path of a calendar's address, as a calendar program would call it: without any credential. */
const subscribed = async (url: string) => stack().api().get(new URL(url).pathname);

test("a calendar address shows one's own activities as they change, until it is ended or another is opened", async () => {
  const tenant = await openTenant(stack());
  const rep = await tenant.person({ roles: ["sales"], name: "王芳" });
  const other = await tenant.person({ roles: ["sales"] });
  const relatedDay = new Date(stack().clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  const visit = await made(rep.api, "/v1/activities", { kind: "visit", subject: "拜访, 确认", dueOn: relatedDay });
  await made(other.api, "/v1/activities", { kind: "task", subject: "别人的", dueOn: relatedDay });
  expect((await rep.api.get(FEED)).body).toEqual({ active: false });
  const { url } = (await rep.api.post(FEED)).body;
  const first = await subscribed(url);
  expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const [event, ...others] = readCalendar(first.body).events;
  expect(others).toEqual([]);
  expect(icalText(event?.get("SUMMARY")?.value ?? "")).toBe("拜访, 确认");
  expect(event?.get("DTSTART")).toMatchObject({ parameters: { VALUE: "DATE" }, value: relatedDay.replaceAll("-", "") });
  await rep.api.post(`/v1/activities/${visit.id}/cancel`);
  const [cancelled] = readCalendar((await subscribed(url)).body).events;
  expect(cancelled?.get("UID")).toEqual(event?.get("UID"));
  expect([cancelled?.get("STATUS")?.value, cancelled?.get("SEQUENCE")?.value]).toEqual(["CANCELLED", "1"]);

  const { url: second } = (await rep.api.post(FEED)).body;
  expect([(await subscribed(url)).status, (await subscribed(second)).status]).toEqual([404, 200]);
  expect((await rep.api.delete(FEED)).body.active).toBe(false);
  expect((await subscribed(second)).status).toBe(404);
  const { url: third } = (await rep.api.post(FEED)).body;
  await tenant.admin.post(`/v1/users/${rep.id}/archive`);
  expect((await subscribed(third)).status).toBe(404);
  expect((await subscribed(`${stack().baseUrl}/v1/calendar-feeds/nobody-knows`)).status).toBe(404);
});

test("a calendar keeps silent of what its owner's role does not show", async () => {
  const tenant = await openTenant(stack());
  const fields = { activity: { body: "hidden", subject: "masked" } };
  const role = { name: "discreet", permissions: ["activities.*"], scopes: { "*": "own" }, fields };
  await made(tenant.admin, "/v1/roles", role);
  const rep = await tenant.person({ roles: ["discreet"] });
  const dueAt = new Date(stack().clock.now().getTime() + 3_600_000).toISOString();
  await made(tenant.admin, "/v1/activities", {
    kind: "task",
    subject: "保密的事项不应出现",
    body: "机密",
    dueAt,
    ownerId: rep.id,
  });
  const { url } = (await rep.api.post(FEED)).body;
  const { body } = await subscribed(url);
  expect(readCalendar(body).events).toHaveLength(1);
  expect(body).not.toMatch(/机密|保密的事项不应出现/);
});
