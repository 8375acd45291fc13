import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import { modules } from "../../functions/modules.ts";
import { dataFolder, type TestStack, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const PRICE_BOOK = { name: "标准价", currency: "CNY", priority: 50 };

const folder = dataFolder();
const stack = useStack({ dataDir: folder.path });
afterAll(folder.remove);
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await openTenant(stack());
});

describe("a body that a key stands in twice", () => {
  const send = (path: string, body: string, method = "POST") =>
    tenant.admin.request(method, path, { body, headers: { "content-type": "application/json" } });

  test.each(["/v1/accounts", "/v1/receivables"])("is refused by %s, and nothing is written", async (path) => {
    const reply = await send(path, '{"name":"云帆","name":"别人","amountMinor":1,"amountMinor":2}');
    expect([reply.status, reply.body.code, reply.body.errors]).toEqual([
      400,
      "malformed_request",
      [{ path: "name", code: "duplicate_key", message: expect.stringContaining("name") }],
    ]);
    expect((await tenant.admin.get(path)).body.items).toEqual([]);
  });
});

describe("a call that replaces something", () => {
  const puts = modules.flatMap(({ routes }) => routes.filter(({ method }) => method === "PUT"));

  test.each(puts.map(({ path, permission }) => [path, permission] as const))(
    "needs a body: PUT %s",
    async (path, who) => {
      const [person] = (await tenant.admin.get("/v1/users")).body.items;
      const isOfPerson = !path.startsWith("/v1/price-books");
      const id = isOfPerson ? person.id : (await made(tenant.admin, "/v1/price-books", PRICE_BOOK)).id;
      const at = path.replace("{id}", path.startsWith("/v1/tenants") ? tenant.id : id);
      const operator = stack().api(stack().operatorKey);
      const reader = path.startsWith("/v1/tenants") ? operator : tenant.admin;
      const before = await reader.get(at);
      const reply = await (who === "operator" ? operator : tenant.admin).put(at);
      expect([reply.status, reply.body.code, reply.body.errors?.[0]?.code]).toEqual([422, "invalid", "required"]);
      expect((await reader.get(at)).body).toEqual(before.body);
    },
  );

  test("does not turn automatic booking back on by saying nothing", async () => {
    expect((await tenant.admin.put("/v1/reconciliation-policy", { automatic: "none" })).status).toBe(200);
    expect((await tenant.admin.put("/v1/reconciliation-policy")).status).toBe(422);
    expect((await tenant.admin.get("/v1/reconciliation-policy")).body.automatic).toBe("none");
  });

  test("is not an action, whose options may all be left out", async () => {
    const { id } = await made(tenant.admin, "/v1/activities", { kind: "task", subject: "回访", relatedTo: [] });
    expect((await tenant.admin.post(`/v1/activities/${id}/complete`)).status).toBe(200);
  });
});

describe("every answer", () => {
  const SAFE = {
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    "referrer-policy": "no-referrer",
  };
  const headersOf = (headers: Headers) => Object.fromEntries(headers);

  test.each([
    ["a list", "GET", "/v1/accounts", "no-store"],
    ["what does not exist", "GET", "/v1/accounts/acc_00000000000000000000", "no-store"],
    ["a refused body", "POST", "/v1/accounts", "no-store"],
    ["no route", "GET", "/v1/nothing", "no-store"],
    ["another method", "DELETE", "/v1/accounts", "no-store"],
    ["a form that does not exist", "GET", "/v1/lead-forms/lfm_none00/definition", "no-store"],
    ["the page of the docs", "GET", "/docs", "public, max-age=300"],
    ["the page of a module", "GET", "/docs/accounts", "public, max-age=300"],
    ["the contract", "GET", "/openapi.json", "public, max-age=300"],
  ])("is taken for what it is, stands in no frame and says how long it keeps: %s", async (_, method, path, kept) => {
    const { headers } = await tenant.admin.request(method, path);
    expect(headersOf(headers)).toMatchObject({ ...SAFE, "cache-control": kept });
  });

  test("also without a credential", async () => {
    const reply = await stack().api().get("/v1/accounts");
    expect(reply.status).toBe(401);
    expect(headersOf(reply.headers)).toMatchObject({ ...SAFE, "cache-control": "no-store" });
  });
});

describe("a form's pages", () => {
  test.each([
    ["https://WWW.Example.com", "https://www.example.com"],
    ["https://www.example.com", "https://WWW.EXAMPLE.COM"],
    ["https://www.example.com:443", "https://www.example.com"],
    ["https://例子.example", "https://xn--fsqu00a.example"],
    ["http://localhost:8080", "http://localhost:8080"],
  ])("may send it however their origin is written: %s, sent as %s", async (allowed, origin) => {
    const { definitionPath } = await made(tenant.admin, "/v1/lead-forms", { name: "试用", allowedOrigins: [allowed] });
    const visit = (from: string) => stack().api().get(String(definitionPath), { origin: from });
    expect((await visit(origin)).status).toBe(200);
    for (const other of ["https://evil.example", "null", `${origin}.evil.example`, "https://www.example.com:8443"]) {
      expect([other, (await visit(other)).status]).toEqual([other, 403]);
    }
  });
});

describe("characters that nobody sees", () => {
  const OVERRIDES = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"];
  const ZERO_WIDTH = ["\u200b", "\u2060", "\ufeff", "\u00ad"];

  test.each([...OVERRIDES, ...ZERO_WIDTH])("do not get into a name: %j", async (character) => {
    const given = `云帆${character}txt.exe${character}`;
    expect(await made(tenant.admin, "/v1/accounts", { name: given })).toMatchObject({ name: "云帆txt.exe" });
    const file = { contentType: "text/plain", sizeBytes: 1, relatedTo: { noun: "account", id: "" } };
    const { id } = await made(tenant.admin, "/v1/accounts", { name: "客户" });
    file.relatedTo.id = id;
    expect(await made(tenant.admin, "/v1/files", { ...file, name: given })).toMatchObject({ name: "云帆txt.exe" });
  });

  test.each(["\u200b", "\u202e\u2066", "\u200d\u200c", "\u3164", "\u2800", "\ufeff \u00a0", "\u{e0041}"])(
    "are no name by themselves: %j",
    async (name) => {
      for (const [path, more] of [
        ["/v1/accounts", {}],
        ["/v1/leads", {}],
        ["/v1/products", { code: "P" }],
      ] as const) {
        const reply = await tenant.admin.post(path, { ...more, name });
        expect([path, reply.status, reply.body.errors[0].path]).toEqual([path, 422, "name"]);
      }
    },
  );

  test.each(["\u0000", "a\u0000b", "\u0007", "\ud800"])("are refused where they are controls: %j", async (name) => {
    expect((await tenant.admin.post("/v1/accounts", { name })).status).toBe(422);
  });

  test("stay where they join letters or emoji", async () => {
    for (const name of ["👨‍👩‍👧 家庭", "می‌خواهم"]) {
      expect(await made(tenant.admin, "/v1/accounts", { name })).toMatchObject({ name });
    }
  });
});

describe("the files of the local stack", () => {
  const filesOf = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name !== "database.pid")
      .map((entry) => join(entry.parentPath, entry.name));

  test("are their owner's alone", () => {
    const files = filesOf(folder.path);
    expect(files.map((file) => file.slice(folder.path.length + 1))).toEqual(
      expect.arrayContaining(["table.db", "stack.db", "stack.log"]),
    );
    const open = files.filter((file) => (statSync(file).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });
});

describe("the secrets of a bank's connection", () => {
  const linked = async () => {
    const input = { name: "招商银行", accountNo: "7559", currency: "CNY" };
    const { id, signingSecret } = await made(tenant.admin, "/v1/bank-connections", input);
    const secrets = [String(signingSecret)];
    return {
      secrets,
      rotate: async (graceHours?: number) => {
        const body = graceHours === undefined ? {} : { graceHours };
        const reply = await tenant.admin.post(`/v1/bank-connections/${id}/rotate-secret`, body);
        expect(reply.status).toBe(200);
        secrets.push(reply.body.signingSecret);
      },
      /** What a notice signed by each of the secrets there have been is answered. */
      answers: () => Promise.all(secrets.map((secret) => delivered(stack(), id, secret))),
    };
  };
  let deliveries = 0;
  async function delivered(to: TestStack, id: string, secret: string): Promise<number> {
    const [body, messageId, now] = [JSON.stringify({ transactions: [] }), `msg_${++deliveries}`, to.clock.now()];
    const headers = {
      "content-type": "application/json",
      "webhook-id": messageId,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(messageId, now, body),
    };
    return (await to.api().post(`/v1/webhooks/bank/${id}`, body, headers)).status;
  }

  test("end at once where they are rotated without grace, the earliest too", async () => {
    const { rotate, answers } = await linked();
    await rotate(24);
    expect(await answers()).toEqual([202, 202]);
    await rotate(0);
    expect(await answers()).toEqual([401, 401, 202]);
  });

  test("end by the shortest grace that was named for them", async () => {
    const { rotate, answers } = await linked();
    await rotate(48);
    await rotate(1);
    await stack().advance(3_601);
    expect(await answers()).toEqual([401, 401, 202]);
  });

  test("are three at most, the newest", async () => {
    const { rotate, answers } = await linked();
    for (let n = 0; n < 4; n++) await rotate();
    expect(await answers()).toEqual([401, 401, 202, 202, 202]);
  });
});
