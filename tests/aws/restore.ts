import assert from "node:assert";
import type { Api, Reached } from "../support/api.ts";
import { list, post } from "./calls.ts";
import { commanded } from "./command.ts";
import type { Emulator } from "./emulator.ts";
import { until } from "./until.ts";

/** What a Lambda remembers of how a tenant stands is this old at most. */
const REMEMBERED_MS = 31_000;

/** Makes the table as it was beside the one in use, changes a tenant, and puts back what it had. */
export async function restored(
  emulator: Emulator,
  stage: string,
  { api, operatorKey }: Reached,
  { tenantId, admin }: { tenantId: string; admin: Api },
): Promise<void> {
  const made = await commanded(emulator, "restore", ["--stage", stage, "--at", new Date().toISOString()]);
  const [, from = ""] = /as it was is (\S+)\. /.exec(made) ?? [];
  assert(from, made);
  const [account] = await list(admin, "/v1/accounts");
  assert(account);
  const changed = await admin.patch(`/v1/accounts/${account.id}`, { name: "改坏的名字" });
  assert.strictEqual(changed.status, 200, JSON.stringify(changed.body));
  const operator = api(operatorKey);
  const path = `/v1/tenants/${tenantId}`;
  await post(operator, `${path}/suspend`, { reason: "Put back", still: true });
  const since = Date.now();
  await until(
    "every Lambda knows that the tenant is still",
    async () => Date.now() - since > REMEMBERED_MS || undefined,
  );
  const args = ["--stage", stage, "--from", from, "--tenant", tenantId];
  const told = await commanded(emulator, "restore", [...args, "--do"]);
  assert.match(told, /^[1-9]\d* rows were put back/, told);
  await post(operator, `${path}/reopen`);
  const is = async (): Promise<true | undefined> => {
    const { status, body } = await admin.get(`/v1/accounts/${account.id}`);
    return (status === 200 && (body as { name?: string }).name === account.name) || undefined;
  };
  await until("the tenant has what it had", is);
}
