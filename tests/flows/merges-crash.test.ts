import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { accountNoun } from "../../functions/accounts/noun.ts";
import { begin } from "../../functions/merging/begin.ts";
import { run } from "../../functions/merging/run.ts";
import { merge } from "../../functions/merging/table.ts";
import { systemCaller } from "../../functions/users/system.ts";
import type { PointName } from "../../infra/local/points.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { type ChildStack, startChild } from "../support/crash.ts";
import { SOAK } from "../support/soak.ts";
import { dataFolder, startTestStack } from "../support/stack.ts";
import { standingDifferences, standingRows } from "../support/standing.ts";
import { made, openTenant } from "../support/tenant.ts";

/** More than one step moves, so that some have moved when the next step is refused. */
const CONTACTS = 14;
/** Steps that have been made: the one that goes has left the lists, the two are united, some contacts have moved. */
const STEPS = 3;
const FORGOTTEN_SECONDS = 180;

const folder = dataFolder();
const seeded = join(folder.path, "seeded");
let tenant = { id: "", adminKey: "" };
let [into, from, mergeId] = ["", "", ""];
let before: string[] = [];

/** A merge that has lost its call in its middle, whose next steps will be refused since the group is another by now. */
beforeAll(async () => {
  const stack = await startTestStack({ dataDir: seeded });
  const { id, admin } = await openTenant(stack);
  const clerk = await made(admin, "/v1/users", { name: "王芳", email: "admin@example.com", roles: ["admin"] });
  tenant = { id, adminKey: String((await made(admin, `/v1/users/${clerk.id}/api-keys`, { name: "test" })).key) };
  into = (await made(admin, "/v1/accounts", { name: "云帆", tags: ["渠道"] })).id;
  from = (await made(admin, "/v1/accounts", { name: "海纳", registrationNo: "R-1", tags: ["重点"] })).id;
  const below = (await made(admin, "/v1/accounts", { name: "苏州海纳", parentId: from })).id;
  for (let n = 0; n < CONTACTS; n++) await made(admin, "/v1/contacts", { name: `李娜 ${n}`, accountId: from });
  await stack.settled();
  before = await standingRows(stack, id);
  const table = await tenantTable(id, { actor: "system:test", from: "", requestId: "test" });
  const system = await systemCaller(table, "test", stack.clock.now());
  mergeId = system.newId(merge.prefix);
  await begin(system, accountNoun, { id: mergeId, targetId: into, from: [from] });
  for (let steps = 0; steps < STEPS; steps++) await run(system, await table.get(merge, mergeId), 1);
  expect((await admin.patch(`/v1/accounts/${into}`, { parentId: below })).status).toBe(200);
  await stack.settled();
  await stack.stop();
});
afterAll(folder.remove);

const WRITES = SOAK > 1 ? Array.from({ length: 24 }, (_, n) => n + 1) : [2, 5];
const POINTS: [PointName, number][] = [
  ...WRITES.map((n): [PointName, number] => ["database.write.after", n]),
  ...(SOAK > 1 ? WRITES.map((n): [PointName, number] => ["database.write.before", n]) : []),
];

describe("a process that ends while a refused merge is taken back", () => {
  test.each(POINTS)("at %s, crossing %i: the next one gives back the rest, once", async (name, crossing) => {
    const dataDir = join(folder.path, `${name}-${crossing}`);
    cpSync(seeded, dataDir, { recursive: true });
    const doomed = (await startChild({ dataDir, faultPoint: { name, crossing } })) as ChildStack | undefined;
    await doomed
      ?.api()
      .post("/_local/clock", { advanceSeconds: FORGOTTEN_SECONDS })
      .catch(() => undefined);
    await doomed?.settled();
    expect(doomed?.crashed() ?? true).toBe(true);
    const stack = await startTestStack({ dataDir });
    try {
      const admin = stack.api(tenant.adminKey);
      // What the first process has done last lies still for as long again.
      await stack.advance(FORGOTTEN_SECONDS);
      const ended = (await admin.get(`/v1/merges/${mergeId}`)).body;
      expect(ended).toMatchObject({ state: "refused", moved: 0, kept: [], problem: { errors: [{ code: "cycle" }] } });
      await admin.patch(`/v1/accounts/${into}`, { parentId: null });
      await stack.settled();
      expect(standingDifferences(before, await standingRows(stack, tenant.id))).toEqual([]);
      const again = await admin.post(`/v1/accounts/${into}/merge`, { from: [from] });
      expect(again.body.merge).toMatchObject({ state: "done", moved: CONTACTS + 1 });
    } finally {
      await stack.stop();
    }
  });
});
