import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { changedEmployer, employerOn } from "../../functions/contacts/rules.ts";
import { addDays, civilDate } from "../../shared/clock.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, TIME_ZONE } from "../support/tenant.ts";

const stack = useStack();

test("somebody who changes companies has worked for the one before until the day before, and was met for it by campaigns", async () => {
  const { admin } = await openTenant(stack());
  const [a, b] = [await made(admin, "/v1/accounts", { name: "甲" }), await made(admin, "/v1/accounts", { name: "乙" })];
  const contact = await made(admin, "/v1/contacts", {
    ...{ name: "周敏", accountId: a.id, role: "采购总监", decisionRole: "decider" },
  });
  const campaign = await made(admin, "/v1/campaigns", { name: "展会" });
  const today = civilDate(stack().clock.now(), TIME_ZONE);
  const moved = await admin.patch(`/v1/contacts/${contact.id}`, { accountId: b.id, role: "总经理" });
  expect(moved.body.employments).toEqual([
    { accountId: a.id, role: "采购总监", decisionRole: "decider", toOn: addDays(today, -1) },
    { accountId: b.id, role: "总经理", decisionRole: "decider", fromOn: today },
  ]);
  const meet = async (days: number) => {
    const at = new Date(stack().clock.now().getTime() - days * 86_400_000).toISOString();
    const other = await made(admin, "/v1/campaigns", { name: `展会${days}` });
    const body = { contactId: contact.id, state: "attended", at };
    return (await admin.post(`/v1/campaigns/${other.id}/members`, body)).body;
  };
  expect([(await meet(5)).accountId, (await meet(0)).accountId]).toEqual([a.id, b.id]);
  // Noted later that the change was a month ago: what campaigns know follows.
  const at = new Date(stack().clock.now().getTime() - 5 * 86_400_000).toISOString();
  await admin.post(`/v1/campaigns/${campaign.id}/members`, { contactId: contact.id, state: "attended", at });
  await admin.patch(`/v1/contacts/${contact.id}`, {
    employments: [
      { accountId: a.id, toOn: addDays(today, -31) },
      { accountId: b.id, fromOn: addDays(today, -30) },
    ],
  });
  await stack().settled();
  const [member] = (await admin.get(`/v1/campaigns/${campaign.id}/members`)).body.items;
  expect(member.accountId).toBe(b.id);
  // Back again, on the same day: no employment ends before it began, and the timeline has no hole.
  const back = await admin.patch(`/v1/contacts/${contact.id}`, { accountId: a.id });
  expect(back.status).toBe(200);
  const wrong = await admin.patch(`/v1/contacts/${contact.id}`, {
    employments: [{ accountId: a.id, fromOn: "2026-02-01", toOn: "2026-01-01" }],
  });
  expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "employments.0.toOn"]);
});

test("the employer of a day is the one that a diary of the changes names", () => {
  const start = "2026-01-01";
  const changes = fc.uniqueArray(
    fc.record({ day: fc.integer({ min: 1, max: 300 }), to: fc.constantFrom("acc_a", "acc_b", "acc_c") }),
    {
      selector: ({ day }) => day,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(changes, fc.integer({ min: -10, max: 320 }), (all, asked) => {
      const sorted = [...all].sort((x, y) => x.day - y.day);
      const diary = [{ day: -1_000, to: "acc_first" }];
      let person: Parameters<typeof employerOn>[0] = { accountId: "acc_first" };
      for (const { day, to } of sorted) {
        if (to === person.accountId) continue;
        const after = { ...person, accountId: to };
        person = { ...after, employments: changedEmployer(person, after, addDays(start, day)) };
        diary.push({ day, to });
      }
      const expected = diary.findLast(({ day }) => day <= asked)?.to;
      expect(employerOn(person, addDays(start, asked))).toBe(expected);
    }),
    { numRuns: scaled(300, 20_000) },
  );
});
