import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { folded } from "../support/folded.ts";
import { jobOf, movedOn } from "../support/jobs.ts";
import { traces } from "../support/privacy.ts";
import { CANARIES, NAME, privatePerson } from "../support/private-person.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** The files of facts are made by hand here, so that nothing else runs by the clock. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
test("a person who is erased is in no file of facts, those before included, and figures stay", async () => {
  const tenant = await openTenant(stack());
  const { admin, id } = tenant;
  const { contact, other } = await privatePerson(stack(), tenant);
  await admin.patch(`/v1/contacts/${contact.id}`, { role: NAME });
  await admin.patch(`/v1/contacts/${other.id}`, { role: "采购" });
  const lead = await made(admin, "/v1/leads", { name: NAME, company: "云海" });
  const over = { status: "disqualified", disqualifiedReason: `${NAME}不再需要` };
  expect((await admin.patch(`/v1/leads/${lead.id}`, over)).status).toBe(200);
  await stack().settled();
  await folded(stack(), tenant);
  const inFacts = async (): Promise<string[]> =>
    (await traces(stack(), id, CANARIES)).filter((line) => line.startsWith("facts/"));
  expect((await inFacts()).map((line) => /fact=(\w+)/.exec(line)?.[1]).sort()).toEqual(["contacts", "leads"]);
  const owed = async () => (await admin.get("/v1/reports/topDebtors/run?period=all")).body.rows;
  const before = await owed();
  expect(JSON.stringify(before)).toContain("5000");
  for (const personId of [contact.id, lead.id]) {
    expect(await jobOf(stack(), admin, "/v1/erasures", { personId })).toMatchObject({ state: "done" });
  }
  await stack().settled();
  expect(await folded(stack(), tenant)).toBe(true);
  // A question that began before may still be at the files of then; a while later they go, though nothing changes any more.
  expect(await inFacts()).not.toEqual([]);
  await movedOn(stack(), admin);
  await folded(stack(), tenant);
  expect(await inFacts()).toEqual([]);
  expect(await traces(stack(), id, CANARIES)).toEqual([]);
  await movedOn(stack(), admin);
  await folded(stack(), tenant);
  expect(await folded(stack(), tenant)).toBe(false);
  expect(await owed()).toEqual(before);
});
