import { describe, expect, test } from "@jest/globals";
import { handler as sweepScores } from "../../functions/leads/sweep.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const PERSON = { name: "李娜", company: "上海某某科技有限公司", email: "li.na@some.cn", phone: "13800000003" };

describe("a lead", () => {
  test("is worked through its states, and says why nothing came of it", async () => {
    const { admin } = await openTenant(stack());
    const created = await admin.post("/v1/leads", { ...PERSON, source: "event", channel: "expo" });
    expect(created.body).toMatchObject({ status: "new", source: "event", score: 0 });
    const path = `/v1/leads/${created.body.id}`;
    expect((await admin.patch(path, { status: "working" })).body.status).toBe("working");
    const silent = await admin.patch(path, { status: "disqualified" });
    expect(silent.body).toMatchObject({ status: 422, errors: [{ path: "disqualifiedReason", code: "required" }] });
    const lost = await admin.patch(path, { status: "disqualified", disqualifiedReason: "no budget" });
    expect(lost.body).toMatchObject({ status: "disqualified", disqualifiedReason: "no budget" });
    expect((await admin.patch(path, { status: "sql" })).body.code).toBe("invalid_state");
    const again = await admin.patch(path, { status: "working" });
    expect(again.body.status).toBe("working");
    expect(again.body.disqualifiedReason).toBeUndefined();
    expect((await admin.patch(path, { status: "converted" })).status).toBe(422);
  });
});

describe("scoring", () => {
  test("explains every point, promotes by thresholds, grades, and decays with time", async () => {
    const { admin } = await openTenant(stack());
    const policy = {
      mqlScore: 30,
      sqlScore: 100,
      grades: [
        { grade: "A", min: 80 },
        { grade: "B", min: 20 },
      ],
    };
    expect((await admin.put("/v1/lead-policy", policy)).body).toMatchObject({
      ...policy,
      duplicates: "warn",
      version: 1,
    });
    const shanghai = { all: [{ field: "region", op: "eq", value: "上海" }] };
    await made(admin, "/v1/scoring-rules", { name: "华东", when: shanghai, points: 10 });
    await made(admin, "/v1/scoring-rules", { name: "来电", when: "call", points: 40, halfLifeDays: 10 });
    const wrong = await admin.post("/v1/scoring-rules", {
      name: "x",
      when: { all: [{ field: "colour", op: "eq", value: "red" }] },
      points: 1,
    });
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ path: "when.all.0.field", code: "unknown_filter" }] });
    const lead = await made(admin, "/v1/leads", { ...PERSON, region: "上海" });
    expect(lead).toMatchObject({ score: 10, scoreParts: [{ name: "华东", points: 10 }], status: "new" });
    const path = `/v1/leads/${lead.id}`;
    const touched = await admin.post(`${path}/touches`, { kind: "call", id: "tch_000000000000000001" });
    expect(touched.body).toMatchObject({ score: 50, status: "mql", grade: "B" });
    expect(touched.body.scoreParts.map((p: { points: number }) => p.points).sort()).toEqual([10, 40]);
    const twice = await admin.post(`${path}/touches`, { kind: "call", id: "tch_000000000000000001" });
    expect(twice.body).toMatchObject({ score: 50, touchCount: 1 });
    await admin.patch(path, { status: "working" });
    expect((await admin.patch(path, { note: "later" })).body.status).toBe("working");
    stack().clock.set(new Date(stack().clock.now().getTime() + 10 * 86_400_000));
    await sweepScores();
    expect((await admin.get(path)).body).toMatchObject({ score: 30 });
    expect((await admin.get(`${path}/touches`)).body.items).toMatchObject([{ kind: "call" }]);
    const future = await admin.post(`${path}/touches`, { kind: "call", at: "2999-01-01T00:00:00Z" });
    expect(future.body).toMatchObject({ status: 422, errors: [{ path: "at" }] });
  });

  test("counts touches that come at the same time, each once", async () => {
    const { admin } = await openTenant(stack());
    await made(admin, "/v1/scoring-rules", { name: "活动", when: "event", points: 5 });
    const lead = await made(admin, "/v1/leads", PERSON);
    const path = `/v1/leads/${lead.id}`;
    await Promise.all(Array.from({ length: 5 }, () => admin.post(`${path}/touches`, { kind: "event" })));
    expect((await admin.get(path)).body).toMatchObject({ score: 25, touchCount: 5 });
  });
});

describe("duplicates", () => {
  test("are named with reasons when a lead is made, as far as the caller may see them", async () => {
    const { admin, person } = await openTenant(stack());
    const rep = await person({ roles: ["sales"] });
    const first = await made(admin, "/v1/leads", PERSON);
    const second = await made(admin, "/v1/leads", { name: "李娜", email: "Li.Na+x@some.cn" });
    expect(second.possibleDuplicates).toMatchObject([{ noun: "lead", id: first.id, title: "李娜" }]);
    const seen = await admin.get(`/v1/leads/${second.id}/duplicates`);
    expect(seen.body.items[0].reasons[0]).toEqual({ kind: "email", strong: true });
    const unseen = await rep.api.post("/v1/leads", PERSON);
    expect(unseen.status).toBe(201);
    expect(unseen.body.possibleDuplicates).toBeUndefined();
  });

  test("are found across leads, contacts and accounts", async () => {
    const { admin } = await openTenant(stack());
    const account = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司" });
    const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id, phone: "+8613800000003" });
    const lead = await made(admin, "/v1/leads", PERSON);
    const ids = async (path: string) =>
      (await admin.get(`${path}/duplicates`)).body.items.map((i: { id: string }) => i.id).sort();
    expect(await ids(`/v1/leads/${lead.id}`)).toEqual([account.id, contact.id].sort());
    expect(await ids(`/v1/contacts/${contact.id}`)).toEqual([lead.id]);
    expect(await ids(`/v1/accounts/${account.id}`)).toEqual([lead.id]);
  });

  test("are found by a scan through all that one sees, each pair once", async () => {
    const { admin, person } = await openTenant(stack());
    const rep = await person({ roles: ["sales"] });
    const ids: string[] = [];
    for (let n = 0; n < 30; n++) {
      const phone = `1380000${String(2_000 + Math.floor(n / 3))}`;
      ids.push((await made(admin, "/v1/leads", { name: `线索${n}`, phone })).id);
    }
    const pairs: string[] = [];
    let calls = 0;
    for (let cursor: string | null = ""; cursor !== null; calls++) {
      const { body } = await admin.get(`/v1/leads/duplicates${cursor && `?cursor=${encodeURIComponent(cursor)}`}`);
      for (const { id, duplicates } of body.items) {
        for (const other of duplicates) pairs.push([id, other.id].sort().join(" "));
      }
      cursor = body.nextCursor;
    }
    expect(calls).toBe(2);
    const threes = Array.from({ length: 10 }, (_, n) => ids.slice(3 * n, 3 * n + 3) as [string, string, string]);
    const expected = threes.flatMap(([a, b, c]) =>
      [
        [a, b],
        [a, c],
        [b, c],
      ].map((pair) => pair.sort().join(" ")),
    );
    expect(pairs.sort()).toEqual(expected.sort());
    expect((await rep.api.get("/v1/leads/duplicates")).body.items).toEqual([]);
  });

  test("are refused where the tenant says so, also when they come at the same time", async () => {
    const { admin, person } = await openTenant(stack());
    const rep = await person({ roles: ["sales"] });
    await admin.put("/v1/lead-policy", { duplicates: "refuse" });
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, n) => admin.post("/v1/leads", { name: `李娜 ${n}`, phone: "13800000009" })),
    );
    expect(replies.map((r) => r.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const [kept] = (await admin.get("/v1/leads")).body.items;
    const again = await admin.post("/v1/leads", { name: "王芳", phone: "13800000009" });
    expect(again.body).toMatchObject({ code: "duplicate", errors: [{ path: "phone" }] });
    expect(again.body.detail).toContain(kept.id);
    const stranger = await rep.api.post("/v1/leads", { name: "王芳", phone: "13800000009" });
    expect(stranger.body.code).toBe("duplicate");
    expect(stranger.body.detail).not.toContain(kept.id);
    await admin.patch(`/v1/leads/${kept.id}`, { status: "disqualified", disqualifiedReason: "moved" });
    expect((await admin.post("/v1/leads", { name: "王芳", phone: "13800000009" })).status).toBe(201);
    expect((await admin.patch(`/v1/leads/${kept.id}`, { status: "working" })).body.code).toBe("duplicate");
  });
});
