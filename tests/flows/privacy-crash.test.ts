import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PointName } from "../../infra/local/points.ts";
import { startChild } from "../support/crash.ts";
import { movedOn } from "../support/jobs.ts";
import { traces } from "../support/privacy.ts";
import { CANARIES, privatePerson } from "../support/private-person.ts";
import { SOAK } from "../support/soak.ts";
import { dataFolder, startTestStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const folder = dataFolder();
const seeded = join(folder.path, "seeded");
let tenant: { id: string; key: string };
let personId = "";

beforeAll(async () => {
  const stack = await startTestStack({ dataDir: seeded });
  const opened = await openTenant(stack);
  personId = (await privatePerson(stack, opened)).contact.id;
  tenant = { id: opened.id, key: (await opened.person({ roles: ["admin"] })).key };
  await stack.stop();
});
afterAll(folder.remove);

/** In what is noted of the person, in the middle of what is erased, and before the job says that it has gone on. */
const POINTS: [PointName, number][] = [
  ["object.put.after", 1],
  ["database.write.after", 25],
  ["database.write.before", 60],
  ...(SOAK > 1 ? [1, 5, 10, 15, 20, 30, 40, 50, 80].map((n): [PointName, number] => ["database.write.after", n]) : []),
];

describe("a process that ends in the middle of an erasure", () => {
  test.each(POINTS)("at %s, crossing %i: what is left is erased all the same", async (name, crossing) => {
    const dataDir = join(folder.path, `${name}-${crossing}`);
    cpSync(seeded, dataDir, { recursive: true });
    const doomed = await startChild({ dataDir, faultPoint: { name, crossing } });
    const ask = { personId, reason: "Art. 17" };
    await doomed
      ?.api(tenant.key)
      .post("/v1/erasures", ask)
      .catch(() => undefined);
    expect(await doomed?.settled()).toBe(false);
    await doomed?.kill();
    const stack = await startTestStack({ dataDir });
    const api = stack.api(tenant.key);
    const [job] = (await api.get("/v1/jobs?kind=erasure")).body.items;
    expect(job).toMatchObject({ kind: "erasure" });
    // Once for the run that ended, and once for the second look.
    await movedOn(stack, api);
    await movedOn(stack, api);
    expect((await api.get(`/v1/jobs/${job.id}`)).body).toMatchObject({
      ...{ state: "done", result: { left: 0, lookedAgainAt: expect.any(String) } },
    });
    expect(await traces(stack, tenant.id, CANARIES)).toEqual([]);
    await stack.stop();
  });
});
