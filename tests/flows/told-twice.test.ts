import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addDays } from "../../shared/clock.ts";
import { linkBank } from "../support/bank.ts";
import { camtDocument, type EntrySpec } from "../support/fixtures/bank/camt.ts";
import { useStack } from "../support/stack.ts";
import { openTenant } from "../support/tenant.ts";

const stack = useStack();

type Payment = {
  amount: string;
  on?: number;
  reference?: string;
  endToEndId?: string;
  remittance?: string;
  payer?: string;
};
const FIRST_DAY = "2026-11-16";

const entry = ({ amount, on = 0, reference, endToEndId, remittance, payer = "客户" }: Payment): EntrySpec => ({
  ...{ amount, currency: "CNY", reference, bookedOn: addDays(FIRST_DAY, on) },
  details: [
    {
      ...{ amount, currency: "CNY", endToEndId },
      ...(payer === "" ? {} : { payer: { name: payer } }),
      ...(remittance === undefined ? {} : { remittance: [remittance] }),
    },
  ],
});

async function world() {
  const tenant = await openTenant(stack());
  const banks = [await linkBank(stack(), tenant)];
  let files = 0;
  const deliver = async (statements: Payment[][], message: "053" | "054", bank = banks[0]) => {
    const told = statements.map((payments) => ({ id: `S${files++}`, entries: payments.map(entry) }));
    const reply = await bank?.send(camtDocument({ message, version: 8, statements: told }), "application/xml");
    expect(reply?.body.rejected).toEqual([]);
    await stack().settled();
    return reply?.body as { stored: number; duplicates: number };
  };
  return {
    tenant,
    notice: (...payments: Payment[]) => deliver([payments], "054"),
    statement: (...payments: Payment[]) => deliver([payments], "053"),
    file: (...statements: Payment[][]) => deliver(statements, "053"),
    another: async () => {
      const bank = await linkBank(stack(), tenant, { accountNo: `7559${banks.push(banks[0] as never)}` });
      return (message: "053" | "054", payments: Payment[]) => deliver([payments], message, bank);
    },
    rows: async () => (await tenant.admin.get("/v1/bank-transactions?limit=200")).body.items as { id: string }[],
  };
}

const ONCE = { stored: 0, duplicates: 1 };
const TWICE = { stored: 1, duplicates: 0 };

describe("a payment that is told with the bank's reference and without", () => {
  const paid = { amount: "500.00", remittance: "RE-2026-0117" };
  const cases: [string, Payment, Payment, object][] = [
    ["on one day, with it first", { ...paid, reference: "A" }, paid, ONCE],
    ["on one day, without it first", paid, { ...paid, reference: "A" }, ONCE],
    ["three days later without", { ...paid, reference: "A" }, { ...paid, on: 3 }, ONCE],
    ["three days later with it", paid, { ...paid, on: 3, reference: "A" }, ONCE],
    ["five days earlier without", { ...paid, reference: "A", on: 5 }, paid, ONCE],
    ["six days later", { ...paid, reference: "A" }, { ...paid, on: 6 }, TWICE],
    ["in other words", { ...paid, reference: "A" }, { ...paid, remittance: "RE-2026-0118" }, TWICE],
    ["of another payer", { ...paid, reference: "A" }, { ...paid, payer: "别家" }, TWICE],
    ["of another amount", { ...paid, reference: "A" }, { ...paid, amount: "500.01" }, TWICE],
    ["without a word on the same day", { ...paid, reference: "A" }, { amount: "500.00", payer: "" }, ONCE],
    ["without a word on the next day", { ...paid, reference: "A" }, { amount: "500.00", payer: "", on: 1 }, TWICE],
    [
      "by its end-to-end id, two days later",
      { amount: "70.00", endToEndId: "E-7", reference: "A" },
      { amount: "70.00", endToEndId: "E-7", on: 2 },
      ONCE,
    ],
    [
      "by another end-to-end id",
      { amount: "70.00", endToEndId: "E-7", reference: "A" },
      { amount: "70.00", endToEndId: "E-8" },
      TWICE,
    ],
  ];

  test.each(cases)("%s", async (_, first, second, became) => {
    const { notice, statement, rows } = await world();
    expect(await notice(first)).toMatchObject(TWICE);
    expect(await statement(second)).toMatchObject(became);
    // Told once more, in either form, nothing is added.
    expect(await notice(first)).toMatchObject(ONCE);
    expect(await statement(second)).toMatchObject(ONCE);
    expect(await rows()).toHaveLength(became === ONCE ? 1 : 2);
  });

  test("counts once within one file of two statements, and twice within one statement", async () => {
    const { file, statement, rows } = await world();
    expect(await file([{ ...paid, reference: "A" }], [paid])).toMatchObject({ stored: 1, duplicates: 1 });
    expect(await statement(paid)).toMatchObject(ONCE);
    expect(await statement({ ...paid, amount: "9.00", reference: "B" }, { ...paid, amount: "9.00" })).toMatchObject({
      ...{ stored: 2, duplicates: 0 },
    });
    expect(await rows()).toHaveLength(3);
  });

  test("is looked for on its own connection alone, and its connection shows nothing of it", async () => {
    const { tenant, notice, another, rows } = await world();
    await notice({ ...paid, reference: "A" });
    const deliver = await another();
    expect(await deliver("053", [paid])).toMatchObject(TWICE);
    expect(await rows()).toHaveLength(2);
    const { items } = (await tenant.admin.get("/v1/bank-connections")).body;
    expect(items.flatMap(Object.keys)).not.toContain("tells");
    const stored = (await tenant.admin.get(`/v1/bank-transactions/${(await rows())[0]?.id}`)).body;
    expect(stored).not.toHaveProperty("toldWithout");
  });
});

/** Payments that are alike or not, each told by a notice and by a statement, with the reference in the one and not in the other. */
const feeds = fc.record({
  payments: fc.array(
    fc.record({
      amount: fc.constantFrom("1.00", "2.00"),
      remittance: fc.constantFrom("a", "b"),
      on: fc.integer({ min: 0, max: 2 }),
      withFirst: fc.boolean(),
      later: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  again: fc.array(fc.nat(3), { maxLength: 4 }),
});

test("whatever is told with and without references, as many lines are stored as there are payments", async () => {
  await fc.assert(
    fc.asyncProperty(feeds, async ({ payments, again }) => {
      const { notice, statement, rows } = await world();
      // What is alike in all but its day is told in one way, so that nobody could say which is which.
      const kindOf = ({ amount, remittance }: Payment): string => `${amount} ${remittance}`;
      const firsts = new Map(payments.map((one) => [kindOf(one), one]));
      const told = payments.map((one, n) => {
        const { withFirst = true, later = 0 } = firsts.get(kindOf(one)) ?? {};
        const { amount, remittance, on } = one;
        const bare = { amount, remittance };
        const named = { ...bare, reference: `R${n}` };
        return withFirst
          ? [
              { ...named, on },
              { ...bare, on: on + later },
            ]
          : [
              { ...bare, on },
              { ...named, on: on + later },
            ];
      });
      const [notices, statements] = [told.map(([one]) => one as Payment), told.map(([, other]) => other as Payment)];
      await notice(...notices);
      await statement(...statements);
      for (const n of again) await (n % 2 === 0 ? notice(...notices) : statement(...statements));
      expect(await rows()).toHaveLength(payments.length);
    }),
    { numRuns: 12 },
  );
}, 300_000);
