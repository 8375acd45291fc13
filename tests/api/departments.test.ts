import { beforeAll, describe, expect, test } from "@jest/globals";
import { itemsOf, jobOf } from "../support/jobs.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let admin: Api;
let manager: string;
beforeAll(async () => {
  tenant = await openTenant(stack());
  admin = tenant.admin;
  manager = (await tenant.person({ roles: ["manager"] })).id;
});

describe("the manager of a department", () => {
  test("is an active user of the tenant, told by the department, found by a filter, and cleared by null", async () => {
    const { id, managerId } = await made(admin, "/v1/departments", { name: "华东", managerId: manager });
    expect(managerId).toBe(manager);
    await made(admin, "/v1/departments", { name: "华南" });
    const { body } = await admin.get(`/v1/departments?managerId=${manager}`);
    expect(body.items.map((d: { id: string }) => d.id)).toEqual([id]);
    expect((await admin.patch(`/v1/departments/${id}`, { name: "华东区" })).body.managerId).toBe(manager);
    expect((await admin.patch(`/v1/departments/${id}`, { managerId: null })).body.managerId).toBeUndefined();
  });

  test("is refused where it names nobody of the tenant, or one who has left", async () => {
    const stranger = (await (await openTenant(stack())).person({ roles: ["sales"] })).id;
    const gone = (await tenant.person({ roles: ["sales"] })).id;
    await admin.post(`/v1/users/${gone}/archive`);
    const { id } = await made(admin, "/v1/departments", { name: "华北" });
    const refused = async (managerId: string) => {
      const replies = [
        await admin.post("/v1/departments", { name: "x", managerId }),
        await admin.patch(`/v1/departments/${id}`, { managerId }),
      ];
      return replies.map(({ status, body }) => [status, body.code, body.errors[0].path]);
    };
    const unknown = [422, "unknown_reference", "managerId"];
    expect(await refused("usr_00000000000000000000")).toEqual([unknown, unknown]);
    expect(await refused(stranger)).toEqual([unknown, unknown]);
    expect(await refused(gone)).toEqual([unknown, unknown]);
    expect(await refused("somebody")).toEqual(Array(2).fill([422, "invalid", "managerId"]));
  });

  test("is set by those who may change departments alone", async () => {
    const { id } = await made(admin, "/v1/departments", { name: "西部" });
    const { api } = await tenant.person({ roles: ["sales"] });
    expect((await api.patch(`/v1/departments/${id}`, { managerId: manager })).status).toBe(403);
  });

  test("stays in a department that is changed after they have left, until it is handed over", async () => {
    const leaver = (await tenant.person({ roles: ["manager"] })).id;
    const { id } = await made(admin, "/v1/departments", { name: "东北", managerId: leaver });
    await admin.post(`/v1/users/${leaver}/archive`);
    expect((await admin.patch(`/v1/departments/${id}`, { name: "东北区" })).body.managerId).toBe(leaver);
    const job = await jobOf(stack(), admin, `/v1/users/${leaver}/offboard`, { to: manager });
    expect(job.result.nouns.department).toEqual({ before: 1, moved: 1, left: 0 });
    expect((await admin.get(`/v1/departments/${id}`)).body.managerId).toBe(manager);
  });

  test("goes to the heir when they are off-boarded, archived departments included, by the rule that fits", async () => {
    const leaver = (await tenant.person({ roles: ["manager"] })).id;
    const heir = (await tenant.person({ roles: ["manager"] })).id;
    const open = await made(admin, "/v1/departments", { name: "西南", managerId: leaver });
    const closed = await made(admin, "/v1/departments", { name: "旧部门", managerId: leaver });
    const others = await made(admin, "/v1/departments", { name: "总部", managerId: manager });
    await admin.post(`/v1/departments/${closed.id}/archive`);
    const to = [{ noun: "department", to: heir }, { to: manager }];
    const job = await jobOf(stack(), admin, `/v1/users/${leaver}/offboard`, { to });
    expect([job.state, job.result.nouns.department]).toEqual(["done", { before: 2, moved: 2, left: 0 }]);
    const led = async (id: string) => (await admin.get(`/v1/departments/${id}`)).body.managerId;
    expect([await led(open.id), await led(closed.id), await led(others.id)]).toEqual([heir, heir, manager]);
    const moved = (await itemsOf(admin, job.id)).filter(({ noun }) => noun === "department");
    expect(moved.map(({ id }) => id).sort()).toEqual([open.id, closed.id].sort());
    const me = (await admin.get("/v1/users/me")).body.principalId;
    expect(JSON.stringify((await admin.get(`/v1/audit-entries?recordId=${open.id}`)).body)).toContain(`user:${me}`);
  });

  test("is nobody's where the heir leaves before the hand-over comes to it, and the job says so", async () => {
    const leaver = (await tenant.person({ roles: ["manager"] })).id;
    const heir = (await tenant.person({ roles: ["manager"] })).id;
    const { id } = await made(admin, "/v1/departments", { name: "华中", managerId: leaver });
    const started = await admin.post(`/v1/users/${leaver}/offboard`, { to: heir });
    await admin.post(`/v1/users/${heir}/archive`);
    await stack().settled();
    const job = (await admin.get(`/v1/jobs/${started.body.id}`)).body;
    const { managerId } = (await admin.get(`/v1/departments/${id}`)).body;
    const { department } = job.result.nouns;
    expect([
      [heir, { before: 1, moved: 1, left: 0 }],
      [leaver, { before: 1, failed: 1, left: 1 }],
    ]).toContainEqual([managerId, department]);
  });
});
