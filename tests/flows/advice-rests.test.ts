import { describe, expect, test } from "@jest/globals";
import { adviceWorld, FIRST, SECOND } from "../support/advices.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();

/** 9,000 are advised for two papers; 5,000 come for the first by its number, and the rest by nothing but its amount. */
async function rests() {
  const world = await adviceWorld(stack());
  const payer = { name: world.name };
  const named = () => world.tell(5_000, { payer, remittance: FIRST });
  const rest = (amountMinor = 4_000) => world.tell(amountMinor, { payer });
  return { ...world, named, rest };
}

describe("an advice of which a payment was applied before", () => {
  test.each(["before", "after"])("is followed for what is left of it: the rest comes %s the advice", async (when) => {
    const { advise, advice, named, rest, read, open } = await rests();
    await named();
    const early = when === "before" ? await rest() : undefined;
    if (early) expect(await read(early.id)).toMatchObject({ state: "claimable" });
    const one = await advise();
    const { id } = early ?? (await rest());
    expect(await read(id)).toMatchObject({ state: "applied", adviceId: one.id });
    expect(await advice(one)).toMatchObject({ state: "used", bankTransactionId: id });
    expect(await open()).toMatchObject({ [FIRST]: 0, [SECOND]: 6_001 });
  });

  test("is of one rest alone: of two equal ones it is neither's, nor of another amount or another payer", async () => {
    const { advise, advice, named, rest, tell, read, open } = await rests();
    await named();
    const lines = [
      await rest(),
      await rest(),
      await rest(3_999),
      await tell(4_000, { payer: { name: "Nordwind AG" } }),
    ];
    const one = await advise();
    for (const { id } of lines) expect(await read(id)).toMatchObject({ state: "claimable" });
    expect(await advice(one)).toMatchObject({ state: "waiting" });
    expect(await open()).toMatchObject({ [FIRST]: 0, [SECOND]: 10_001 });
  });

  test("is not followed where the payment before was applied otherwise than it says", async () => {
    const { advise, advice, tell, name, rest, read, open } = await rests();
    await tell(4_000, { payer: { name }, remittance: `Teilzahlung ${FIRST}` });
    const { id } = await rest();
    const one = await advise();
    expect(await read(id)).toMatchObject({ state: "claimable" });
    expect(await advice(one)).toMatchObject({ state: "waiting" });
    expect(await open()).toMatchObject({ [FIRST]: 1_000, [SECOND]: 10_001 });
  });
});
