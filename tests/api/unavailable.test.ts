import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Interceptor } from "../../infra/local/proxy.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

/** How the database behaves: as ever, or in one of the ways in which it can be down. */
let down: "not" | "unreached" | "failing" = "not";
const database: Interceptor = {
  before: () => {
    if (down === "unreached") return { drop: "before" };
    const body = JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#InternalServerError" });
    return down === "failing" ? { answer: { status: 500, headers: {}, body } } : undefined;
  },
};

/** What the key server of an issuer answers. */
let keys: { status: number; body: string } = { status: 500, body: "" };
let keyServer: Server;
const AUDIENCE = "cashloop";
const ISSUERS = ["https://down.example.com", "https://gone.example.com"] as const;

const stack = useStack(async () => {
  keyServer = createServer((_, response) => response.writeHead(keys.status).end(keys.body));
  await new Promise<void>((resolve) => keyServer.listen(0, "127.0.0.1", resolve));
  const { port } = keyServer.address() as AddressInfo;
  const jwksUris = [`http://127.0.0.1:${port}/jwks.json`, "http://127.0.0.1:1/jwks.json"];
  const issuers = ISSUERS.map((issuer, n) => ({ issuer, audience: AUDIENCE, jwksUri: jwksUris[n] }));
  return { interceptor: database, env: { OIDC_ISSUERS: JSON.stringify(issuers) } };
});
afterAll(() => {
  keyServer.closeAllConnections();
  keyServer.close();
});

type Reply = { status: number; headers: Headers; body: { code: string; status: number } };
const told = ({ status, headers, body }: Reply) => ({
  status,
  code: body.code,
  type: headers.get("content-type"),
  waits: Number(headers.get("retry-after")) > 0,
});
const UNAVAILABLE = { status: 503, code: "unavailable", type: "application/problem+json", waits: true };

describe.each(["unreached", "failing"] as const)("while the database is %s", (how) => {
  let tenant: Awaited<ReturnType<typeof openTenant>>;
  beforeAll(async () => {
    tenant = await openTenant(stack());
  });

  test("a good key, an unknown one, a public form and a signed notice get 503 and when to try again", async () => {
    const bank = await linkBank(stack(), tenant);
    const line = { bankReference: "1", bookedOn: "2026-11-22", direction: "credit", amountMinor: 1, currency: "CNY" };
    down = how;
    const replies = await Promise.all([
      tenant.admin.get("/v1/accounts"),
      tenant.admin.post("/v1/accounts", { name: "云帆" }, { "idempotency-key": "1" }),
      stack()
        .api(`ck_${tenant.id.slice(4)}_00000000000000000000_${"x".repeat(43)}`)
        .get("/v1/accounts"),
      stack().api().get("/v1/lead-forms/lfm_00000000000000000000/definition"),
      bank.tell([line]),
    ]).finally(() => {
      down = "not";
    });
    expect(replies.map(told)).toEqual(replies.map(() => UNAVAILABLE));
    expect((await tenant.admin.get("/v1/accounts")).body.items).toEqual([]);
  });
});

describe("a token whose issuer's keys cannot be had", () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const tokenOf = (iss: string): string =>
    `${part({ alg: "RS256", kid: "1" })}.${part({ iss, aud: AUDIENCE, exp: 4_102_444_800 })}.AAAA`;

  test.each([
    [ISSUERS[0], { status: 500, body: "" }],
    [ISSUERS[0], { status: 200, body: "<html>" }],
    [ISSUERS[1], { status: 0, body: "" }],
  ])("of %s (%j) gets 503", async (issuer, answer) => {
    keys = answer;
    expect(told(await stack().api(tokenOf(issuer)).get("/v1/accounts"))).toEqual(UNAVAILABLE);
  });

  test("is refused with 401 once they can, if it is none of theirs", async () => {
    keys = { status: 200, body: JSON.stringify({ keys: [] }) };
    const reply = await stack().api(tokenOf(ISSUERS[0])).get("/v1/accounts");
    expect([reply.status, reply.body.code]).toEqual([401, "unauthorized"]);
  });
});
