import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, expect, test } from "@jest/globals";
import { PERMISSION_NAMES } from "../../functions/permissions.ts";
import { firstTenant, hashOf, operatorKey, rotatedKey } from "../../infra/bootstrap/bootstrap.ts";
import { buildConsole } from "../../infra/console.ts";
import { released } from "../../infra/release/release.ts";
import { readSettings, settingsFile } from "../../infra/stacks/settings.ts";
import { accessTokenOf } from "../support/code-flow.ts";
import { apiClient, useStack } from "../support/stack.ts";

const folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
const files = { settings: join(folder, "prod.json"), key: join(folder, "keys", "operator.key") };
copyFileSync(settingsFile("dev"), files.settings);
const made = operatorKey(files);
const former = readFileSync(files.key, "utf8").trim();
rotatedKey(files);
// What is deployed next is what the settings then say.
const stack = useStack({ userPool: true, env: { OPERATOR_KEY_HASH: readSettings(files.settings).operatorKeyHash! } });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const first = {
  company: "上海云帆软件有限公司",
  administrator: { name: "陈静", email: "Chen.Jing@example.com" },
  locale: "zh-CN",
  timeZone: "Asia/Shanghai",
  currency: "CNY",
} as const;

test("the operator's key is made once, kept from others' eyes, and its hash alone stands in the settings", () => {
  expect(made).toBe(true);
  const key = readFileSync(files.key, "utf8").trim();
  expect(statSync(files.key).mode & 0o777).toBe(0o600);
  const { operatorKeyHash, ...others } = readSettings(files.settings);
  const { operatorKeyHash: _, ...before } = readSettings(settingsFile("dev"));
  expect([operatorKeyHash, others]).toEqual([hashOf(key), before]);
  expect(readFileSync(files.settings, "utf8")).not.toContain(key);
  expect(operatorKey(files)).toBe(false);
  expect(readFileSync(files.key, "utf8").trim()).toBe(key);
});

test("a key that is lost is replaced by nobody who was not asked to", () => {
  expect(() => operatorKey({ ...files, key: join(folder, "none") })).toThrow(/make another with --rotate/);
});

test("a key that is lost or known is replaced on request: the new one opens what is deployed next, the old one nothing", async () => {
  const key = readFileSync(files.key, "utf8").trim();
  expect([key === former, hashOf(key)]).toEqual([false, readSettings(files.settings).operatorKeyHash]);
  const statuses = [key, former].map(async (one) => (await stack().api(one).get("/v1/tenants")).status);
  expect(await Promise.all(statuses)).toEqual([200, 401]);
});

test("the first administrator is invited, signs in and may do everything; a second run opens nothing more", async () => {
  const opened = await firstTenant(stack().baseUrl, files.key, first);
  expect(await firstTenant(stack().baseUrl, files.key, first)).toEqual(opened);
  await stack().settled();
  const operator = stack().api(readFileSync(files.key, "utf8").trim());
  expect((await operator.get("/v1/tenants")).body.items).toHaveLength(1);
  const [person] = (await stack().api().get("/_local/pool")).body.items;
  expect(person).toMatchObject({ email: "Chen.Jing@example.com", groups: [opened.id], invitations: 1 });

  const administrator = apiClient(stack().baseUrl, await accessTokenOf(stack().baseUrl, person.username));
  expect((await administrator.get("/v1/me")).body).toMatchObject({
    name: "陈静",
    roles: ["admin"],
    permissions: PERMISSION_NAMES.filter((name) => !name.endsWith("*")),
  });
  const colleague = { email: "li.na@example.com", name: "李娜", roles: ["sales"] };
  expect((await administrator.post("/v1/users", colleague)).status).toBe(201);
  const twice = await administrator.post("/v1/users", { ...colleague, email: "chen.jing@example.com" });
  expect(twice.body.code).toBe("duplicate");
});

test("a stage that does not know the key yet says what comes first", async () => {
  const other = { settings: join(folder, "other.json"), key: join(folder, "other.key") };
  copyFileSync(settingsFile("dev"), other.settings);
  operatorKey(other);
  await expect(firstTenant(stack().baseUrl, other.key, first)).rejects.toThrow(/deploy the settings/);
});

test("the console is released with its page last, which nobody keeps", async () => {
  const built = await buildConsole(join(folder, "console"));
  const client = new S3Client({ forcePathStyle: true });
  const keys: string[] = [];
  const noting = {
    send: (command: Parameters<S3Client["send"]>[0]) => {
      keys.push((command.input as { Key: string }).Key);
      return client.send(command as never);
    },
  } as unknown as S3Client;
  expect(await released(noting, "console", join(folder, "console"), built)).toBe(keys.length);
  expect([keys.length > 2, keys.at(-1)]).toEqual([true, "index.html"]);
  const headersOf = async (Key: string) => {
    const { ContentType, CacheControl } = await client.send(new HeadObjectCommand({ Bucket: "console", Key }));
    return [ContentType, CacheControl];
  };
  expect(await headersOf("index.html")).toEqual(["text/html; charset=utf-8", "no-store"]);
  const script = keys.find((key) => key.endsWith(".js"))!;
  expect(await headersOf(script)).toEqual(["text/javascript; charset=utf-8", "public, max-age=31536000, immutable"]);
});
