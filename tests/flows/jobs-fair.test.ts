import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

/** The stream tells nobody of anything: it is as far behind as it can be. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "rest") });

test("a job begins and ends though the stream is behind with what others have changed", async () => {
  const { admin } = await openTenant(stack());
  const content = Buffer.from("名称\n云海\n云帆\n海纳\n").toString("base64");
  const job = await made202(admin, { noun: "account", format: "csv", content });
  await stack().settled();
  expect((await admin.get(`/v1/jobs/${job}`)).body).toMatchObject({ state: "done", progress: { done: 3, failed: 0 } });
  expect((await admin.get("/v1/accounts")).body.items).toHaveLength(3);
});

async function made202(admin: Awaited<ReturnType<typeof openTenant>>["admin"], body: object): Promise<string> {
  const reply = await admin.post("/v1/imports", body);
  expect(reply.status).toBe(202);
  return reply.body.id;
}
