import { contractOf, type Explanation, type Explanations } from "./amount.ts";
import type { Context } from "./context.ts";
import { saysWhich } from "./which.ts";

/** The contract whose instalments an explanation pays, and nothing else. */
function contractPaid({ pieces }: Explanation): string | undefined {
  const [first, ...others] = pieces.map(({ item }) => item);
  const isOne =
    first && [first, ...others].every((item) => item.kind === "invoice" && contractOf(item) === contractOf(first));
  return isOne ? contractOf(first) : undefined;
}

/** Does it pay the next of a contract's open instalments, as many as it pays, and none before its turn? */
function isInTurn({ items }: Context, { pieces }: Explanation, contract: string): boolean {
  const open = items.filter((item) => item.kind === "invoice" && contractOf(item) === contract);
  return pieces.every(({ item }) => open.indexOf(item) < pieces.length);
}

/**
 * Of a contract of 500, 250 and 250 that nobody has paid anything of, 500 is the first instalment and not the two behind it: whoever
 * pays several of one contract passes over none. So an explanation by the next few instalments leaves no doubt of one by more of
 * them that skips the next, as long as the text does not say which is meant. Equal instalments are as doubtful as before.
 */
export function withoutSkipping(context: Context, explanations: Explanations): Explanations {
  const { found, count, complete } = explanations;
  const { reading } = context.signals;
  const isTold = reading.instalment !== undefined || context.matches.unread.length > 0 || saysWhich(context);
  if (!complete || count !== found.length || isTold) return explanations;
  const kept = found.filter((skipping) => {
    const contract = contractPaid(skipping);
    if (contract === undefined || isInTurn(context, skipping, contract)) return true;
    return !found.some(
      (other) =>
        other.pieces.length < skipping.pieces.length &&
        contractPaid(other) === contract &&
        isInTurn(context, other, contract),
    );
  });
  return { complete, count: kept.length, found: kept };
}
