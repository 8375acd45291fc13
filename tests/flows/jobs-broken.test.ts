import { describe, expect, test } from "@jest/globals";
import type { DatabaseCall, Interceptor } from "../../infra/local/proxy.ts";
import { queue } from "../support/fixtures/lambdas/losing.ts";
import { base64, itemsOf, type JobBody, jobOf } from "../support/jobs.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** A database that refuses, as nobody could foresee, every transaction in which some text stands. */
const refusing = { text: "" };
const refuses = ({ operation, body }: DatabaseCall): boolean =>
  refusing.text !== "" && operation === "TransactWriteItems" && body.includes(refusing.text);
const answer = {
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: "com.amazon.coral.validate#ValidationException", message: "Not foreseen." }),
};
const interceptor: Interceptor = { before: (call) => (refuses(call) ? { answer } : undefined) };

const losing = "tests/support/fixtures/lambdas/losing.ts";
/** Of what runs by the clock only what jobs need: these stories last for days. */
const clocked = ["lostJobs", "sweep"];
const stack = useStack(async () => {
  const { lambdas } = await import("../../functions/modules.ts");
  const needed = lambdas.filter(({ kind, name }) => kind !== "schedule" || clocked.includes(name));
  return { interceptor, lambdas: needed.map((one) => (one.name === "jobRunner" ? { ...one, entry: losing } : one)) };
});

const ITEMS = 60;
const VISIBILITY_SECONDS = 900;
/** After so many failures in a row a job has failed. */
const RECEIVES = 5;
const LOST_SECONDS = 26 * 60;

const jobIn = async (api: Api, id: string): Promise<JobBody> => (await api.get(`/v1/jobs/${id}`)).body;

/** Lets the queue bring a job again until it is given up. */
async function givenUp(api: Api, id: string): Promise<JobBody> {
  for (let n = 0; n < RECEIVES; n++) await stack().advance(VISIBILITY_SECONDS + 1);
  await stack().settled();
  return jobIn(api, id);
}

async function undone(api: Api, id: string): Promise<JobBody> {
  expect((await api.post(`/v1/jobs/${id}/undo`)).body.state).toBe("undoing");
  await stack().settled();
  return jobIn(api, id);
}

const csvOf = (count: number): string =>
  base64(["名称", ...Array.from({ length: count }, (_, n) => `客户 ${n}.`)].join("\n"));

const imported = async (api: Api, count: number): Promise<JobBody[]> => {
  await jobOf(stack(), api, "/v1/imports", { noun: "account", format: "csv", content: csvOf(count) });
  return everyAccount(api);
};

async function everyAccount(api: Api): Promise<JobBody[]> {
  const first = (await api.get("/v1/accounts?limit=200&sort=createdAt")).body;
  if (first.nextCursor === null) return first.items;
  const second = (await api.get(`/v1/accounts?limit=200&sort=createdAt&cursor=${first.nextCursor}`)).body;
  return [...first.items, ...second.items];
}

describe("a job that fails in the middle of a page", () => {
  test("is taken back with what the page had changed by then", async () => {
    const { admin } = await openTenant(stack());
    const accounts = await imported(admin, ITEMS);
    refusing.text = accounts[ITEMS - 10].id;
    const body = { ids: accounts.map(({ id }) => id), operation: "update", fields: { payerNames: ["付款人"] } };
    const started = await jobOf(stack(), admin, "/v1/accounts/batch", body);
    const failed = await givenUp(admin, started.id);
    refusing.text = "";
    expect(failed).toMatchObject({ state: "failed", problem: { code: "internal" }, progress: { done: 0 } });
    const changed = (await everyAccount(admin)).filter(({ payerNames }) => payerNames).length;
    expect(changed).toBeGreaterThan(ITEMS / 2);
    expect(await undone(admin, started.id)).toMatchObject({
      state: "undone",
      result: { undo: { undone: changed, kept: 0 } },
    });
    expect((await everyAccount(admin)).filter(({ payerNames }) => payerNames)).toEqual([]);
    expect(await itemsOf(admin, started.id, "undone")).toHaveLength(changed);
  });

  test("is taken back with the records that an import had made by then", async () => {
    const { admin } = await openTenant(stack());
    refusing.text = `客户 ${ITEMS - 10}.`;
    const body = { noun: "account", format: "csv", content: csvOf(ITEMS) };
    const started = await jobOf(stack(), admin, "/v1/imports", body);
    const failed = await givenUp(admin, started.id);
    refusing.text = "";
    expect(failed).toMatchObject({ state: "failed", progress: { done: 0 } });
    const there = (await everyAccount(admin)).length;
    expect(there).toBeGreaterThan(ITEMS / 2);
    expect(await undone(admin, started.id)).toMatchObject({ result: { undo: { undone: there, kept: 0 } } });
    expect(await everyAccount(admin)).toEqual([]);
  });

  test("is taken back with the merges that it had made by then, also the one that it was at", async () => {
    const { admin } = await openTenant(stack());
    const target = await made(admin, "/v1/accounts", { name: "总部" });
    const accounts = (await imported(admin, 4)).filter(({ id }) => id !== target.id);
    const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: accounts[2].id });
    await stack().settled();
    refusing.text = contact.id;
    const body = { ids: accounts.map(({ id }) => id), operation: "merge", targetId: target.id };
    const started = await jobOf(stack(), admin, "/v1/accounts/batch", body);
    expect(await givenUp(admin, started.id)).toMatchObject({ state: "failed", progress: { done: 0 } });
    refusing.text = "";
    expect(await undone(admin, started.id)).toMatchObject({ result: { undo: { undone: 3, kept: 0 } } });
    expect((await everyAccount(admin)).map(({ name }) => name)).toContain("客户 2.");
    expect(await everyAccount(admin)).toHaveLength(5);
    expect((await admin.get(`/v1/contacts/${contact.id}`)).body.accountId).toBe(accounts[2].id);
  });

  test("goes on being taken back where that had failed itself", async () => {
    const { admin } = await openTenant(stack());
    const accounts = await imported(admin, 201);
    const body = { ids: accounts.map(({ id }) => id), operation: "update", fields: { payerNames: ["付款人"] } };
    const job = await jobOf(stack(), admin, "/v1/accounts/batch", body);
    refusing.text = accounts[200].id;
    expect((await undone(admin, job.id)).state).toBe("undoing");
    expect((await givenUp(admin, job.id)).state).toBe("failed");
    refusing.text = "";
    expect(await undone(admin, job.id)).toMatchObject({ state: "undone", result: { undo: { undone: 201, kept: 0 } } });
    expect((await everyAccount(admin)).filter(({ payerNames }) => payerNames)).toEqual([]);
  });
});

describe("a job whose message is lost for good", () => {
  test("is brought to its queue again, and messages that come twice do nothing twice", async () => {
    const { admin } = await openTenant(stack());
    const accounts = await imported(admin, 20);
    const before = queue.lost;
    // One by whoever starts it, one off the stream.
    Object.assign(queue, { losing: 2, isDoubling: true });
    const body = { ids: accounts.map(({ id }) => id), operation: "update", fields: { payerNames: ["付款人"] } };
    const started = await jobOf(stack(), admin, "/v1/accounts/batch", body);
    expect([started.state, queue.lost - before]).toEqual(["queued", 2]);
    await stack().advance(10 * 60);
    await stack().settled();
    expect((await jobIn(admin, started.id)).state).toBe("queued");
    await stack().advance(LOST_SECONDS);
    await stack().settled();
    queue.isDoubling = false;
    const job = await jobIn(admin, started.id);
    expect(job).toMatchObject({ state: "done", progress: { done: 20, failed: 0 } });
    expect(job.result.outcomes).toEqual({ updated: 20 });
    expect((await everyAccount(admin)).map(({ version }) => version)).toEqual(accounts.map(() => 2));
  });

  test("and that comes no further however often it is brought has failed, and its starter is told", async () => {
    const tenant = await openTenant(stack());
    const rep = await tenant.person({ roles: ["sales"], email: "lost@example.com" });
    const { id } = await made(rep.api, "/v1/accounts", { name: "甲" });
    queue.losing = 100;
    const started = await jobOf(stack(), rep.api, "/v1/accounts/batch", { ids: [id], operation: "archive" });
    // Between two revivals lie 20 to 25 minutes: within 104 there are five at most, within 182 six at least.
    for (let n = 0; n < 4; n++) await stack().advance(LOST_SECONDS);
    expect((await jobIn(rep.api, started.id)).state).toBe("queued");
    for (let n = 0; n < 3; n++) await stack().advance(LOST_SECONDS);
    await stack().settled();
    queue.losing = 0;
    expect(await jobIn(rep.api, started.id)).toMatchObject({ state: "failed", problem: { code: "internal" } });
    expect(stack().outbox("lost@example.com")).toHaveLength(1);
  });
});
