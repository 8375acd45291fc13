import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { jobOf } from "../support/jobs.ts";
import { channelWorld, partnersPerson, ruleFrom } from "../support/partners.ts";
import { morning } from "../support/renewals.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const NOTICES = "/v1/rebate-rules/notices";
const POLICY = "/v1/registration-policy";

type Notice = { id: string; partnerId: string; ruleId: string; subject: string; number: number; state: string };

const noticesOf = async (api: Api, query = ""): Promise<Notice[]> => (await api.get(`${NOTICES}?${query}`)).body.items;
const states = (all: Notice[]) => all.map(({ subject, number, state }) => [subject, number, state]).sort();

describe("what is agreed with a partner, and how its deals are protected", () => {
  test("is read by its people, is pushed version by version, and is acknowledged by them, each version anew", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const [mine, other] = [await partner({ tier: "金牌", rateBasisPoints: 7_000 }), await partner()];
    const { api, id: person } = await partnersPerson(stack(), admin, mine.id, "li.na@channel.example.com");
    await stack().settled();
    // Nobody has said how deals are protected yet, and with the other nothing is agreed.
    expect(states(await noticesOf(api))).toEqual([["discount", 1, "waiting"]]);
    expect(await noticesOf(other.api)).toEqual([]);
    expect((await api.get(POLICY)).body).toMatchObject({ protectionDays: 90, extensionsMax: 1, version: 0 });
    expect((await api.put(POLICY, { protectionDays: 700 })).status).toBe(403);

    expect((await admin.put(POLICY, { protectionDays: 60, protectedTiers: ["A"] })).status).toBe(200);
    morning(stack(), "2026-10-07");
    expect((await admin.patch(`/v1/partners/${mine.id}`, { rateBasisPoints: 6_500 })).body.termsNumber).toBe(2);
    expect((await admin.patch(`/v1/partners/${mine.id}`, { phone: "13800000001" })).body.termsNumber).toBe(2);
    await stack().settled();
    expect((await api.get(POLICY)).body).toMatchObject({ protectionDays: 60, protectedTiers: ["A"], version: 1 });
    const { items } = (await api.get(`/v1/partners/${mine.id}/terms`)).body;
    expect(items).toMatchObject([
      { number: 2, on: "2026-10-07", terms: { rateBasisPoints: 6_500 }, before: { rateBasisPoints: 7_000 } },
      { number: 1, on: "2026-10-05", terms: { rateBasisPoints: 7_000, tier: "金牌" } },
    ]);
    expect((await api.get(`/v1/partners/${other.id}/terms`)).status).toBe(404);
    expect((await other.api.get(`/v1/partners/${mine.id}/terms`)).status).toBe(404);

    const [discount, protection] = (await noticesOf(api)).sort((a, b) => (a.subject < b.subject ? -1 : 1));
    expect(discount).toMatchObject({
      ...{ number: 2, state: "waiting", fromOn: "2026-10-07", acknowledgements: [] },
      agreed: { tier: "金牌", rateBasisPoints: 6_500 },
    });
    expect(protection).toMatchObject({ number: 1, state: "waiting", protection: { protectionDays: 60 } });
    expect((await api.get(`/v1/partners/${mine.id}/summary`)).body.rulesWaiting).toBe(2);

    const agree = (by: Api, { ruleId }: Notice, body: object) =>
      by.post(`/v1/rebate-rules/${ruleId}/acknowledge`, body);
    expect((await agree(api, discount!, { number: 1 })).body.code).toBe("stale");
    expect((await agree(other.api, discount!, {})).status).toBe(404);
    expect((await agree(other.api, discount!, { partnerId: mine.id })).status).toBe(403);
    const seen = await Promise.all([1, 2, 3].map(() => agree(api, discount!, { number: 2 })));
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await noticesOf(api, "subject=discount"))[0]).toMatchObject({
      state: "acknowledged",
      acknowledgements: [{ number: 2, on: "2026-10-07", at: expect.any(String), by: expect.stringContaining(person) }],
    });
    const waiting = async () => states(await noticesOf(admin, "state=waiting"));
    expect(await waiting()).toEqual([
      ["protection", 1, "waiting"],
      ["protection", 1, "waiting"],
    ]);
    expect((await agree(api, protection!, {})).body).toMatchObject({ state: "acknowledged" });
    expect((await noticesOf(admin, "state=waiting")).map(({ partnerId }) => partnerId)).toEqual([other.id]);

    // The same words once more ask for nothing.
    await admin.put(POLICY, { protectionDays: 60, protectedTiers: ["A"] });
    await stack().settled();
    expect((await noticesOf(api, "subject=protection"))[0]).toMatchObject({ number: 1, state: "acknowledged" });

    // A new version is asked for anew, what was acknowledged stays; who asks for nothing is told of it all the same.
    await admin.put(POLICY, { protectionDays: 30 });
    await stack().settled();
    expect((await noticesOf(api, "subject=protection"))[0]).toMatchObject({
      ...{ number: 3, state: "waiting", protection: { protectionDays: 30 } },
      acknowledgements: [{ number: 1 }],
    });
    await admin.put("/v1/partner-programme", { asksAcknowledgement: ["discount"] });
    await stack().settled();
    expect(states(await noticesOf(admin))).toEqual([
      ["discount", 2, "acknowledged"],
      ["protection", 3, "informed"],
      ["protection", 3, "informed"],
    ]);
    expect((await admin.put("/v1/partner-programme", { asksAcknowledgement: ["price"] })).body.errors[0].path).toBe(
      "asksAcknowledgement.0",
    );
  });

  test("is told to nobody else: who reads no partners reads no terms, known or not", async () => {
    const { admin, partner, person } = await channelWorld(stack(), "2026-10-05");
    const mine = await partner({ tier: "金牌" });
    await made(admin, "/v1/roles", { name: "外勤", permissions: ["accounts.read"], scopes: { "*": "own" } });
    const { api } = await person({ roles: ["外勤"] });
    for (const id of [mine.id, "ptn_01J0000000000000000000"])
      expect((await api.get(`/v1/partners/${id}/terms`)).status).toBe(403);
    expect((await api.get(POLICY)).status).toBe(403);
    const seller = await person({ roles: ["sales"] });
    expect((await seller.api.get(`/v1/partners/${mine.id}/terms`)).body.items).toHaveLength(1);
    expect((await seller.api.get(POLICY)).status).toBe(200);
  });
});

test("what partners are told and owed is seen by who looks after them and by their managers, and goes over with them", async () => {
  const { admin, partner, person, sell, pay, crm } = await channelWorld(stack(), "2026-10-05");
  const department = async (name: string, parentId?: string) =>
    (await made(admin, "/v1/departments", { name, ...(parentId && { parentId }) })).id;
  const region = await department("大区");
  const [east, north] = [await department("华东", region), await department("华北", region)];
  await made(admin, "/v1/roles", { name: "渠道经理", permissions: ["rebates.read"], scopes: { "*": "own" } });
  const [ann, ben] = [
    await person({ roles: ["渠道经理"], departmentId: east }),
    await person({ roles: ["渠道经理"], departmentId: north }),
  ];
  const [eastern, northern, head] = [
    await person({ roles: ["manager"], departmentId: east }),
    await person({ roles: ["manager"], departmentId: north }),
    await person({ roles: ["manager"], departmentId: region }),
  ];
  const mine = await partner({ tier: "金牌", managerId: ann.id });
  const nobodys = await partner({ tier: "银牌" });
  await made(admin, "/v1/rebate-rules", ruleFrom("2026-10-05", { asksAcknowledgement: true }));
  await stack().settled();
  for (const { api } of [mine, nobodys])
    for (const { ruleId } of await noticesOf(api)) await api.post(`/v1/rebate-rules/${ruleId}/acknowledge`, {});
  for (const seller of [mine, nobodys]) {
    const { references } = await sell(seller.id, [[crm.id, 50_000]], [50_000]);
    await pay(references[0] as string, 50_000, "2026-10-05");
  }
  await stack().settled();
  const seen = async ({ api }: { api: Api }) => {
    const lists = await Promise.all(
      [NOTICES, "/v1/partner-statements", "/v1/rebates"].map(async (path) => (await api.get(path)).body.items),
    );
    const [statement] = (lists[1] ?? []) as { id: string; partnerId: string }[];
    const entries = statement && (await api.get(`/v1/partner-statements/${statement.id}/entries`)).body.items;
    expect(lists.flat().every(({ partnerId }: { partnerId: string }) => partnerId === mine.id)).toBe(true);
    return [...lists.map(({ length }) => length), entries?.length ?? 0];
  };
  const all = [2, 1, 1, 1];
  const none = [0, 0, 0, 0];
  const everybody = async () => Promise.all([ann, eastern, head, ben, northern].map(seen));
  expect(await everybody()).toEqual([all, all, all, none, none]);
  const [statement] = (await ann.api.get("/v1/partner-statements")).body.items;
  expect((await ben.api.get(`/v1/partner-statements/${statement.id}`)).status).toBe(404);

  expect((await admin.patch(`/v1/partners/${mine.id}`, { managerId: ben.id })).status).toBe(200);
  await stack().settled();
  expect(await everybody()).toEqual([none, none, all, all, all]);
  // Whoever leaves hands their partners on, with all that these are told and owed.
  await jobOf(stack(), admin, `/v1/users/${ben.id}/offboard`, { to: ann.id });
  await stack().settled();
  expect(await Promise.all([ann, eastern, head, northern].map(seen))).toEqual([all, all, all, none]);
  expect((await admin.patch(`/v1/partners/${mine.id}`, { managerId: null })).status).toBe(200);
  await stack().settled();
  expect(await Promise.all([ann, eastern, head, northern].map(seen))).toEqual([none, none, none, none]);
  expect((await mine.api.get("/v1/rebates")).body.items).toHaveLength(1);
});
