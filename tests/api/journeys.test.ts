import { describe, expect, test } from "@jest/globals";
import { handler as counted } from "../../functions/behaviour/sweep.ts";
import { STRATEGIES } from "../../functions/journeys/strategies.ts";
import { lambdas } from "../../functions/modules.ts";
import { is, journeyWorld, task, wait } from "../support/journeys.ts";
import { useStack } from "../support/stack.ts";
import { made, unlike } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const plain = { name: "试", of: "lead", trigger: { kind: "manual" }, steps: [task("call")] };
const filter = (field: string, value: unknown) => ({ all: [{ field, op: "eq", value }] });

describe("publishing", () => {
  test("names all that is wrong, each at its path", async () => {
    const { admin } = await journeyWorld(stack());
    const segment = await made(admin, "/v1/segments", { name: "人", of: "contact", kind: "manual" });
    const refused = async (fields: object): Promise<string[]> => {
      const { id } = await made(admin, "/v1/journeys", { ...plain, ...fields });
      const { status, body } = await admin.post(`/v1/journeys/${id}/publish`);
      expect(status).toBe(422);
      return body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`).sort();
    };
    expect(
      await refused({
        trigger: { kind: "record", noun: "unicorn", filter: filter("a", 1) },
        goals: [{ key: "won", when: [is("status", "绝不"), is("status", "open", "record")] }],
        steps: [
          { ...task("a", "b") },
          { key: "b", kind: "condition", when: [is("nothing", 1)], next: "a", else: "nowhere" },
          { key: "c", kind: "segment", segmentId: segment.id, change: "add" },
          { key: "d", kind: "mail", templateId: "tpl_0000000000000000000" },
          { key: "e", kind: "setFields", values: { status: "绝不", unheard: 1 } },
          { key: "f", kind: "coupon", templateId: "cpt_0000000000000000000" },
          { key: "g", kind: "waitUntil", at: "09:00", date: { of: "person", field: "name" } },
        ],
      }),
    ).toEqual([
      "goals.0.when.0.filter.all.0.value invalid",
      "goals.0.when.1.of invalid",
      "steps.1.else unknown_reference",
      "steps.1.when.0.filter.all.0.field unknown_filter",
      "steps.2.segmentId invalid",
      "steps.3.templateId unknown_reference",
      "steps.4.values.status invalid_value",
      "steps.4.values.unheard unknown_field",
      "steps.5.templateId unknown_reference",
      "steps.6.date.field invalid",
      "trigger.noun unknown_reference",
    ]);
    expect(await refused({ steps: [task("a", "b"), task("b", "a"), task("c")] })).toEqual([
      "steps.0.next endless",
      "steps.1.next endless",
      "steps.2.key unreachable",
    ]);
    expect(await refused({ of: "contact", steps: [{ key: "t", kind: "touch", touch: "visit" }] })).toEqual([
      "steps.0.kind invalid",
    ]);
    expect(await refused({ trigger: { kind: "segment", segmentId: segment.id, on: "entered" } })).toEqual([
      "trigger.segmentId invalid",
    ]);
  });

  test("refuses what its author may not see, write or do", async () => {
    const { admin, person, keeper } = await journeyWorld(stack());
    await made(admin, "/v1/roles", {
      name: "journeyer",
      permissions: ["journeys.*", "leads.read", "leads.write"],
      scopes: { lead: "all", journey: "all" },
      fields: { lead: { phone: "hidden", note: "readOnly" } },
    });
    const { api } = await person({ roles: ["journeyer"] });
    const hidden = { key: "h", kind: "condition", when: [is("phone", "13800000002")], next: "note" };
    const fixed = { key: "note", kind: "setFields", values: { note: "x" }, next: "task" };
    const { id } = await made(api, "/v1/journeys", { ...plain, steps: [hidden, fixed, task("task")] });
    const { status, body } = await api.post(`/v1/journeys/${id}/publish`);
    expect([status, body.errors.map((e: { path: string; code: string }) => `${e.path} ${e.code}`).sort()]).toEqual([
      422,
      ["steps.0.when.0.filter forbidden", "steps.1.values.note read_only", "steps.2 forbidden"],
    ]);
    expect((await keeper.api.post(`/v1/journeys/${id}/publish`)).status).toBe(403);
  });

  test("by somebody who sees their own people alone begins it for no others", async () => {
    const { admin, person, publish, on } = await journeyWorld(stack());
    await made(admin, "/v1/roles", {
      name: "ownPeople",
      permissions: ["journeys.*", "leads.read", "activities.write"],
      scopes: { lead: "own", journey: "own" },
    });
    const own = await person({ roles: ["ownPeople"] });
    const trigger = { kind: "record", noun: "lead", filter: filter("status", "new") };
    const { id } = await made(own.api, "/v1/journeys", { ...plain, trigger });
    await publish(id, own.api);
    const theirs = await made(admin, "/v1/leads", { name: "一", ownerId: own.id });
    await made(admin, "/v1/leads", { name: "二" });
    await stack().settled();
    expect((await on(id)).map(({ personId }) => personId)).toEqual([theirs.id]);
  });
});

test("a journey is begun by hand once at a time, by its rules of re-entry and of entry", async () => {
  const { admin, published } = await journeyWorld(stack());
  const once = await published({ ...plain, entry: [is("industry", "软件")] });
  const again = await published({ ...plain, reentry: { kind: "always" }, steps: [wait("w", 1, "call"), task("call")] });
  const begin = async (id: string, personId: string) => {
    const { status, body } = await admin.post(`/v1/journeys/${id}/enrolments`, { personId });
    return status === 201 ? body.state : (body.errors?.[0]?.message ?? status);
  };
  const soft = await made(admin, "/v1/leads", { name: "软", industry: "软件" });
  const hard = await made(admin, "/v1/leads", { name: "硬", industry: "制造" });
  expect(await begin(once, soft.id)).toBe("completed");
  expect(await begin(once, soft.id)).toContain("re-entry");
  expect(await begin(once, hard.id)).toContain("must hold");
  expect(await begin(again, soft.id)).toBe("active");
  expect(await begin(again, soft.id)).toContain("already");
  expect((await admin.post(`/v1/journeys/${once}/enrolments`, { personId: unlike(soft.id) })).status).toBe(404);
  const replies = await Promise.all([1, 2, 3, 4].map(() => begin(again, hard.id)));
  expect(replies.filter((one) => one === "active")).toHaveLength(1);
});

test("a simulation says which way somebody would go, and does nothing", async () => {
  const { admin, tasks } = await journeyWorld(stack());
  const { id } = await made(admin, "/v1/journeys", {
    ...plain,
    entry: [is("industry", "软件")],
    steps: [
      wait("three", 3, "big"),
      { key: "big", kind: "condition", when: [is("industry", "软件")], next: "mql", else: "other" },
      { key: "mql", kind: "waitFor", when: [is("status", "mql")], within: { days: 5 }, next: "other", else: "call" },
      task("call"),
      task("other"),
    ],
  });
  const soft = await made(admin, "/v1/leads", { name: "软", industry: "软件" });
  const hard = await made(admin, "/v1/leads", { name: "硬" });
  const way = async (personId: string) => {
    const { body } = await admin.post(`/v1/journeys/${id}/simulate`, { personId });
    const path = body.path.map(({ step, did }: { step: string; did: string }) => `${step} ${did}`);
    return { enters: body.enters, why: body.why, endsBy: body.endsBy, path };
  };
  expect(await way(soft.id)).toEqual({
    enters: true,
    endsBy: "completed",
    path: ["three waited", "big yes", "mql timedOut", "call done"],
  });
  expect(await way(hard.id)).toEqual({
    enters: false,
    why: "entry",
    endsBy: "completed",
    path: ["three waited", "big no", "other done"],
  });
  expect([...(await tasks(soft.id)), ...(await tasks(hard.id))]).toEqual([]);
});

test("the library has thirteen strategies, which are installed as drafts", async () => {
  const { admin } = await journeyWorld(stack());
  const { items } = (await admin.get("/v1/journey-strategies")).body;
  expect(items.map(({ key }: { key: string }) => key)).toEqual(STRATEGIES.map(({ key }) => key));
  expect(items).toHaveLength(13);
  const install = (key: string, body: object = {}) => admin.post(`/v1/journey-strategies/${key}/install`, body);
  expect((await install("renewal-due")).body).toMatchObject({ status: "draft", name: "续约前 90 天" });
  expect((await install("quote-unpaid-coupon")).body.errors).toMatchObject([{ path: "couponTemplateId" }]);
  expect((await install("nothing")).status).toBe(404);
});

test("people come onto a journey by a list, by a filter, and by a day that a field names", async () => {
  const { admin, published, on } = await journeyWorld(stack());
  const list = await made(admin, "/v1/segments", { name: "名单", of: "lead", kind: "manual" });
  const rule = await made(admin, "/v1/segments", {
    name: "软件",
    of: "lead",
    kind: "rule",
    filter: filter("industry", "软件"),
    tracked: true,
  });
  const by = (segmentId: string, way: string) =>
    published({ ...plain, trigger: { kind: "segment", segmentId, on: way } });
  const journeys = [
    await by(list.id, "entered"),
    await by(list.id, "left"),
    await by(rule.id, "entered"),
    await by(rule.id, "left"),
  ];
  const row = await made(admin, "/v1/leads", { name: "软" });
  const counts = async () => {
    await stack().settled();
    return Promise.all(journeys.map(async (id) => (await on(id)).length));
  };
  expect(await counts()).toEqual([0, 0, 0, 0]);
  await admin.post(`/v1/segments/${list.id}/members`, { add: [row.id] });
  expect(await counts()).toEqual([1, 0, 0, 0]);
  await admin.post(`/v1/segments/${list.id}/members`, { remove: [row.id] });
  await admin.patch(`/v1/leads/${row.id}`, { industry: "软件" });
  expect(await counts()).toEqual([1, 1, 1, 0]);
  await admin.patch(`/v1/leads/${row.id}`, { industry: "制造" });
  expect(await counts()).toEqual([1, 1, 1, 1]);
});

test("people come onto a journey by what they do, and go on once they do what it waits for", async () => {
  const { admin, published, on } = await journeyWorld(stack());
  const asked = { kind: "did", behaviour: { did: "price.asked", withinDays: 3 } };
  const id = await published({
    ...plain,
    trigger: { kind: "event", name: "page.viewed" },
    steps: [{ key: "ask", kind: "waitFor", when: [asked], within: { days: 2 }, next: "call" }, task("call")],
  });
  const row = await made(admin, "/v1/leads", { name: "软" });
  const tell = async (name: string, insertId: string) => {
    const at = stack().clock.now().toISOString();
    expect((await admin.post("/v1/events", { events: [{ insertId, name, at, personId: row.id }] })).status).toBe(202);
    await stack().settled();
    await stack().advance(120);
    await counted();
    await stack().settled();
    return (await on(id)).map(({ state, taken }) => [state, ...taken.map(({ step, did }) => `${step} ${did}`)]);
  };
  expect(await tell("form.seen", "1")).toEqual([]);
  expect(await tell("page.viewed", "2")).toEqual([["active"]]);
  expect(await tell("page.viewed", "2")).toEqual([["active"]]);
  expect(await tell("price.asked", "3")).toEqual([["completed", "ask came", "call done"]]);
});

test("how many people are at each step is told of every version, for those who may read it", async () => {
  const { admin, published, publish, person } = await journeyWorld(stack());
  const steps = [wait("a-day", 1, "call"), task("call")];
  const id = await published({ ...plain, steps });
  const begin = async (name: string) => {
    const { id: personId } = await made(admin, "/v1/leads", { name });
    expect((await admin.post(`/v1/journeys/${id}/enrolments`, { personId })).status).toBe(201);
  };
  await begin("甲");
  await begin("乙");
  await admin.patch(`/v1/journeys/${id}`, { steps: [task("call")] });
  await publish(id);
  await begin("丙");
  await stack().settled();
  const told = await admin.get(`/v1/journeys/${id}/standing`);
  expect(told.body).toEqual({
    items: [
      { number: 2, state: "completed", people: 1 },
      { number: 1, state: "active", step: "a-day", people: 2 },
    ],
    nextCursor: null,
  });
  const onVersion = async (number: unknown) => admin.get(`/v1/journeys/${id}/enrolments?number=${number}`);
  expect((await onVersion(1)).body.items).toHaveLength(2);
  expect((await onVersion(2)).body.items).toHaveLength(1);
  expect((await onVersion("one")).body.errors).toMatchObject([{ path: "number" }]);
  expect((await admin.get(`/v1/journeys/${id}/standing?cursor=x`)).body.code).toBe("invalid_cursor");
  const finance = await person({ roles: ["finance"] });
  expect((await finance.api.get(`/v1/journeys/${id}/standing`)).status).toBe(403);
});
