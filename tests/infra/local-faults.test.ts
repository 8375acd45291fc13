import { describe, expect, test } from "@jest/globals";
import { FAULT_KINDS, plannedFaults } from "../support/faults.ts";
import { seen } from "../support/fixtures/lambdas/copies.ts";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import { useStack } from "../support/stack.ts";

const faults = plannedFaults({ seed: 7, rate: 0.2 });
const stack = useStack({ lambdas: fixtureLambdas, interceptor: faults });

const call = (operation: string, body: object) => ({
  operation,
  isWrite: operation !== "GetItem",
  body: Buffer.from(JSON.stringify(body)),
});

describe("planned faults", () => {
  test("are the same for the same seed and others for another", () => {
    const fates = (seed: number): string => {
      const plan = plannedFaults({ seed, rate: 0.5 });
      return JSON.stringify(Array.from({ length: 50 }, () => plan.before?.(call("PutItem", {})) ?? null));
    };
    expect(fates(1)).toBe(fates(1));
    expect(fates(1)).not.toBe(fates(2));
  });

  test("name the item of a transaction that conflicts", async () => {
    const plan = plannedFaults({ seed: 1, rate: 1, kinds: ["conflict"] });
    const fate = await plan.before?.(call("TransactWriteItems", { TransactItems: [{}, {}, {}] }));
    const reasons = JSON.parse((fate as { answer: { body: string } }).answer.body).CancellationReasons;
    expect(reasons.map((r: { Code: string }) => r.Code).sort()).toEqual(["None", "None", "TransactionConflict"]);
  });

  test("are met by a client that tries again, and every write is there exactly as asked", async () => {
    const api = stack().api("t");
    const ids = Array.from({ length: 150 }, (_, i) => String(i));
    await Promise.all(ids.map((id) => api.put(`/things/${id}`, `note ${id}`)));
    faults.enabled = false;
    await stack().settled();
    for (const kind of FAULT_KINDS) expect([kind, faults.met[kind]]).toEqual([kind, expect.any(Number)]);
    expect(Object.values(faults.met).every((count) => count > 0)).toBe(true);
    const stored = await Promise.all(ids.map(async (id) => (await api.get(`/things/${id}`)).body.note));
    expect(stored.filter((note, i) => note !== undefined && note !== `note ${i}`)).toEqual([]);
    expect(new Set(seen.map((s) => s.key)).size).toBe(stored.filter((note) => note !== undefined).length);
  });
});
