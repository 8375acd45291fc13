import { beforeAll, describe, expect, test } from "@jest/globals";
import { modules } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await openTenant(stack());
  const of = (body: object) => made(tenant.admin, "/v1/custom-fields", { noun: "account", label: "列", ...body });
  await of({ key: "seats", type: "integer" });
  await of({ key: "share", type: "decimal" });
  await of({ key: "budget", type: "money" });
  await of({ key: "signedOn", type: "date" });
  await of({ key: "isKey", type: "boolean" });
  await of({ key: "region", type: "enum", options: ["华东", "华南"] });
  await of({ key: "lines", type: "multiEnum", options: ["云", "安全"] });
  const custom = { seats: 40, share: 0.5, budget: { amountMinor: 500, currency: "CNY" }, signedOn: "2026-11-24" };
  await made(tenant.admin, "/v1/accounts", {
    name: "甲",
    custom: { ...custom, region: "华东", lines: ["云"], isKey: true },
  });
});

describe("a value that a field can never have", () => {
  test.each([
    ["createdAt.gte", "garbage", "instant"],
    ["createdAt.gte", "", "instant"],
    ["createdAt.lt", "2026-13-45", "instant"],
    ["createdAt.lt", "2026-02-30T00:00:00Z", "instant"],
    ["createdAt.gte", "2026-11-24T00:00:00+08:00", "instant"],
    ["archived", "maybe", "true or false"],
    ["archived", "", "true or false"],
    ["size.gte", "abc", "number"],
    ["size.gte", "", "number"],
    ["size.gte", "0x10", "number"],
    ["size.gte", "1e3", "number"],
    ["stage", "grown", "target"],
    ["ownerId", "somebody", "no value"],
    ["ownerId", "", "no value"],
    ["name", "", "no value"],
    ["name", "\u0000", "no value"],
    ["limit", "", "1 to 200"],
    ["limit", "0x10", "1 to 200"],
    ["limit", " 10", "1 to 200"],
    ["limit", "201", "1 to 200"],
    ["custom.seats.gte", "many", "number"],
    ["custom.signedOn.lt", "tomorrow", "day"],
    ["custom.isKey", "yes", "true or false"],
    ["custom.region", "华北", "no value"],
    ["custom.lines", "华北", "no value"],
    ["custom.budget.gte", "five", "number"],
  ])("%s=%j is 422, names the parameter and says what it must be: %s", async (name, value, says) => {
    for (const path of ["/v1/accounts", "/v1/accounts/count"]) {
      const { status, body } = await tenant.admin.get(`${path}?${new URLSearchParams({ [name]: value })}`);
      expect([status, body.code, body.errors]).toEqual([
        422,
        "invalid",
        [{ path: name, code: "invalid", message: expect.stringContaining(says) }],
      ]);
    }
  });

  test.each([
    ["/v1/receivables", "dueOn.gte", "garbage"],
    ["/v1/receivables", "status", "foo"],
    ["/v1/activities", "deadlineAt.lte", "soon"],
    ["/v1/credits", "earnedAt.gte", "x"],
    ["/v1/jobs", "state", "finished"],
  ])("is 422 on every list: %s?%s=%s", async (path, name, value) => {
    const { status, body } = await tenant.admin.get(`${path}?${name}=${value}`);
    expect([status, body.errors[0].path]).toEqual([422, name]);
  });
});

describe("a name that every object has", () => {
  const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty"];

  test.each([
    ...NAMES,
    ...NAMES.map((name) => `createdAt.${name}`),
    ...NAMES.map((name) => `custom.${name}`),
    ...NAMES.map((name) => `custom.seats.${name}`),
  ])("is no filter: %s", async (name) => {
    const { status, body } = await tenant.admin.get(`/v1/accounts?${encodeURIComponent(name)}=1`);
    expect([status, body.code, body.errors[0].path]).toEqual([400, "unknown_filter", name]);
  });

  test.each(NAMES)("is no order: %s", async (name) => {
    expect((await tenant.admin.get(`/v1/accounts?sort=${name}`)).status).toBe(400);
  });
});

describe("a value that a field can have", () => {
  test.each([
    ["createdAt.gte=2026-01-01", 1],
    ["createdAt.gte=2026-01-01T00:00:00Z", 1],
    ["createdAt.lt=2026-01-01T00:00:00.5Z", 0],
    ["archived=false", 1],
    ["archived=true", 0],
    ["custom.seats=40", 1],
    ["custom.seats.gt=40", 0],
    ["custom.share=0.5", 1],
    ["custom.share.lt=-0.5", 0],
    ["custom.budget.gte=500", 1],
    ["custom.budget=500", 1],
    ["custom.budget.gt=500", 0],
    ["custom.signedOn.lte=2026-11-24", 1],
    ["custom.isKey=true", 1],
    ["custom.isKey=false", 0],
    ["custom.lines=%E4%BA%91", 1],
  ])("%s finds %i", async (query, count) => {
    const { status, body } = await tenant.admin.get(`/v1/accounts?${query}`);
    expect([status, body.items?.length]).toEqual([200, count]);
  });

  test("is an instant, in whichever way it is written", async () => {
    const dueAt = "2026-12-01T08:00:00Z";
    const { id } = await made(tenant.admin, "/v1/activities", { kind: "task", subject: "回访", dueAt });
    for (const at of [dueAt, "2026-12-01T08:00:00.000Z"]) {
      for (const [op, finds] of [
        ["gte", 1],
        ["lte", 1],
        ["gt", 0],
        ["lt", 0],
      ] as const) {
        const { body } = await tenant.admin.get(`/v1/activities?deadlineAt.${op}=${at}`);
        expect([at, op, body.items.map((a: { id: string }) => a.id)]).toEqual([at, op, Array(finds).fill(id)]);
      }
    }
  });
});

describe("a parameter that a call does not have", () => {
  const read = modules.flatMap(({ routes }) =>
    routes.filter(({ method, path, permission }) => method === "GET" && !/[{]/.test(path) && permission !== "public"),
  );

  test("is 400 on everything that is read, names itself, and is never ignored", async () => {
    expect(read.length).toBeGreaterThan(150);
    const operator = stack().api(stack().operatorKey);
    const told: unknown[] = [];
    for (const { path, permission } of read) {
      const { status, body } = await (permission === "operator" ? operator : tenant.admin).get(`${path}?colour=red`);
      const named = body.errors?.find((error: { path: string }) => error.path === "colour");
      if (status !== 400 || body.code !== "unknown_filter" || named?.code !== "unknown_filter")
        told.push([path, status, body.code, named]);
    }
    expect(told).toEqual([]);
  });
});
