import type { OpenItem, RemittanceLine } from "../schema.ts";
import { contractOf, discountsOn } from "./amount.ts";
import type { Context, NamedPaper } from "./context.ts";
import { payerFits } from "./guards.ts";
import { isNear, referenceKey } from "./normalise.ts";
import { namesOf } from "./references.ts";

/** What is paid on one receivable by a line: a share of the payment, a discount and a deduction. Positive, also of credit notes. */
export type Share = {
  item: OpenItem;
  amountMinor: number;
  discountMinor: number;
  deductions: NonNullable<RemittanceLine["deduction"]>[];
};

/**
 * A remittance line with what it pays, or why that is not clear. `healed`: its number is mistyped, and only one paper fits.
 * `precise`: a receivable was named itself, and not a contract of which it is one instalment.
 */
export type Followed = { paper: NamedPaper; shares: Share[]; healed: boolean; precise: boolean; why?: string };

const taken = ({ discountMinor = 0, deduction }: RemittanceLine): number =>
  discountMinor + (deduction?.amountMinor ?? 0);

/** The line's whole value for its paper: what is paid, and what the payer has taken off. */
export const grossOf = (line: RemittanceLine): number => Math.abs(line.amountMinor) + taken(line);

/** What the lines add up to: the money that they say is paid. */
export const sumOf = (lines: readonly RemittanceLine[]): number =>
  lines.reduce((sum, line) => sum + line.amountMinor, 0);

/**
 * Lines with amounts after discount and deduction. Some senders tell them before: where the amounts add up to the payment only if
 * these are taken off, they are.
 */
export function netOf(lines: readonly RemittanceLine[], paidMinor: number): RemittanceLine[] {
  const afterMinor = sumOf(lines) - lines.reduce((sum, line) => sum + taken(line), 0);
  const isBefore = sumOf(lines) !== paidMinor && afterMinor === paidMinor;
  if (!isBefore || lines.some((line) => taken(line) > 0 && line.amountMinor <= taken(line))) return [...lines];
  return lines.map((line) => ({ ...line, amountMinor: line.amountMinor - taken(line) }));
}

/** The papers with such lines. */
export function netted(papers: NamedPaper[], paidMinor: number): NamedPaper[] {
  const lines = netOf(
    papers.map(({ line }) => line),
    paidMinor,
  );
  return papers.map((paper, n) => ({ ...paper, line: lines[n] ?? paper.line }));
}

/** What each line pays: by its number, or else the one paper of the payer that fits its amount and a near number. */
export function followed(context: Context, papers: NamedPaper[]): Followed[] {
  const plainly = papers.map((paper) => byName(context, paper));
  const found = plainly.flatMap(({ shares }) => shares.map(({ item }) => item));
  const payers = payersOf(context, found);
  const used = new Set(found.map((item) => item.id));
  return plainly.map((one) => {
    if (one.why === undefined && isPayers(one, payers) && one.shares.every(hasRoom)) return one;
    const item = nearFit(context, one.paper, payers, used);
    if (!item) return one;
    used.add(item.id);
    return { paper: one.paper, shares: [shareOf(context, one.paper.line, item)], healed: true, precise: true };
  });
}

/** Whose papers a mistyped number may mean: those of the accounts that the payer speaks for, or of what other lines name. */
function payersOf(context: Context, found: OpenItem[]): string[] {
  const { identity, virtualAccount } = context;
  const known = [...identity.accountIds, ...(virtualAccount?.accountId ? [virtualAccount.accountId] : [])];
  if (known.length > 0) return known;
  const alike = identity.likely.map(({ id }) => id);
  const named = found.map((item) => item.accountId);
  return [...new Set([...alike, ...named])].filter((id) => payerFits(context, id));
}

const hasRoom = (share: Share): boolean => worthOf(share) <= share.item.openMinor;

/** A paper of somebody else is named: that may be meant, or a slip. */
const isPayers = ({ shares }: Followed, payers: string[]): boolean =>
  payers.length === 0 || shares.every(({ item }) => payers.includes(item.accountId));

const shareOf = (context: Context, line: RemittanceLine, item: OpenItem): Share => {
  const { amountMinor, discountMinor = 0, deduction } = line;
  const offered = context.policy.earlyPaymentDiscount ? discountsOn(item, context.transaction.bookedOn) : [];
  const agreed = offered.find((minor) => grossOf(line) === item.openMinor - minor);
  const share = { item, amountMinor: Math.abs(amountMinor), discountMinor, deductions: deduction ? [deduction] : [] };
  return agreed !== undefined ? { ...share, discountMinor: discountMinor + agreed } : share;
};

export const worthOf = ({ amountMinor, discountMinor, deductions }: Share): number =>
  deductions.reduce((sum, deduction) => sum + deduction.amountMinor, amountMinor + discountMinor);

const fitsSign = (line: RemittanceLine, item: OpenItem): boolean =>
  item.kind === (line.amountMinor < 0 ? "creditNote" : "invoice");

/** What the line's own reference names. */
function byName(context: Context, paper: NamedPaper): Followed {
  const { line, targets } = paper;
  const doubtful = (why: string): Followed => ({ paper, shares: [], healed: false, precise: false, why });
  const booked = (items: OpenItem[], precise: boolean): Followed => ({
    ...{ paper, healed: false, precise },
    shares:
      items.length === 1
        ? items.map((item) => shareOf(context, line, item))
        : items.map((item) => ({ item, amountMinor: item.openMinor, discountMinor: 0, deductions: [] })),
  });
  if (targets.length === 0) return doubtful("unknown");
  const items = context.items.filter((item) => targets.some((target) => target.open.includes(item)));
  if (items.length === 0)
    return doubtful(targets.some((target) => target.open.length > 0) ? "otherCurrency" : "alreadyPaid");
  const fitting = items.filter((item) => fitsSign(line, item));
  const [first, ...others] = fitting;
  if (!first) return doubtful("wrongSign");
  if (others.length === 0) {
    const precise = items.length === 1 && targets.some((target) => target.level === "receivable");
    return booked([first], precise);
  }
  const gross = grossOf(line);
  const whole = fitting.filter((item) => worthOf(shareOf(context, line, item)) === item.openMinor);
  if (fitting.reduce((sum, item) => sum + item.openMinor, 0) === gross && taken(line) === 0)
    return booked(fitting, true);
  const [only, ...equal] = whole;
  // Equal instalments of one contract are paid in due order.
  if (only && equal.every((item) => contractOf(item) === contractOf(only))) return booked([only], false);
  const isOneContract = fitting.every((item) => contractOf(item) === contractOf(first));
  return isOneContract && gross < first.openMinor && !only ? booked([first], false) : doubtful("severalNamed");
}

/** The one paper of the payer's that the line's amount pays whole and whose number is one slip from what is written. */
function nearFit(
  context: Context,
  { line, reading }: NamedPaper,
  payers: string[],
  used: ReadonlySet<string>,
): OpenItem | undefined {
  const written = [referenceKey(line.reference), ...reading.tokens.map((token) => token.key)];
  const fits = context.items.filter(
    (item) =>
      payers.includes(item.accountId) &&
      !used.has(item.id) &&
      fitsSign(line, item) &&
      worthOf(shareOf(context, line, item)) === item.openMinor &&
      namesOf(item).some((name) => written.some((key) => isNear(name, key))),
  );
  return fits.length === 1 ? fits[0] : undefined;
}
