import { beforeAll, describe, expect, test } from "@jest/globals";
import { type JobRow, job } from "../../functions/jobs/table.ts";
import { newId } from "../../shared/ids.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { DemoTenant } from "../support/demo.ts";
import { overtaking } from "../support/overtake.ts";
import { allExamples, paste, playedDemo } from "../support/paste.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const between = overtaking();
const stack = useStack({ interceptor: between });

describe("a call that was overtaken between its reading and its writing", () => {
  let demo: DemoTenant;
  beforeAll(async () => {
    demo = await playedDemo(stack());
  });

  test("by the product's own progress is decided anew, whichever route it is of", async () => {
    const lost: string[] = [];
    const met: string[] = [];
    for (const { name, text } of await allExamples(stack().api())) {
      let overtaken: string[] = [];
      const answer = await paste(stack(), demo, text, () => {
        overtaken = between.next(stack(), "progress twice").met;
      });
      if (overtaken.length > 0) met.push(name);
      if (answer.status >= 300) lost.push(`${name}: ${answer.status} ${answer.text.slice(0, 200)} ${overtaken}`);
    }
    expect(lost).toEqual([]);
    // Were nothing overtaken, nothing would be told by this.
    expect(met.length).toBeGreaterThan(60);
  });
});

describe("whoever ends a job or takes it back", () => {
  const standing = async (state: JobRow["state"]) => {
    const { id: tenantId, admin } = await openTenant(stack());
    const table = await tenantTable(tenantId, { actor: "system:jobs", from: "", requestId: "", unattended: true });
    const { items } = (await admin.get("/v1/users")).body;
    const at = stack().clock.now().toISOString();
    const { id } = await table.create(job, {
      id: newId(job.prefix, stack().clock.now()),
      ...{ version: 1, createdAt: at, updatedAt: at, kind: "batch", noun: "account", state, params: {}, runs: 1 },
      progress: { done: 0, failed: 0 },
      cursor: { stage: "work", planned: 0, items: 0, page: 0 },
      createdBy: items[0].id,
    } as JobRow);
    return { admin, path: `/v1/jobs/${id}` };
  };

  test.each([
    ["cancel", "running", { cancelling: true }],
    ["undo", "cancelled", { state: "undoing" }],
  ] as const)("does not lose against its progress: %s", async (verb, state, expected) => {
    const { admin, path } = await standing(state);
    const { met } = between.next(stack(), "progress twice");
    const reply = await admin.post(`${path}/${verb}`, {});
    expect([met.length, reply.status]).toEqual([1, 200]);
    expect(reply.body).toMatchObject(expected);
    await stack().settled();
  });
});

describe("a change of an account", () => {
  const prepared = async () => {
    const { admin } = await openTenant(stack());
    const { id } = await made(admin, "/v1/accounts", { name: "云帆" });
    await stack().settled();
    const { version } = (await admin.get(`/v1/accounts/${id}`)).body;
    const rename = (headers = {}) => admin.patch(`/v1/accounts/${id}`, { website: "https://a.example.com" }, headers);
    return { rename, ifMatch: { "if-match": `"${version}"` } };
  };

  test.each(["colleague", "colleague, then progress"] as const)(
    "that comes after that of a %s is stale",
    async (how) => {
      const { rename } = await prepared();
      const { met } = between.next(stack(), how);
      const reply = await rename();
      expect([met.length, reply.status, reply.body.code]).toEqual([1, 409, "stale"]);
    },
  );

  test.each(["progress", "colleague"] as const)("that names a version is refused with 412 after %s", async (how) => {
    const { rename, ifMatch } = await prepared();
    between.next(stack(), how);
    const reply = await rename(ifMatch);
    expect([reply.status, reply.body.code]).toEqual([412, "precondition_failed"]);
  });

  test("that was sent with a key answers the same when it is sent again", async () => {
    const { admin } = await openTenant(stack());
    const { id } = await made(admin, "/v1/accounts", { name: "云帆" });
    await stack().settled();
    const send = () => admin.post("/v1/contacts", { name: "王芳", accountId: id }, { "idempotency-key": "one" });
    between.next(stack(), "progress");
    const [first, again] = [await send(), await send()];
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
  });
});
