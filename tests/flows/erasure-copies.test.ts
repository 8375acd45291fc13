import { beforeAll, describe, expect, test } from "@jest/globals";
import { jobOf } from "../support/jobs.ts";
import { tracesOf } from "../support/privacy.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
const NAME = "Quendoline Vaspretti";
const EMAIL = "quendoline@canary.example";
let tenant: TestTenant;
let accountId: string;
let personId: string;

beforeAll(async () => {
  tenant = await openTenant(stack());
  accountId = (await made(tenant.admin, "/v1/accounts", { name: "云海集团" })).id;
  const person = { name: NAME, email: EMAIL, accountId, role: "Zebrakeeper" };
  personId = (await made(tenant.admin, "/v1/contacts", person)).id;
  await tenant.admin.put("/v1/erasure-policy", { holds: [] });
});

/** Where the words stand, before the person is erased and after. */
async function left(words: RegExp): Promise<{ before: string[]; after: string[] }> {
  const find = (text: string): string[] => text.match(words) ?? [];
  await stack().settled();
  const before = await tracesOf(stack(), tenant.id, find);
  expect(await jobOf(stack(), tenant.admin, "/v1/erasures", { personId })).toMatchObject({ state: "done" });
  await stack().settled();
  return { before, after: await tracesOf(stack(), tenant.id, find) };
}

describe("with a person goes what follows from their words", () => {
  test("what leads payers to papers, the numbers' style, copies in pages of jobs, and the history of what names them", async () => {
    const { admin } = tenant;
    const due = { accountId, amountMinor: 5_000, currency: "CNY", dueOn: "2027-01-31" };
    await made(admin, "/v1/receivables", { ...due, reference: `INV-77 ${EMAIL} 0001` });
    const lines = [{ reference: "INV-77", amountMinor: 5_000 }];
    await made(admin, "/v1/remittance-advices", { payer: { name: EMAIL }, currency: "CNY", totalMinor: 5_000, lines });
    await jobOf(stack(), admin, "/v1/exports", { noun: "contact", format: "csv" });
    const sale = { accountId, contactId: personId, amountMinor: 5, currency: "CNY", expectedOn: "2027-03-31" };
    const { id } = await made(admin, "/v1/opportunities", { ...sale, name: "Seats" });
    expect((await admin.patch(`/v1/opportunities/${id}`, { name: `Seats for ${NAME}` })).status).toBe(200);
    const { before, after } = await left(/quendoline|vaspretti|zebrakeeper/gi);
    for (const place of [/signal#ref:/, /signal#advice:/, /#styles /, /^jobs\//, /#audit#opportunity#/]) {
      expect([place, before.some((line) => place.test(line))]).toEqual([place, true]);
    }
    expect(after).toEqual([]);
  });
});
