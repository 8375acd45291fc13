import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { resetConfig } from "../../shared/config.ts";
import { readObject } from "../../shared/objects.ts";
import { toItem } from "../../shared/table/store.ts";
import { tenantCredentials, tenantStore } from "../../shared/table/wall.ts";

/** Everything that AWS would answer here, and what it has seen. */
const seen = { sessions: [] as string[], reads: 0, objects: 0, open: 0, openAtMost: 0 };

const SESSION = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>id</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

const server = createServer(async (request, response) => {
  const text = await textOf(request);
  if (text.includes("Action=AssumeRole")) {
    seen.sessions.push(new URLSearchParams(text).get("RoleSessionName") ?? "");
    response.setHeader("content-type", "text/xml").end(SESSION);
  } else if (request.method === "GET") {
    seen.objects += 1;
    response.end("an object");
  } else {
    seen.reads += 1;
    response.setHeader("content-type", "application/x-amz-json-1.0").end("{}");
  }
});
server.keepAliveTimeout = 0;
server.on("connection", (socket) => {
  seen.open += 1;
  seen.openAtMost = Math.max(seen.openAtMost, seen.open);
  socket.once("close", () => {
    seen.open -= 1;
  });
});

const before = { ...process.env };
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "eu-west-1" };
  const role = "arn:aws:iam::111122223333:role/tenants";
  const places = { AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_S3: endpoint, BUCKET_NAME: "b", TABLE_NAME: "t" };
  Object.assign(process.env, { ...keys, ...places, TENANT_ROLE_ARN: role });
  resetConfig();
});
afterAll(() => {
  process.env = before;
  resetConfig();
  server.closeAllConnections();
  server.close();
});

const TENANTS = 400;
const SOME = 60;
const AT_ONCE = 20;
const tenant = (n: number): string => `ten_${n}`;

/** Works for so many tenants, some at a time. */
async function forEach(count: number, work: (tenantId: string) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < count; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, more) => work(tenant(n + more))));
  }
}

test("hundreds of tenants are served over the connections of a few, and the sessions of the latest alone are kept", async () => {
  const read = async (tenantId: string) => (await tenantStore(tenantId)).get(toItem({ pk: tenantId, sk: "-" }), true);
  await forEach(TENANTS, read);
  expect([seen.sessions.length, seen.reads]).toEqual([TENANTS, TENANTS]);
  await read(tenant(TENANTS - 1));
  await read(tenant(TENANTS - 200));
  expect(seen.sessions).toHaveLength(TENANTS);
  await read(tenant(0));
  expect(seen.sessions).toHaveLength(TENANTS + 1);
  // One agent for the table, one for the sessions; no more are open than calls have been under way at once.
  expect(seen.openAtMost).toBeLessThanOrEqual(2 * AT_ONCE);
});

test("objects of many tenants likewise, whoever asks", async () => {
  const earlier = seen.openAtMost;
  await forEach(SOME, async (tenantId) => {
    const { bytes } = await readObject(`${tenantId}/x`, await tenantCredentials(tenantId));
    expect(Buffer.from(bytes).toString()).toBe("an object");
    await readObject(`${tenantId}/y`);
  });
  expect(seen.objects).toBe(2 * SOME);
  expect(seen.openAtMost - earlier).toBeLessThanOrEqual(2 * AT_ONCE);
});
