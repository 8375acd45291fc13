import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as sweep } from "../../functions/reconciliation/sweep.ts";
import { addDays } from "../../shared/clock.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Neither the stream nor the clock decides a receipt here, as where the database refuses both for hours. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "money" && name !== "undecided") });

const line = (bankReference: string, more: object = {}) => ({
  ...{ bankReference, bookedOn: "2026-11-22", direction: "credit", amountMinor: 500, currency: "CNY" },
  ...more,
});

async function world() {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const account = await made(tenant.admin, "/v1/accounts", { name: "客户" });
  const owe = (reference: string) =>
    made(tenant.admin, "/v1/receivables", {
      ...{ accountId: account.id, reference, amountMinor: 500, currency: "CNY", dueOn: "2026-12-31" },
    });
  const told = async (lines: object[]): Promise<{ id: string; state: string }[]> => {
    expect((await bank.tell(lines)).status).toBe(202);
    await stack().settled();
    return (await tenant.admin.get("/v1/bank-transactions?state=received")).body.items;
  };
  const stateOf = async (id: string) => (await tenant.admin.get(`/v1/bank-transactions/${id}`)).body.state;
  return { tenant, bank, account, owe, told, stateOf };
}

test("a receipt that nothing has decided is claimed by a person", async () => {
  const { tenant, owe, told } = await world();
  const owed = await owe("INV-2026-001");
  const [row] = await told([line("1")]);
  const path = `/v1/bank-transactions/${row?.id}`;
  expect((await tenant.admin.post(`${path}/lock`)).status).toBe(200);
  const decided = await tenant.admin.post(`${path}/decide`);
  expect([decided.status, decided.body.code]).toEqual([409, "locked"]);
  const allocations = [{ receivableId: owed.id, amountMinor: 500 }];
  const claimed = await tenant.admin.post(`${path}/claim`, { allocations });
  expect(claimed.body).toMatchObject({ state: "applied", unappliedMinor: 0 });
  const late = await tenant.admin.post(`${path}/decide`);
  expect([late.status, late.body.code]).toEqual([409, "invalid_state"]);
});

test("a receipt is decided on request, by those who may claim", async () => {
  const { tenant, owe, told } = await world();
  await owe("INV-2026-001");
  const [row] = await told([line("1", { remittance: "INV-2026-001" })]);
  const path = `/v1/bank-transactions/${row?.id}/decide`;
  const stranger = await tenant.person({ roles: ["sales"] });
  expect([403, 404]).toContain((await stranger.api.post(path)).status);
  expect((await tenant.admin.post(path)).body).toMatchObject({ state: "applied", unappliedMinor: 0 });
});

test("what has been undecided for some minutes is decided by the sweep; a held line waits until it is let go", async () => {
  const { tenant, owe, told, stateOf } = await world();
  await owe("INV-2026-001");
  const rows = await told([line("1", { remittance: "INV-2026-001" }), line("2")]);
  await sweep();
  for (const { id } of rows) expect(await stateOf(id)).toBe("received");
  await stack().advance(200);
  const held = rows[0] as { id: string };
  await tenant.admin.post(`/v1/bank-transactions/${held.id}/lock`);
  await sweep();
  expect(await stateOf(held.id)).toBe("received");
  await tenant.admin.post(`/v1/bank-transactions/${held.id}/unlock`);
  await sweep();
  const states = await Promise.all(rows.map(({ id }) => stateOf(id)));
  expect(states.sort()).toEqual(["applied", "claimable"]);
});

test("finance is told of what stays undecided, once a day and connection", async () => {
  // In the morning of a day of the tenant's, which then has time enough for all of it.
  const tomorrow = addDays(stack().clock.now().toISOString().slice(0, 10), 1);
  stack().clock.set(new Date(`${tomorrow}T01:00:00.000Z`));
  const { tenant, bank, told } = await world();
  const finance = await tenant.person({ roles: ["finance"] });
  const other = await linkBank(stack(), tenant, { accountNo: "755900009999" });
  await told([line("1"), line("2"), line("3")]);
  expect((await other.tell([line("4")])).status).toBe(202);
  await stack().advance(40 * 60);
  await stack().settled();
  await stack().advance(60 * 60);
  await stack().settled();
  const messages = async () => {
    const { items } = (await tenant.admin.get(`/v1/messages?recipientId=${finance.id}&limit=200`)).body;
    const found = items as { template: string; relatedId: string }[];
    return found.filter(({ template }) => template === "undecided").map(({ relatedId }) => relatedId);
  };
  expect((await messages()).sort()).toEqual([bank.connectionId, other.connectionId].sort());
  await stack().advance(24 * 3_600);
  await stack().settled();
  expect(await messages()).toHaveLength(4);
});
