import { describe, expect, test } from "@jest/globals";
import { adviceWorld, FIRST, SECOND } from "../support/advices.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();
const world = () => adviceWorld(stack());

const orders = <T>(list: T[]): T[][] =>
  list.length < 2 ? [list] : list.flatMap((one, n) => orders(list.toSpliced(n, 1)).map((rest) => [one, ...rest]));

/** 9,000 for two papers, as `adviceWorld` advises it, which neither payment alone would be known to be of. */
const AMOUNTS = [3_100, 5_900];
const APART = [
  { totalMinor: 3_100, lines: [{ reference: FIRST, amountMinor: 3_100 }] },
  {
    totalMinor: 5_900,
    lines: [
      { reference: FIRST, amountMinor: 1_900 },
      { reference: SECOND, amountMinor: 4_000 },
    ],
  },
];

describe("one advice that is paid in two", () => {
  test.each(orders(["advice", "first", "second"]))("is followed once: %s, %s, %s", async (...order) => {
    const { advise, advice, tell, name, open, read } = await world();
    const ids: Record<string, string> = {};
    for (const what of order) {
      const amount = AMOUNTS[what === "first" ? 0 : 1] as number;
      ids[what] = what === "advice" ? (await advise()).id : (await tell(amount, { payer: { name } })).id;
    }
    expect(await open()).toMatchObject({ [FIRST]: 0, [SECOND]: 6_001 });
    const lines = await Promise.all(["first", "second"].map((what) => read(ids[what] as string)));
    expect(lines.map(({ state }) => state)).toEqual(["applied", "applied"]);
    const one = await advice({ id: ids.advice as string, state: "" });
    expect(one).toMatchObject({ state: "used" });
    const { bankTransactionIds = [] } = one as { bankTransactionIds?: string[] };
    expect([...bankTransactionIds].sort()).toEqual(lines.map(({ id }) => id).sort());
    expect(lines).toMatchObject([{ adviceId: ids.advice }, { adviceId: ids.advice }]);
  });

  test("is followed once where all of it comes at the same time", async () => {
    const { advise, advice, tell, name, open } = await world();
    const [one] = await Promise.all([advise(), ...AMOUNTS.map((amount) => tell(amount, { payer: { name } }))]);
    expect((await advice(one)).state).toBe("used");
    expect(await open()).toMatchObject({ [FIRST]: 0, [SECOND]: 6_001 });
  });

  test("is nobody's where two pairs add up to it, where one is another payer's or a third alone is of its amount", async () => {
    for (const others of [[{ amount: 3_600 }, { amount: 5_400 }], [{ amount: 9_000 }]]) {
      const { advise, advice, tell, name, open } = await world();
      const all = [...AMOUNTS.map((amount) => ({ amount })), ...others];
      for (const { amount } of all) await tell(amount, { payer: { name } });
      const one = await advise();
      const isWhole = others.length === 1;
      expect((await advice(one)).state).toBe(isWhole ? "used" : "waiting");
      expect(await open()).toMatchObject({ [SECOND]: isWhole ? 6_001 : 10_001 });
    }
    const { advise, advice, tell, name, open } = await world();
    await tell(3_100, { payer: { name } });
    await tell(5_900, { payer: { name: "North Star Logistics" } });
    expect((await advice(await advise())).state).toBe("waiting");
    expect(await open()).toMatchObject({ [FIRST]: 5_000, [SECOND]: 10_001 });
  });

  test("that does not hold goes to a person with its lines, and cancelled parts all of them", async () => {
    const { advise, cancel, tell, name, read } = await world();
    const one = await advise({ lines: [{ reference: "HT-2026-9999-01", amountMinor: 9_000 }] });
    const lines = [await tell(3_100, { payer: { name } }), await tell(5_900, { payer: { name } })];
    for (const { id } of lines) expect(await read(id)).toMatchObject({ state: "claimable", adviceId: one.id });
    expect((await cancel(one)).body).toMatchObject({ state: "cancelled" });
    for (const { id } of lines) expect(await read(id)).not.toHaveProperty("adviceId");
  });
});

describe("one payment of two advices", () => {
  test.each(orders(["payment", "first", "second"]))("is followed once: %s, %s, %s", async (...order) => {
    const { advise, advice, pay, open, read, cancel, undo } = await world();
    const ids: Record<string, string> = {};
    for (const what of order)
      ids[what] = (what === "payment" ? await pay() : await advise(APART[what === "first" ? 0 : 1])).id;
    expect(await open()).toMatchObject({ [FIRST]: 0, [SECOND]: 6_001 });
    const line = await read(ids.payment as string);
    expect(line).toMatchObject({ state: "applied" });
    const { adviceIds = [] } = line as { adviceIds?: string[] };
    expect([...adviceIds].sort()).toEqual([ids.first, ids.second].sort());
    for (const what of ["first", "second"])
      expect(await advice({ id: ids[what] as string, state: "" })).toMatchObject({
        ...{ state: "used", bankTransactionId: line.id },
      });
    // Undone, one of them may be cancelled; the other waits again.
    const [gone, left] = [ids.first, ids.second].map((id) => ({ id: id as string, state: "" }));
    expect((await cancel(gone as typeof line)).body).toMatchObject({ status: 409, code: "invalid_state" });
    expect((await undo(line)).status).toBe(200);
    expect((await cancel(gone as typeof line)).body).toMatchObject({ state: "cancelled" });
    expect((await advice(left as typeof line)).state).toBe("waiting");
    expect(await read(line.id)).not.toHaveProperty("adviceIds");
  });
});
