import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { step, World } from "../support/sequences.ts";
import { check } from "../support/sequences-model.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const SEQUENCES = scaled(16, 10_000);

/** Money moves without the consumer of everything else; what that one adds costs more than all that is looked at here. */
const stack = useStack({ lambdas: lambdas.filter(({ name }) => name !== "rest") });

describe("any sequence of paying, claiming, returning, refunding, paying out, undoing and amending", () => {
  test("keeps every figure equal to the model's, and undone it leaves the first state", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 3 }),
        fc.array(step, { minLength: 1, maxLength: 9 }),
        async (amounts, steps) => {
          const world = await World.open(stack(), amounts);
          let state = await world.state();
          const first = world.hash(state);
          for (const s of steps) {
            await world.take(s, state);
            // An amendment may explain what waits; that is decided before the figures are compared.
            await stack().settled();
            state = await world.state();
            check(state);
          }
          await world.undoAll();
          state = await world.state();
          check(state);
          if (!world.amended) expect(world.hash(state)).toBe(first);
          else expect(state.owed.every((r) => r.paidMinor === 0 && r.openMinor === r.amountMinor)).toBe(true);
        },
      ),
      { numRuns: SEQUENCES, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
    );
  }, 36_000_000);
});
