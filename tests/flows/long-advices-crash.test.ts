import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PointName } from "../../infra/local/points.ts";
import { startChild } from "../support/crash.ts";
import { amountOf, LINES, longAdvice, TOTAL } from "../support/long-advice.ts";
import { SOAK } from "../support/soak.ts";
import { dataFolder, startTestStack } from "../support/stack.ts";

const folder = dataFolder();
const seeded = join(folder.path, "seeded");
let key = "";
let path = "";
let openOf = "";

beforeAll(async () => {
  const stack = await startTestStack({ dataDir: seeded });
  const { admin, person, account, tell } = await longAdvice(stack);
  path = `/v1/bank-transactions/${(await tell("B-1", { remittanceLines: LINES })).id}`;
  openOf = `/v1/receivables?accountId=${account.id}&limit=200`;
  key = (await person({ roles: ["admin"] })).key;
  expect((await admin.get(path)).body.state).toBe("claimable");
  await stack.stop();
});
afterAll(folder.remove);

/** Right after the first of the transactions that a claim of so many papers takes; in the long run before and after others too. */
const BETWEEN: [PointName, number] = ["database.write.after", 4];
const POINTS: [PointName, number][] = [
  BETWEEN,
  ...(SOAK > 1 ? [1, 2, 3, 5, 6, 8].map((n): [PointName, number] => ["database.write.after", n]) : []),
];

describe("a process that ends in the middle of a long claim", () => {
  test.each(POINTS)(
    "at %s, crossing %i: what is booked stands, and the same call books the rest",
    async (name, crossing) => {
      const dataDir = join(folder.path, `${name}-${crossing}`);
      cpSync(seeded, dataDir, { recursive: true });
      const doomed = await startChild({ dataDir, faultPoint: { name, crossing } });
      const claim = doomed?.api(key).post(`${path}/claim`, { asLinesSay: true });
      await claim?.catch(() => undefined);
      expect(await doomed?.settled()).toBe(false);
      await doomed?.kill();

      const stack = await startTestStack({ dataDir });
      const api = stack.api(key);
      await stack.settled();
      const openSum = async (): Promise<number> =>
        (await api.get(openOf)).body.items.reduce((sum: number, row: { openMinor: number }) => sum + row.openMinor, 0);
      const begun = (await api.get(path)).body;
      expect([begun.unappliedMinor, begun.amountMinor]).toEqual([await openSum(), TOTAL]);
      if (crossing === BETWEEN[1]) expect(begun.state).toBe("partlyApplied");

      const claimed = await api.post(`${path}/claim`, { asLinesSay: true });
      expect([claimed.status, claimed.body.state, claimed.body.unappliedMinor]).toEqual([200, "applied", 0]);
      await stack.settled();
      expect(await openSum()).toBe(0);
      const undone = await api.post(`${path}/undo`, { reason: "wrong" });
      expect([undone.status, undone.body.state]).toEqual([200, "claimable"]);
      await stack.settled();
      const open = (await api.get(openOf)).body.items.map(({ openMinor }: { openMinor: number }) => openMinor);
      expect(open.sort((a: number, b: number) => a - b)).toEqual(LINES.map((_, n) => amountOf(n)));
      await stack.stop();
    },
  );
});
