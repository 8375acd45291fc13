import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { CONTEXT_KEPT_MS } from "../../functions/users/context.ts";
import { ADDRESS_PER_SECOND_MAX } from "../../shared/http/brake.ts";
import { RATE_WINDOW_SECONDS } from "../../shared/http/limits.ts";
import { dataFolder, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inOneWindow } from "../support/window.ts";

const folder = dataFolder();
const stack = useStack({ dataDir: folder.path });
afterAll(folder.remove);
let tenant: TestTenant;
let account: string;
let key: string;
beforeAll(async () => {
  tenant = await openTenant(stack());
  ({ key } = await tenant.person({ roles: ["admin"] }));
  account = (await made(tenant.admin, "/v1/accounts", { name: "云帆" })).id;
});

/** Sends a path as it stands, which `fetch` would straighten, and returns status and code. */
function raw(method: string, path: string, credential = key): Promise<[number, string | undefined]> {
  const { hostname, port } = new URL(stack().baseUrl);
  const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${credential}\r\nConnection: close\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(head));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("close", () => {
      const text = Buffer.concat(chunks).toString();
      resolve([Number(text.split(" ")[1]), /"code":"(\w+)"/.exec(text)?.[1]]);
    });
    socket.on("error", reject);
  });
}

describe("a method that a path does not have", () => {
  test.each([
    ["DELETE", "/v1/accounts", "GET, HEAD, OPTIONS, POST"],
    ["PUT", "/v1/accounts/acc_1", "GET, HEAD, OPTIONS, PATCH"],
    ["PATCH", "/v1/accounts/count", "GET, HEAD, OPTIONS"],
    ["GET", "/v1/accounts/acc_1/merge", "OPTIONS, POST"],
    ["POST", "/v1/accounts/acc_1/timeline", "GET, HEAD, OPTIONS"],
    ["PATCH", "/v1/users/me", "GET, HEAD, OPTIONS"],
    ["POST", "/docs", "GET, HEAD, OPTIONS"],
    ["POST", "/v1/lead-forms/lfm_1/definition", "GET, HEAD, OPTIONS"],
    ["PROPFIND", "/v1/accounts", "GET, HEAD, OPTIONS, POST"],
  ])("%s %s is 405 and tells those that it has: %s", async (method, path, allow) => {
    const reply = await tenant.admin.request(method, path);
    expect([reply.status, reply.body.code, reply.headers.get("allow")]).toEqual([405, "method_not_allowed", allow]);
  });

  test("is told to everybody, since the contract is public", async () => {
    expect((await stack().api().delete("/v1/accounts")).status).toBe(405);
    expect((await stack().api("ck_no.body.at-all-known-to-anybody").delete("/v1/accounts")).status).toBe(405);
  });
});

describe("HEAD and OPTIONS", () => {
  test("HEAD is GET without a body: same status, version and walls", async () => {
    const path = `/v1/accounts/${account}`;
    const [head, get] = [await tenant.admin.request("HEAD", path), await tenant.admin.get(path)];
    expect([head.status, head.body]).toEqual([200, ""]);
    for (const name of ["etag", "content-type", "content-length"]) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
    const stranger = (await openTenant(stack())).admin;
    expect((await stranger.request("HEAD", path)).status).toBe(404);
    expect((await stack().api().request("HEAD", path)).status).toBe(401);
  });

  test.each([
    ["/v1/accounts", "GET, HEAD, OPTIONS, POST"],
    ["/v1/accounts/acc_1/merge", "OPTIONS, POST"],
    ["/docs", "GET, HEAD, OPTIONS"],
  ])("OPTIONS %s needs nobody and says %s", async (path, allow) => {
    const reply = await stack().api().request("OPTIONS", path);
    expect([reply.status, reply.body, reply.headers.get("allow")]).toEqual([204, "", allow]);
  });

  test("OPTIONS of a path that is not there is 404", async () => {
    expect((await stack().api().request("OPTIONS", "/v1/nothing")).status).toBe(404);
    expect((await stack().api().request("OPTIONS", "/v1/accounts/a/b/c")).status).toBe(404);
  });
});

describe("a path that is not there", () => {
  test.each([
    ["/v1/nothing", false],
    ["/v1/accounts/acc_1/nothing", false],
    ["/v1/accounts/", true],
    ["/v1/accounts/acc_1/", true],
    ["/v1//accounts", true],
    ["//v1/accounts", true],
    ["/V1/accounts", true],
    ["/v1/Accounts/acc_1A", true],
    ["/v1/%61ccounts", false],
  ])("%s is a problem document; where it is nearly right (%s) it says how paths are written", async (path, nearly) => {
    const reply = await tenant.admin.request("GET", `${stack().baseUrl}${path}`);
    expect([reply.status, reply.body.code]).toEqual([404, "not_found"]);
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    expect(reply.body.detail.includes("small letters")).toBe(nearly);
  });

  test.each(["/v1/accounts/..", "/v1/accounts/.", "/v1/users/../accounts", "/v1/accounts/%2e%2e", "/v1/./accounts"])(
    "%s is never straightened into another",
    async (path) => {
      expect(await raw("GET", path)).toEqual([404, "not_found"]);
    },
  );

  test("an id is decoded once: what is encoded twice, or holds a slash or a control character, is nobody's", async () => {
    expect((await raw("GET", `/v1/accounts/${account.replace("_", "%5F")}`))[0]).toBe(200);
    for (const id of [account.replace("_", "%255F"), `${account}%2Ftimeline`, `${account}%00`, "%E4%BA%91", "a%20b"]) {
      expect([id, ...(await raw("GET", `/v1/accounts/${id}`))]).toEqual([id, 404, "not_found"]);
    }
    expect(await raw("GET", "/v1/accounts/%E0%A4%A")).toEqual([400, "malformed_request"]);
  });
});

describe("what a door leads to", () => {
  test.each(["/v1/lead-forms", "/v1/lead-forms/lfm_1", "/v1/users/me", "/v1/contacts/con_1/archive"])(
    "%s asks for a credential although its collection has public paths or other modules' paths",
    async (path) => {
      const method = path.endsWith("archive") ? "POST" : "GET";
      expect((await stack().api().request(method, path)).status).toBe(401);
    },
  );

  test.each([
    ["/v1/lead-forms/x%2Fdefinition", 404],
    ["/v1/lead-forms/..%2Fdefinition", 404],
    ["/v1/lead-forms/..%2F..%2Faccounts/definition", 404],
    ["/v1/calendar-feeds/..%2Faccounts", 404],
    ["/v1/calendar-feeds/x%2F..%2F..%2Faccounts", 404],
  ])("%s gets nobody behind the guard by a public door", async (path, status) => {
    expect((await raw("GET", path, "ck_no.body.at-all-known-to-anybody"))[0]).toBe(status);
  });

  test("is told in the log by our own route, and never by an id", async () => {
    await tenant.admin.get(`/v1/accounts/${account}`);
    await tenant.admin.get(`/v1/accounts/${account}/timeline`);
    await tenant.admin.delete(`/v1/accounts/${account}`);
    await stack().api().get("/docs");
    const lines = readFileSync(join(folder.path, "stack.log"), "utf8").trim().split("\n");
    const calls = lines.map((line) => JSON.parse(line)).filter(({ message }) => message === "call");
    const last = calls.slice(-4).map(({ service, route, status, failed }) => ({ service, route, status, failed }));
    expect(last).toEqual([
      { service: "accounts", route: "GET /v1/accounts/{id}", status: 200, failed: 0 },
      { service: "timeline", route: "GET /v1/accounts/{id}/timeline", status: 200, failed: 0 },
      { service: "accounts", route: "DELETE (no route)", status: 405, failed: 0 },
      { service: "docs", route: "GET /docs", status: 200, failed: 0 },
    ]);
    expect(JSON.stringify(calls)).not.toContain(account);
  });
});

describe("a call that no route answers", () => {
  test("counts: against the tenant of a caller, and against the address of one whom nobody was asked about", async () => {
    const { id, admin } = await openTenant(stack());
    await stack().api(stack().operatorKey).patch(`/v1/tenants/${id}`, { requestsPerSecondMax: 1 });
    // What followed from the tenant's beginning may remember its settings of before.
    await stack().settled();
    await stack().advance(CONTEXT_KEPT_MS / 1_000 + 1);
    await inOneWindow(stack(), async () => {
      const misses = Array.from({ length: RATE_WINDOW_SECONDS + 5 }, () => admin.get("/v1/accounts/a/b/c"));
      const statuses = (await Promise.all(misses)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 404)).toHaveLength(RATE_WINDOW_SECONDS);
      expect(statuses.filter((status) => status === 429)).toHaveLength(5);
      const budget = ADDRESS_PER_SECOND_MAX * RATE_WINDOW_SECONDS;
      const anonymous = Array.from({ length: budget + 20 }, () => stack().api().post("/v1/lead-forms/a/definition"));
      const braked = (await Promise.all(anonymous)).filter(({ status }) => status === 429);
      expect(braked.length).toBeGreaterThanOrEqual(20);
    });
  });
});
