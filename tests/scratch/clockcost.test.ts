import { test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";
const stack = useStack();
test("cost", async () => {
  await openTenant(stack());
  await stack().settled();
  const job = (await import("../../functions/reports/job.ts")).handler;
  const sweep = (await import("../../functions/messages/sweep.ts")).handler;
  const c = { getRemainingTimeInMillis: () => 900_000 };
  await job({}, c); await sweep();
  let t = performance.now(); for (let i = 0; i < 100; i++) await job({}, c); console.log("job", (performance.now() - t) / 100);
  t = performance.now(); for (let i = 0; i < 100; i++) await sweep(); console.log("sweep", (performance.now() - t) / 100);
  t = performance.now(); for (let i = 0; i < 100; i++) await stack().settled(); console.log("settled", (performance.now() - t) / 100);
  t = performance.now(); await stack().advance(6000); console.log("minute", (performance.now() - t) / 100);
});
