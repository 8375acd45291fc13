import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { linkBank } from "../support/bank.ts";
import { camtDocument } from "../support/fixtures/bank/camt.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const RUNS = scaled(8, 500);

/** Money moves without the consumer of everything else. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "rest") });

const payer = { name: "上海某某科技有限公司" };
const line = (bankReference: string, bookedOn: string, amountMinor: number, remittance?: string) => ({
  ...{ bankReference, bookedOn, amountMinor, remittance, payer },
  ...{ direction: "credit", currency: "CNY" },
});

/** Equal payments of one invoice on three days and twice on one, a part, and what pays another invoice exactly. */
const LINES = [
  line("R1", "2026-11-20", 50_000, "RE-2026-0117"),
  line("R2", "2026-11-21", 50_000, "RE-2026-0117"),
  line("R3", "2026-11-22", 50_000, "RE-2026-0117"),
  line("R4", "2026-11-22", 70_000, "RE-2026-0118"),
  line("R5", "2026-11-23", 70_000, "RE-2026-0118"),
  line("R6", "2026-11-24", 90_000),
  line("R7", "2026-11-25", 90_000),
];
const OWED = { "RE-2026-0117": 50_000, "RE-2026-0118": 70_000, "RE-2026-0119": 90_000 };

async function world() {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const account = await made(tenant.admin, "/v1/accounts", { name: payer.name });
  for (const [reference, amountMinor] of Object.entries(OWED))
    await made(tenant.admin, "/v1/receivables", {
      ...{ accountId: account.id, reference, amountMinor, currency: "CNY", dueOn: "2026-12-31" },
    });
  const told = async (calls: object[][]) => {
    for (const lines of calls) {
      expect((await bank.tell(lines)).status).toBe(202);
      await stack().settled();
    }
    return states();
  };
  const rows = async () =>
    (await tenant.admin.get("/v1/bank-transactions?limit=200")).body.items as {
      id: string;
      bankReference: string;
      state: string;
      allocations: unknown[];
    }[];
  const states = async () => Object.fromEntries((await rows()).map((row) => [row.bankReference, row.state]).sort());
  return { tenant, bank, told, rows, states };
}

/** What must come of the lines: of equal payments the first that was booked is applied, the others wait. */
const EXPECTED = {
  R1: "applied",
  R2: "claimable",
  R3: "claimable",
  R4: "applied",
  R5: "claimable",
  R6: "applied",
  R7: "claimable",
};

/** The lines in any order, cut into calls anywhere; some are told again, in a call of their own or among others. */
const split = fc
  .tuple(
    fc.shuffledSubarray(LINES, { minLength: LINES.length }),
    fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    fc.array(fc.record({ again: fc.constantFrom(...LINES), at: fc.nat(7) }), { maxLength: 3 }),
  )
  .map(([lines, cuts, repeats]) => {
    const calls = lines.reduce<object[][]>((sent, each, n) => {
      if (n === 0 || cuts[n]) sent.push([each]);
      else sent.at(-1)?.push(each);
      return sent;
    }, []);
    for (const { again, at } of repeats) {
      const call = calls[at];
      if (call) call.push(again);
      else calls.push([again]);
    }
    return calls;
  });

describe("of equal payments of one invoice the later one is the suspected duplicate", () => {
  test("in one call or many, in any order, the same lines come to the same end", async () => {
    await fc.assert(
      fc.asyncProperty(split, async (calls) => {
        expect(await (await world()).told(calls)).toEqual(EXPECTED);
      }),
      { numRuns: RUNS, examples: [[[LINES]], [[LINES.toReversed()]], [LINES.toReversed().map((each) => [each])]] },
    );
  }, 3_600_000);

  test("of one day it is the one that stands later in the statement", async () => {
    const { told } = await world();
    const lines = [line("Z", "2026-11-20", 50_000, "RE-2026-0117"), line("A", "2026-11-20", 50_000, "RE-2026-0117")];
    expect(await told([lines])).toEqual({ Z: "applied", A: "claimable" });
  });

  test("what a person has claimed stays, whatever comes later that was booked earlier", async () => {
    const { tenant, told, rows, states } = await world();
    await told([[{ ...line("L", "2026-11-21", 50_000), payer: { name: "无名" } }]]);
    const [late] = await rows();
    const { items } = (await tenant.admin.get("/v1/receivables?limit=200")).body;
    const owed = items.find((item: { reference: string }) => item.reference === "RE-2026-0117");
    const allocations = [{ receivableId: owed.id, amountMinor: 50_000 }];
    expect((await tenant.admin.post(`/v1/bank-transactions/${late?.id}/claim`, { allocations })).status).toBe(200);
    await told([[line("E", "2026-11-20", 50_000, "RE-2026-0117")]]);
    expect(await states()).toEqual({ L: "applied", E: "claimable" });
  });

  test("… also where the claim has taught nothing and the bank has told the line's reference since", async () => {
    const { tenant, bank, told, rows, states } = await world();
    const bare = { ...line("", "2026-11-21", 50_000, "x"), payer: undefined };
    await told([[bare]]);
    const [late] = await rows();
    const { items } = (await tenant.admin.get("/v1/receivables?limit=200")).body;
    const owed = items.find((item: { reference: string }) => item.reference === "RE-2026-0117");
    const allocations = [{ receivableId: owed.id, amountMinor: 50_000 }];
    expect((await tenant.admin.post(`/v1/bank-transactions/${late?.id}/claim`, { allocations })).status).toBe(200);
    expect((await bank.tell([{ ...bare, bankReference: "L" }])).body).toMatchObject({ stored: 0, duplicates: 1 });
    await told([[line("E", "2026-11-20", 50_000, "RE-2026-0117")]]);
    expect(await states()).toEqual({ L: "applied", E: "claimable" });
  });

  test("giving way is told as reversing entries, and its cash is earned once", async () => {
    const { tenant, told, rows } = await world();
    await told([[line("L", "2026-11-21", 50_000, "RE-2026-0117")], [line("E", "2026-11-20", 50_000, "RE-2026-0117")]]);
    const late = (await rows()).find((row) => row.bankReference === "L");
    const { history } = (await tenant.admin.get(`/v1/bank-transactions/${late?.id}`)).body;
    expect(history.map((entry: { amountMinor: number }) => entry.amountMinor)).toEqual([50_000, -50_000]);
    const { items } = (await tenant.admin.get("/v1/receivables?limit=200")).body;
    expect(items.find((item: { reference: string }) => item.reference === "RE-2026-0117")).toMatchObject({
      paidMinor: 50_000,
      openMinor: 0,
    });
  });
});

describe("money that is told without a reference and then with one", () => {
  const entry = (amount: string, reference?: string) => ({
    ...{ amount, currency: "CNY", reference },
    details: [
      { amount, currency: "CNY", endToEndId: "E-1", payer: { name: payer.name }, remittance: ["RE-2026-0117"] },
    ],
  });
  const camt = (message: "053" | "054", entries: ReturnType<typeof entry>[]) =>
    camtDocument({ message, version: 8, statements: [{ id: message, iban: "DE89370400440532013000", entries }] });

  test("counts once, however often either is told; two that are alike count twice", async () => {
    const { bank, rows } = await world();
    const send = async (xml: string) => (await bank.send(xml, "application/xml")).body;
    const notice = camt("054", [entry("500.00"), entry("500.00")]);
    const statement = camt("053", [entry("500.00", "A"), entry("500.00", "B"), entry("500.00", "C")]);
    expect(await send(notice)).toMatchObject({ stored: 2, duplicates: 0 });
    expect(await send(statement)).toMatchObject({ received: 3, stored: 1, duplicates: 2, rejected: [] });
    for (const again of [notice, statement]) expect(await send(again)).toMatchObject({ stored: 0, rejected: [] });
    await stack().settled();
    const all = await rows();
    expect(all.map((row) => row.bankReference).sort()).toEqual(["A", "B", "C"]);
    expect(all.map((row) => row.state).sort()).toEqual(["applied", "claimable", "claimable"]);
  });
});
