import type { BankLine, IdentifiedLine } from "./intake/index.ts";

/** Lines of one payer that are stored one behind the other; a payer with more is a collector, whose payments repeat nothing. */
const CHAIN_MAX = 200;

/** A line and, where its delivery told another of the same payer before it, that one's id. */
export type LinkedLine = IdentifiedLine & { afterId?: string };

/** Who paid, as the bank writes it; nothing for what went out and for a line that names nobody. */
function payerOf({ direction, payer, virtualAccountNo }: BankLine): string | undefined {
  const told = payer?.accountNo ?? payer?.name ?? virtualAccountNo;
  return direction === "credit" ? told?.normalize("NFKC").replace(/\s/g, "").toUpperCase() : undefined;
}

/** In the order of their booking: by day, then by their place in the delivery. */
const byBooking = (a: IdentifiedLine, b: IdentifiedLine): number =>
  a.line.bookedOn === b.line.bookedOn ? a.index - b.index : a.line.bookedOn < b.line.bookedOn ? -1 : 1;

/**
 * The lines of a delivery in chains, each to be stored in its order: the receipts of one payer, each linked to the one before it, so
 * that they are decided in the order of their booking, whichever the stream brings first. All others are chains of one.
 */
export function chainsOf(lines: readonly IdentifiedLine[]): LinkedLine[][] {
  const groups = Map.groupBy(lines, (line) => payerOf(line.line) ?? line);
  return [...groups.values()].flatMap((group) => {
    if (group.length > CHAIN_MAX) return group.map((line) => [line]);
    const ordered = group.toSorted(byBooking);
    return [ordered.map((line, n) => ({ ...line, afterId: ordered[n - 1]?.id }))];
  });
}
