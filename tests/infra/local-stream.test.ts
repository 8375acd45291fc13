import { beforeEach, describe, expect, test } from "@jest/globals";
import type * as Copies from "../support/fixtures/lambdas/copies.ts";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack({ lambdas: fixtureLambdas });
const copies = (): Promise<typeof Copies> => import("../support/fixtures/lambdas/copies.ts");

beforeEach(async () => {
  const { seen, batches, trouble } = await copies();
  seen.length = 0;
  batches.length = 0;
  trouble.judge = () => true;
});

describe("the table's stream", () => {
  test("hands every change to the consumer before the stack counts as settled", async () => {
    const { seen } = await copies();
    const api = stack().api("somebody");
    for (let round = 0; round < 20; round++) {
      await api.put(`/things/${round}`, `note ${round}`);
      await stack().settled();
      expect(seen.at(-1)).toMatchObject({ key: `THING#${round}`, note: `note ${round}` });
    }
    expect(seen).toHaveLength(20);
  });

  test("keeps the order of each key while several batches run at once", async () => {
    const { seen } = await copies();
    const api = stack().api("somebody");
    const write = async (key: string): Promise<void> => {
      for (let i = 0; i < 25; i++) await api.put(`/things/${key}`, String(i));
    };
    await Promise.all(["a", "b", "c", "d", "e", "f"].map(write));
    await stack().settled();
    for (const key of ["a", "b", "c", "d", "e", "f"]) {
      const notes = seen.filter((s) => s.key === `THING#${key}`).map((s) => s.note);
      expect(notes).toEqual(Array.from({ length: 25 }, (_, i) => String(i)));
    }
  });

  test.each([
    ["a record that its consumer reports", (note: string) => !note.startsWith("poison")],
    [
      "a record that makes its consumer throw",
      (note: string) => {
        if (note.startsWith("poison")) throw new Error("poisoned");
        return true;
      },
    ],
  ])("gives up %s after its attempts, alone, and says where it is", async (name, judge) => {
    const { seen, trouble } = await copies();
    trouble.judge = judge;
    const before = stack().queues.peek("copies-failures").length;
    const api = stack().api("somebody");
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => api.put(`/things/p${i}`, i === 13 ? `poison ${name}` : name)),
    );
    await stack().settled();
    expect(new Set(seen.map((s) => s.key)).size).toBe(29);
    const failures = stack().queues.peek("copies-failures").slice(before);
    expect(failures.map((f) => JSON.parse(f))).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 }),
        DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1, startSequenceNumber: expect.any(String) }),
        keys: [{ pk: { S: "THING#p13" }, sk: { S: "#" } }],
      }),
    ]);
  });

  test("retries a passing failure and loses nothing", async () => {
    const { seen, trouble } = await copies();
    const failed = new Set<string>();
    trouble.judge = (note) => {
      if (failed.has(note)) return true;
      failed.add(note);
      throw new Error("not now");
    };
    const api = stack().api("somebody");
    await Promise.all(Array.from({ length: 20 }, (_, i) => api.put(`/things/r${i}`, `fine ${i}`)));
    await stack().settled();
    expect(new Set(seen.map((s) => s.key)).size).toBe(20);
  });

  test("has no record of a write that changed nothing", async () => {
    const { seen } = await copies();
    const api = stack().api("somebody");
    for (const note of ["first", "first", "second"]) await api.put("/things/same", note);
    await stack().settled();
    expect(seen.map((s) => s.note)).toEqual(["first", "second"]);
  });
});
