import { civilDate } from "../../../shared/clock.ts";
import {
  amountOf,
  type CamtAmount,
  chargesOf,
  describeDetail,
  detailAmount,
  directionOf,
  returnReasonOf,
  servicerReference,
  transactionCode,
} from "./camt-detail.ts";
import { structuredLines } from "./camt-remittance.ts";
import { type BankLine, compact, type Direction, type EntryPart, type RejectionCode } from "./line.ts";
import { cleanText, isCalendarDate, NAME_CHARS_MAX, REFERENCE_CHARS_MAX, REMITTANCE_CHARS_MAX } from "./text.ts";
import { elementAt, elementsAt, textAt, type XmlElement } from "./xml.ts";

/** What an entry needs to know of its statement. */
export type StatementContext = {
  statementId?: string;
  accountNo: string;
  virtualAccountNo?: string;
  timeZone?: string;
  /** When the bank wrote the message: the day of an entry that tells none itself. */
  createdAt?: string;
};

/** Bank transaction code of the charges that a bank keeps from a whole batch (ISO 20022 external code set). */
const CHARGES_CODE = "ACMT/MDOP/CHRG";

const refuse = (code: RejectionCode, detail: string): EntryPart => ({ code, detail });
const opposite = (direction: Direction): Direction => (direction === "credit" ? "debit" : "credit");

/** What an entry says of itself, before its details are looked at. */
type Booking = {
  base: BankLine;
  money: Required<CamtAmount>;
  direction: Direction;
  original: Direction;
  reference?: string;
};

/** A booking or value date; an instant is taken to the civil date of `timeZone`, or as the bank wrote it without one. */
const dateAt = (entry: XmlElement, path: string, timeZone: string | undefined): string | undefined =>
  dayOf(textAt(entry, NAME_CHARS_MAX, `${path}/Dt`, `${path}/DtTm`), timeZone);

/** A civil day as a bank writes it. */
export function dayOf(text: string | undefined, timeZone: string | undefined): string | undefined {
  if (text === undefined || !isCalendarDate(text.slice(0, 10))) return undefined;
  const instant = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  if (!timeZone || !instant || Number.isNaN(instant.getTime())) return text.slice(0, 10);
  return civilDate(instant, timeZone);
}

function readBooking(entry: XmlElement, context: StatementContext): Booking | EntryPart {
  const status = textAt(entry, REFERENCE_CHARS_MAX, "Sts/Cd", "Sts/Prtry", "Sts");
  if (status !== "BOOK") return refuse("not_booked", `Sts is ${status ?? "missing"}; only BOOK is money.`);
  const money = amountOf(elementAt(entry, "Amt"));
  if (money?.amountMinor === undefined) {
    const told = textAt(entry, 40, "Amt") ?? "missing";
    return refuse(
      "invalid_amount",
      `Amt is ${told}, which is no positive amount in ${money?.currency || "a known currency"}.`,
    );
  }
  if (money.amountMinor === 0) return refuse("zero_amount", "Amt is zero.");
  const direction = directionOf(entry);
  if (!direction) return refuse("invalid_direction", "CdtDbtInd must be CRDT or DBIT.");
  const valueOn = dateAt(entry, "ValDt", context.timeZone);
  // A day that is told and is none is a mistake; one that is not told is that of the message.
  const isTold = elementAt(entry, "BookgDt") !== undefined || elementAt(entry, "ValDt") !== undefined;
  const writtenOn = isTold ? undefined : dayOf(context.createdAt, context.timeZone);
  const bookedOn = dateAt(entry, "BookgDt", context.timeZone) ?? valueOn ?? writtenOn;
  if (!bookedOn) return refuse("missing_date", "BookgDt must hold a calendar date.");
  const reversal = ["true", "1"].includes(textAt(entry, NAME_CHARS_MAX, "RvslInd") ?? "");
  return {
    money: { amountMinor: money.amountMinor, currency: money.currency },
    direction,
    // ISO 20022: a reversal with DBIT takes a credit back, and its parties keep the roles they had in that credit.
    original: reversal ? opposite(direction) : direction,
    reference: servicerReference(entry),
    base: {
      bookedOn,
      valueOn,
      direction,
      reversal,
      amountMinor: money.amountMinor,
      currency: money.currency,
      references: [],
      virtualAccountNo: context.virtualAccountNo,
      subAccountNo: context.virtualAccountNo,
      bankTransactionCode: transactionCode(entry),
      additionalInfo: textAt(entry, NAME_CHARS_MAX, "AddtlNtryInf"),
      statementId: context.statementId,
    },
  };
}

/**
 * The whole booking as one line: it has no details, or they do not say how it divides. Details that contradict the booking are a
 * reason to let a person look at it (`oddDetails`), and none to lose the money.
 */
function sumLine(
  { base, reference, money }: Booking,
  entry: XmlElement,
  batchSize: number,
  oddDetails?: string,
): EntryPart {
  const chargesMinor = chargesOf(entry, money.currency);
  return {
    line: compact({
      ...base,
      bankReference: reference,
      chargesMinor,
      batchSize: batchSize > 1 ? batchSize : undefined,
      oddDetails,
      ...(oddDetails && saidInDetails(entry, batchSize)),
    }),
  };
}

/** What the details say, put together, for the person who must find out what the sum is for. */
function saidInDetails(entry: XmlElement, batchSize: number): Partial<BankLine> {
  const details = elementsAt(entry, "NtryDtls/TxDtls").map((detail) => describeDetail(detail, "credit", ""));
  const [first] = details;
  return {
    ...(details.length === 1 && batchSize <= 1 ? { payer: first?.payer, endToEndId: first?.endToEndId } : {}),
    remittance: cleanText(details.map(({ remittance }) => remittance ?? "").join(" "), REMITTANCE_CHARS_MAX),
  };
}

function detailLine(
  booking: Booking,
  detail: XmlElement,
  context: StatementContext,
  own: Partial<BankLine>,
): EntryPart {
  const { base, original } = booking;
  const told = compact(describeDetail(detail, original, context.accountNo));
  const bankTransactionCode = transactionCode(detail) ?? base.bankTransactionCode;
  const remittanceLines = structuredLines(elementsAt(detail, "RmtInf/Strd"), booking.money.currency);
  const line = { ...base, bankTransactionCode, ...told, remittanceLines, ...own };
  return { line: compact({ ...line, additionalInfo: told.additionalInfo ?? base.additionalInfo }) };
}

/** The references of one detail: its own if it is its own, else the one it shares, and that of the booking. */
function referencesOf(own: string | undefined, booking: Booking, shared: boolean): Partial<BankLine> {
  const single = own !== undefined && !shared;
  return {
    bankReference: single ? own : undefined,
    sharedReference: shared && own !== booking.reference ? own : undefined,
    batchReference: own === booking.reference && single ? undefined : booking.reference,
  };
}

/** What the bank adds to a payment that it takes back, where it books both in one and states the payment alone. */
function returnChargesOf(booking: Booking, detail: XmlElement, grossMinor: number): number | undefined {
  const added = booking.money.amountMinor - grossMinor;
  return booking.direction === "debit" && added > 0 && returnReasonOf(detail) ? added : undefined;
}

/** One detail is the booking itself: the booked amount counts, and a gross amount beside it must differ by charges only. */
function loneDetail(booking: Booking, entry: XmlElement, detail: XmlElement, context: StatementContext): EntryPart {
  const { currency, amountMinor } = booking.money;
  let chargesMinor = chargesOf(detail, currency) ?? chargesOf(entry, currency);
  const told = amountOf(elementAt(detail, "Amt"));
  if (told?.currency === currency && told.amountMinor !== undefined) {
    const differenceMinor = Math.abs(told.amountMinor - amountMinor);
    if (differenceMinor !== 0 && differenceMinor !== chargesMinor) {
      chargesMinor = returnChargesOf(booking, detail, told.amountMinor);
      if (chargesMinor === undefined) return mismatch(BigInt(told.amountMinor), booking, entry);
    }
  }
  const own = servicerReference(detail);
  const references = own === undefined ? { bankReference: booking.reference } : referencesOf(own, booking, false);
  return detailLine(booking, detail, context, { ...references, chargesMinor });
}

const mismatch = (sumMinor: bigint, booking: Booking, entry: XmlElement): EntryPart =>
  sumLine(
    booking,
    entry,
    Math.max(batchSizeOf(entry), elementsAt(entry, "NtryDtls/TxDtls").length),
    `The details add up to ${sumMinor}, the entry to ${booking.money.amountMinor} ${booking.money.currency} (minor units).`,
  );

type Share = { detail: XmlElement; direction: Direction; grossMinor: number; chargesMinor?: number };

/** Signed sum as seen from the booking: what moves the other way counts against it. Exact however many details there are. */
const signedSum = (shares: Share[], direction: Direction, of: (share: Share) => number): bigint =>
  shares.reduce((sum, share) => sum + BigInt(share.direction === direction ? of(share) : -of(share)), 0n);

/**
 * Several details: a line each. Their amounts must add up to the booking: as told; or each less its own charges; or, with
 * the bank's charges for the whole batch, as told and a line of their own for the charges.
 */
function batch(booking: Booking, entry: XmlElement, shares: Share[], context: StatementContext): EntryPart[] {
  const { money, direction, base, reference } = booking;
  const net = ({ direction: way, grossMinor, chargesMinor = 0 }: Share): number =>
    way === "credit" ? grossMinor - chargesMinor : grossMinor + chargesMinor;
  const bookedMinor = BigInt(money.amountMinor);
  const sumMinor = signedSum(shares, direction, ({ grossMinor }) => grossMinor);
  const keptMinor = Number(direction === "credit" ? sumMinor - bookedMinor : bookedMinor - sumMinor);
  const chargedEach = keptMinor !== 0 && signedSum(shares, direction, net) === bookedMinor;
  const chargedWhole = keptMinor > 0 && !chargedEach && keptMinor === chargesOf(entry, money.currency);
  if (keptMinor !== 0 && !chargedEach && !chargedWhole) return [mismatch(sumMinor, booking, entry)];
  const uses = new Map<string | undefined, number>([[reference, 1]]);
  const own = shares.map(({ detail }) => servicerReference(detail));
  for (const each of own) uses.set(each, (uses.get(each) ?? 0) + 1);
  const parts = shares.map((share, i): EntryPart => {
    const amountMinor = chargedEach ? net(share) : share.grossMinor;
    if (amountMinor <= 0) return refuse("zero_amount", "The detail's amount is zero.");
    const shared = own[i] !== undefined && (uses.get(own[i]) ?? 0) > 1;
    return detailLine(booking, share.detail, context, {
      ...referencesOf(own[i], booking, shared),
      amountMinor,
      direction: share.direction,
      chargesMinor: share.chargesMinor,
    });
  });
  if (chargedWhole) {
    const charges = { amountMinor: keptMinor, direction: "debit" as const, bankTransactionCode: CHARGES_CODE };
    parts.push({ line: compact({ ...base, ...charges, batchReference: reference }) });
  }
  return parts;
}

/** How many payments the bank says it collected into an entry. */
const batchSizeOf = (entry: XmlElement): number =>
  elementsAt(entry, "NtryDtls/Btch/NbOfTxs")
    .map(({ text }) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : 0))
    .reduce((sum, size) => sum + size, 0);

/** Reads one entry into its lines: none is lost, each is either a line or a reason. */
export function readEntry(entry: XmlElement, context: StatementContext): EntryPart[] {
  const booking = readBooking(entry, context);
  if (!("base" in booking)) return [booking];
  const details = elementsAt(entry, "NtryDtls/TxDtls");
  const told = batchSizeOf(entry);
  const [first, ...others] = details;
  if (!first) return [sumLine(booking, entry, told)];
  const { currency } = booking.money;
  const known = details.flatMap((detail): Share[] => {
    const grossMinor = detailAmount(detail, currency);
    // Of a reversal some banks repeat the details as they were in the original: which way it moves, the entry says.
    const direction = booking.base.reversal ? booking.direction : (directionOf(detail) ?? booking.direction);
    return grossMinor === undefined
      ? []
      : [{ detail, direction, grossMinor, chargesMinor: chargesOf(detail, currency) }];
  });
  if (others.length === 0) {
    const share = known[0];
    if (told <= 1 || share?.grossMinor === booking.money.amountMinor)
      return [loneDetail(booking, entry, first, context)];
    return [share ? mismatch(BigInt(share.grossMinor), booking, entry) : sumLine(booking, entry, told)];
  }
  if (known.length === 0) return [sumLine(booking, entry, details.length)];
  if (known.length < details.length) {
    const odd = `${details.length - known.length} of ${details.length} details have no amount in ${currency}.`;
    return [sumLine(booking, entry, details.length, odd)];
  }
  return batch(booking, entry, known, context);
}
