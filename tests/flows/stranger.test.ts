import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { readSettings } from "../../infra/stacks/settings.ts";
import { accessTokenOf } from "../support/code-flow.ts";
import { Shell, unkept } from "../support/readme.ts";
import { useStack } from "../support/stack.ts";
import { stepsOfStranger, strangersCopy, walked } from "../support/strangers.ts";

const folder = mkdtempSync(join(tmpdir(), "stranger-"));
const copy = strangersCopy(folder);
const shell = new Shell({ STAGE: "prod", NODE_OPTIONS: "" }, copy);
const prepared = (async () => {
  await walked(shell, "settings");
  await walked(shell, "key");
  return readSettings(join(copy, "infra/settings/prod.json")).operatorKeyHash ?? "";
})();
// What the stage is deployed with is what the stranger's settings say.
const stack = useStack({ userPool: true, env: { OPERATOR_KEY_HASH: await prepared } });
afterAll(() => {
  shell.end();
  rmSync(folder, { recursive: true, force: true });
});

test("a stranger who pastes the page has a tenant, an administrator who signs in, and a receipt that is booked", async () => {
  await shell.paste(`URL=${stack().baseUrl} NOW=${Math.floor(stack().clock.now().getTime() / 1_000)}`);
  await walked(shell, "tenant");
  await stack().settled();
  const { items } = (await stack().api().get("/_local/pool")).body;
  expect(items).toMatchObject([{ email: "chen.jing@example.com", invitations: 1 }]);
  await shell.paste(`KEY=${await accessTokenOf(stack().baseUrl, items[0].username)}`);
  for (const step of ["signIn", "owe", "tell", "booked"] as const) await walked(shell, step);
  expect(readFileSync(join(copy, ".local/operator-prod.key"), "utf8")).toMatch(/^op_/);
});

test("a promise that is not kept is seen", () => {
  const block = stepsOfStranger().get("tenant") ?? "";
  expect(unkept(block, "The tenant is open.")).toHaveLength(2);
});
