import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { accountNoun } from "../../functions/accounts/noun.ts";
import { contactNoun } from "../../functions/contacts/noun.ts";
import { begin, type Merging } from "../../functions/merging/begin.ts";
import { run } from "../../functions/merging/run.ts";
import { merge } from "../../functions/merging/table.ts";
import { everyEntity } from "../../functions/streams/entities.ts";
import { systemCaller } from "../../functions/users/system.ts";
import { Fault } from "../../shared/fault.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { damagedRows } from "../support/damage.ts";
import { scaled } from "../support/soak.ts";
import { type Api, useStack } from "../support/stack.ts";
import { standingDifferences, standingRows } from "../support/standing.ts";
import { made, openTenant } from "../support/tenant.ts";

const STORIES = scaled(4, 300);

const stack = useStack();

const NAMES = ["上海云帆", "云帆科技", "苏州云帆", "杭州海纳", "海纳百川"];

/** Companies and people as they may hang together; numbers choose among what was made before. */
const world = fc.record({
  accounts: fc.array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      registrationNo: fc.boolean(),
      payerNames: fc.uniqueArray(fc.constantFrom("云帆", "海纳", "付款方"), { maxLength: 2 }),
      tags: fc.uniqueArray(fc.constantFrom("重点", "渠道"), { maxLength: 2 }),
      parent: fc.option(fc.nat(), { nil: undefined }),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  contacts: fc.array(
    fc.record({
      name: fc.constantFrom("李娜", "王芳", "张伟"),
      hasMail: fc.boolean(),
      account: fc.nat(),
      former: fc.option(fc.nat(), { nil: undefined }),
      isToldOf: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  // What somebody did for several of them at once.
  meetings: fc.array(
    fc.record({
      accounts: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
      contacts: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
      participants: fc.array(fc.record({ contact: fc.nat(3), hasName: fc.boolean() }), { maxLength: 4 }),
    }),
    { maxLength: 3 },
  ),
  merges: fc.array(
    fc.record({
      noun: fc.constantFrom("accounts" as const, "contacts" as const),
      into: fc.nat(),
      from: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
      takesName: fc.boolean(),
      // In its middle a company gets another place in its group, by aim the one where the merge cannot go on.
      disturbed: fc.option(
        fc.record({
          steps: fc.nat(5),
          isAimed: fc.boolean(),
          account: fc.nat(),
          parent: fc.option(fc.nat(), { nil: undefined, freq: 3 }),
        }),
        { nil: undefined, freq: 2 },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;
type Disturbance = NonNullable<World["merges"][number]["disturbed"]>;

/** A meeting with a company and with a person who works there: both move in one step, and the person moves the meeting too. */
const metTogether: World = {
  accounts: [
    { name: "上海云帆", registrationNo: false, payerNames: [], tags: [], parent: undefined },
    { name: "云帆科技", registrationNo: false, payerNames: [], tags: [], parent: undefined },
  ],
  contacts: [
    { name: "李娜", hasMail: false, account: 0, former: undefined, isToldOf: false },
    { name: "王芳", hasMail: false, account: 1, former: undefined, isToldOf: false },
  ],
  meetings: [{ accounts: [1], contacts: [1], participants: [] }],
  merges: [{ noun: "accounts", into: 0, from: [1], takesName: false, disturbed: undefined }],
};

type Ids = Record<"accounts" | "contacts", string[]>;
const among = (ids: readonly string[], n: number): string => ids[n % ids.length] as string;

/** Makes a world, each company and person with a task of its own, and gives the ids. */
async function build(admin: Api, { accounts, contacts, meetings }: World): Promise<Ids> {
  const ids: Ids = { accounts: [], contacts: [] };
  const task = (noun: string, id: string) =>
    made(admin, "/v1/activities", { kind: "task", subject: `跟进 ${id}`, relatedTo: [{ noun, id }] });
  for (const [n, { parent, registrationNo, ...account }] of accounts.entries()) {
    const parentId = parent !== undefined && n > 0 ? among(ids.accounts, parent) : undefined;
    const number = registrationNo ? { registrationNo: `R-${n}` } : {};
    const { id } = await made(admin, "/v1/accounts", { ...account, ...number, parentId });
    ids.accounts.push(id);
    await task("account", id);
  }
  for (const [n, { name, hasMail, account, former, isToldOf }] of contacts.entries()) {
    const accountId = among(ids.accounts, account);
    const past = former === undefined ? undefined : among(ids.accounts, former);
    const stints = [...new Set([past, ids.accounts[0], accountId])].filter((id) => id !== undefined);
    const employments = past && stints.map((id) => ({ accountId: id, role: "采购" }));
    const mail = hasMail ? { email: `p${n}@example.com` } : {};
    const { id } = await made(admin, "/v1/contacts", { name, ...mail, accountId, employments });
    ids.contacts.push(id);
    if (isToldOf) await task("contact", id);
  }
  for (const { accounts: firms, contacts: people, participants } of meetings) {
    const some = (noun: string, from: string[], at: number[]) =>
      [...new Set(at.flatMap((n) => from[n] ?? []))].map((id) => ({ noun, id }));
    const relatedTo = [...some("account", ids.accounts, firms), ...some("contact", ids.contacts, people)];
    const present = participants.flatMap(({ contact, hasName }) => {
      const contactId = ids.contacts[contact];
      return contactId ? [{ contactId, ...(hasName && { name: "代表" }) }] : [];
    });
    await made(admin, "/v1/activities", { kind: "meeting", subject: "会议", relatedTo, participants: present });
  }
  return ids;
}

/** Nothing hangs on a record that another has taken in. */
async function expectNothingOn(admin: Api, merged: readonly string[]): Promise<void> {
  for (const id of merged.filter((one) => one.startsWith("acc_"))) {
    for (const path of ["contacts", "activities"]) {
      const { status, body } = await admin.get(`/v1/${path}?accountId=${id}`);
      expect([path, status, body.items]).toEqual([path, 200, []]);
    }
  }
}

/** Which company gets which place. Aimed is the company that stays, put below one that the other brings with it. */
async function placed(
  admin: Api,
  { accounts }: Ids,
  { targetId, from }: Omit<Merging, "id">,
  { isAimed, account, parent }: Disturbance,
): Promise<{ account: string; parent: string | undefined }> {
  // A contact is no parent, and asking for what lies below it is refused.
  const mayAim = isAimed && accounts.includes(targetId);
  const below = mayAim && (await admin.get(`/v1/accounts?parentId=${from[0]}&limit=1`)).body.items[0]?.id;
  if (below) return { account: targetId, parent: below };
  return { account: among(accounts, account), parent: parent === undefined ? undefined : among(accounts, parent) };
}

/** Steps enough for whatever is merged here. */
const STEPS_MAX = 1_000;

/**
 * Merges, and moves a company within its group after some steps. However the merge ends, when it is undone and the company
 * is put back nothing has changed. Gives the states that the merge was found in.
 */
async function disturb(
  { tenantId, admin }: { tenantId: string; admin: Api },
  { path, merging }: { path: string; merging: Omit<Merging, "id"> },
  { steps, account, parent }: { steps: number; account: string; parent: string | undefined },
): Promise<string[]> {
  const table = await tenantTable(tenantId, { actor: "system:test", from: "", requestId: "test" });
  const system = await systemCaller(table, "test", stack().clock.now());
  const of = path.startsWith(accountNoun.path) ? accountNoun : contactNoun;
  const move = (parentId: unknown) => admin.patch(`/v1/accounts/${account}`, { parentId: parentId ?? null });
  const former = (await admin.get(`/v1/accounts/${account}`)).body.parentId;
  const begun = await begin(system, of, { ...merging, id: system.newId(merge.prefix) }).catch((error: Fault) => error);
  if (begun instanceof Fault) return [begun.code];
  await run(system, begun, steps);
  // Into a circle, or of one that is taken in already: refused.
  const moved = await move(parent);
  expect([200, 409, 422]).toContain(moved.status);
  const { state } = await run(system, await table.get(merge, begun.id), STEPS_MAX);
  expect(["done", "refused", "halted"]).toContain(state);
  const states: string[] = [state];
  const undo = async () => {
    const { status, body } = await admin.post(`${path}/unmerge`, { mergeId: begun.id });
    expect([status, ["undone", "refused", "halted"]]).toEqual([200, expect.arrayContaining([body.merge.state])]);
    states.push(body.merge.state);
  };
  if (state === "done") await undo();
  if (moved.status === 200) expect((await move(former)).status).toBe(200);
  if (states.at(-1) === "halted") await undo();
  expect(["undone", "refused"]).toContain(states.at(-1));
  await stack().settled();
  return states;
}

test("whatever is merged into whatever, however often, undoing it last first gives each state back exactly", async () => {
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const { id: tenantId, admin } = await openTenant(stack());
      const ids = await build(admin, w);
      const done: { path: string; before: string[] }[] = [];
      for (const { noun, into, from, takesName, disturbed } of w.merges) {
        if (ids[noun].length < 2) continue;
        const target = among(ids[noun], into);
        const taken = [...new Set(from.map((n) => among(ids[noun], n)))];
        const path = `/v1/${noun}/${target}`;
        await stack().settled();
        const before = await standingRows(stack(), tenantId);
        const fields = takesName ? { name: taken[0] ?? "" } : undefined;
        if (disturbed) {
          const merging = { targetId: target, from: taken, fields };
          const place = { steps: disturbed.steps, ...(await placed(admin, ids, merging, disturbed)) };
          await disturb({ tenantId, admin }, { path, merging }, place);
          expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
        }
        const reply = await admin.post(`${path}/merge`, { from: taken, fields });
        expect(await damagedRows(stack(), tenantId, await everyEntity())).toEqual([]);
        if (reply.status === 200) {
          done.push({ path, before });
          expect((await admin.get("/v1/activities")).headers.get("damaged-records")).toBeNull();
          await expectNothingOn(admin, taken);
        } else {
          // Into itself, twice, or into what lies below it: refused, and nothing has moved.
          expect([409, 422]).toContain(reply.status);
          expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
        }
      }
      for (const { path, before } of done.reverse()) {
        const undone = await admin.post(`${path}/unmerge`, {});
        expect([undone.status, undone.body.merge?.kept]).toEqual([200, []]);
        await stack().settled();
        expect(standingDifferences(before, await standingRows(stack(), tenantId))).toEqual([]);
      }
    }),
    { numRuns: STORIES, examples: [[metTogether]], ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
  );
}, 3_600_000);
