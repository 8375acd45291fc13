import { describe, expect, test } from "@jest/globals";
import { adviceWorld, FIRST, SECOND } from "../support/advices.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();
const world = () => adviceWorld(stack());

describe("an advice that comes after its payment was applied", () => {
  const both = {
    totalMinor: 15_001,
    lines: [
      { reference: FIRST, amountMinor: 5_000 },
      { reference: SECOND, amountMinor: 10_001 },
    ],
  };
  /** Of 15,001 paid at once, as the text says; of 5,000 for the first. */
  const text = { remittance: `${FIRST} ${SECOND}` };

  test("is noted with it where it was applied so, and nothing else changes", async () => {
    const { advise, advice, tell, read, name, mails, earned, cancel } = await world();
    const line = await tell(15_001, { payer: { name }, ...text });
    expect(line.state).toBe("applied");
    const before = await earned();
    const one = await advise(both);
    expect(await advice(one)).toMatchObject({ state: "used", bankTransactionId: line.id });
    const after = await read(line.id);
    expect(after).toMatchObject({ state: "applied", adviceId: one.id, remittanceLines: both.lines });
    expect([after.allocations, await earned()]).toEqual([line.allocations, before]);
    expect(mails("付款通知与")).toEqual([]);
    // Another that says the same finds it taken.
    expect((await advice(await advise(both))).state).toBe("waiting");
    expect((await cancel(one)).body).toMatchObject({ status: 409, code: "invalid_state" });
  });

  test.each([
    [
      "other amounts",
      {
        lines: [
          { reference: FIRST, amountMinor: 4_000 },
          { reference: SECOND, amountMinor: 11_001 },
        ],
      },
    ],
    [
      "another paper",
      {
        lines: [
          { reference: SECOND, amountMinor: 10_001 },
          { reference: "X-9", amountMinor: 5_000 },
        ],
      },
    ],
  ])("is kept apart and told of where it says %s", async (_, said) => {
    const { advise, advice, tell, read, name, mails, cancel } = await world();
    const line = await tell(15_001, { payer: { name }, ...text });
    const one = await advise({ ...both, ...said });
    expect(await advice(one)).toMatchObject({ state: "differs", bankTransactionId: line.id });
    expect(await read(line.id)).toEqual(line);
    expect(mails("付款通知与").map(({ who }) => who)).toEqual(["finance"]);
    expect((await cancel(one)).body).toMatchObject({ state: "cancelled" });
  });

  test("is kept apart where it tells a deduction of what was booked as a part", async () => {
    const { advise, advice, tell, name, admin, account } = await world();
    const line = await tell(4_990, { payer: { name }, remittance: FIRST });
    expect(line.state).toBe("applied");
    const deduction = { code: "freight", amountMinor: 10 };
    const one = await advise({ totalMinor: 4_990, lines: [{ reference: FIRST, amountMinor: 4_990, deduction }] });
    expect(await advice(one)).toMatchObject({ state: "differs", bankTransactionId: line.id, difference: [] });
    expect((await admin.get(`/v1/deductions?accountId=${account.id}`)).body.items).toEqual([]);
  });

  test("tells the difference paper by paper, and what was booked in advance", async () => {
    const { advise, advice, tell, name, owe, mails } = await world();
    await owe("INV-2026-0300", 700);
    await tell(1_000, { payer: { name }, references: ["INV-2026-0300"] });
    const lines = [
      { reference: "INV-2026-0300", amountMinor: 400 },
      { reference: FIRST, amountMinor: 600 },
    ];
    const one = await advise({ totalMinor: 1_000, lines });
    expect(await advice(one)).toMatchObject({
      state: "differs",
      difference: [
        { reference: "INV-2026-0300", advisedMinor: 400, bookedMinor: 700 },
        { reference: FIRST, advisedMinor: 600, bookedMinor: 0 },
        { advisedMinor: 0, bookedMinor: 300 },
      ],
    });
    expect(mails("付款通知与")[0]?.text).toContain(FIRST);
  });

  test("is not noted with another payer's, another day's or an advised payment", async () => {
    const { advise, advice, tell, name } = await world();
    await advise(both);
    expect(await tell(15_001, { payer: { name } })).toMatchObject({ state: "applied" });
    expect((await advice(await advise(both))).state).toBe("waiting");
    const other = await world();
    await other.tell(15_001, { payer: { name }, ...text });
    for (const more of [
      { payer: { name: "North Star Logistics" }, lines: [{ reference: "Q-1", amountMinor: 15_001 }] },
      { paidOn: "2026-09-01" },
    ])
      expect((await other.advice(await other.advise({ ...both, ...more }))).state).toBe("waiting");
  });
});
