import { Fault } from "../../../shared/fault.ts";
import { type NoticeOptions, ownershipOf } from "./account.ts";
import { unshare } from "./identity.ts";
import { type Balance, CALL_LIMITS, type ParsedBody, RAW_CHARS_MAX, type ToldStatement } from "./line.ts";
import { dayOf, type Mt940Context, readStatementLine, swiftAmount } from "./mt940-entry.ts";
import { cleanText, REFERENCE_CHARS_MAX, tooManyLines } from "./text.ts";

/** The fields that are read; a line that begins otherwise goes on with the field before it. */
const FIELD = /^:(13|13D|20|21|25|25P|28|28C|34F|60F|60M|61|62F|62M|64|65|86|90C|90D|NS):(.*)$/;
/** What ends a message: a dash alone, with the bracket of its block, or with the count that some programs append. */
const END = /^-(?:\}.*|\+@\d+@.*)?$/;
/** Blocks in front of the text: `{1:F01…}{2:O940…}{3:{108:…}}{4:`. */
const BLOCKS = /\{1:[^{}]*\}(?:\{[235S]:(?:[^{}]|\{[^{}]*\})*\})*\{4:/g;
/** German banks send what is noted and not booked under this reference. */
const NOTED = /^STARTDISP/;

/** Some programs break every so many characters, be it in the middle of a tag. */
const BROKEN_TAG = /(^|[\r\n]):(?:\r\n|\n|\r)(?=(?:61|62[FM]|64|86):)/g;

type Field = { tag: string; lines: string[] };
type Message = Field[];

/** Fields with which a statement begins, and one with which it goes on. */
const HEAD = new Set(["13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", "60F", "60M"]);

/**
 * The messages of a file, each a list of fields. A dash alone ends a message only if the next one, or nothing, stands behind it: a
 * payer may write such a line too, and what follows it is not lost.
 */
function messagesOf(text: string): Message[] {
  // Some programs write two at signs for every end of line.
  const plain = text.includes("\n") || text.includes("\r") ? text : text.replaceAll("@@", "\n");
  const messages: Message[] = [];
  let message: Message | undefined;
  /** The lines since what may be an end. */
  let since: string[] | undefined;
  const whole = plain.replace(BLOCKS, "\n").replace(BROKEN_TAG, "$1:");
  for (const line of whole.split(/\r\n|\n|\r/)) {
    const [, tag = "", value = ""] = FIELD.exec(line) ?? [];
    if (tag === "20" || (since && HEAD.has(tag))) {
      message = [];
      messages.push(message);
      since = undefined;
    } else if (tag !== "" && since) {
      message?.at(-1)?.lines.push(...since);
      since = undefined;
    }
    if (tag !== "") message?.push({ tag, lines: [value] });
    else if (since || END.test(line.trimEnd())) since = [...(since ?? []), line];
    else message?.at(-1)?.lines.push(line);
  }
  return messages;
}

const firstOf = (message: Message, ...tags: string[]): string | undefined =>
  message.find(({ tag }) => tags.includes(tag))?.lines[0]?.trim();

/** A balance, `C261120EUR1234,56`; some banks put a sign before the amount. */
function balanceOf(text: string | undefined): { currency: string; balance?: Balance } | undefined {
  const match = /^([CD])(\d{6})([A-Z]{3})(-?)([\d,]+)$/.exec(text ?? "");
  if (!match) return undefined;
  const [, mark, date = "", currency = "", sign, amount = ""] = match;
  const [on, minor] = [dayOf(date), swiftAmount(amount, currency)];
  if (on === undefined || minor === undefined) return { currency };
  const isOwed = (mark === "D") !== (sign === "-");
  return { currency, balance: { on, amountMinor: isOwed && minor !== 0 ? -minor : minor } };
}

/** The ways in which a statement may mean an account: as told; behind the bank's code; with the code, as an IBAN ends. */
function accountNosOf(told: string): string[] {
  const bare = told.replace(/(?<=\d)[A-Z]{3}$/, "");
  const [bank = "", own] = bare.split("/", 2);
  if (own === undefined) return [told, bare];
  const german = /^\d{8}$/.test(bank) && /^\d{1,10}$/.test(own) ? [bank + own.padStart(10, "0")] : [];
  return [told, bare, own, ...german];
}

/** Does this message go on with the statement before it? Then equal lines of both are twins, as those of one message are. */
function goesOn(message: Message, before: Message | undefined): boolean {
  if (!before || firstOf(message, "25", "25P") !== firstOf(before, "25", "25P")) return false;
  const number = (of: Message): string | undefined => firstOf(of, "28C", "28")?.split("/")[0];
  return firstOf(message, "60M") !== undefined && number(message) === number(before);
}

/** What stands behind an entry: its details, which some banks send in several fields, and names in a field of their own. */
function detailsBehind(message: Message, at: number): string[] {
  const rest = message.slice(at + 1);
  const end = rest.findIndex(({ tag }) => tag !== "86" && tag !== "NS");
  const own = rest.slice(0, end < 0 ? rest.length : end);
  // A field of names begins each line with two digits that say what it holds.
  return own.flatMap(({ tag, lines }) => (tag === "NS" ? lines.map((line) => line.replace(/^\d\d/, "")) : lines));
}

function contextOf(message: Message, options: NoticeOptions) {
  const told = cleanText(firstOf(message, "25", "25P"), REFERENCE_CHARS_MAX) ?? "";
  const { virtualAccountNo, foreign } = ownershipOf(accountNosOf(told), ":25:", options);
  const opening = balanceOf(firstOf(message, "60F", "60M"));
  const closing = balanceOf(firstOf(message, "62F", "62M"));
  const limit = /^([A-Z]{3})/.exec(firstOf(message, "34F") ?? "")?.[1];
  const reference = cleanText(firstOf(message, "20"), REFERENCE_CHARS_MAX);
  const number = cleanText(firstOf(message, "28C", "28"), REFERENCE_CHARS_MAX);
  const context: Mt940Context = {
    statementId: [reference, number].filter(Boolean).join(" ") || undefined,
    virtualAccountNo,
    currency: opening?.currency ?? closing?.currency ?? limit ?? "",
    notBooked: NOTED.test(reference ?? "") ? `:20: is ${reference}: its entries are noted and not booked.` : undefined,
  };
  return { context, foreign, opening: opening?.balance, closing: closing?.balance };
}

/**
 * Reads MT940 statements and MT942 interim reports, bare or with SWIFT's blocks, several in a file. `index` counts the `:61:` of the
 * file. Pages of one statement count as one statement.
 * @throws Fault malformed_request when there is no statement in the text, too_large when it passes a limit.
 */
export function parseMt940(text: string, options: NoticeOptions = {}): ParsedBody {
  const { linesMax } = options.limits ?? CALL_LIMITS;
  const messages = messagesOf(text);
  if (messages.length === 0)
    throw new Fault(
      "malformed_request",
      "The text has no :20: at the beginning of a line, so it is no MT940 or MT942.",
    );
  const parsed: ParsedBody & { statements: ToldStatement[] } = { received: 0, lines: [], rejected: [], statements: [] };
  let ordinal = -1;
  for (const [n, message] of messages.entries()) {
    if (!goesOn(message, messages[n - 1])) ordinal++;
    const { context, foreign, opening, closing } = contextOf(message, options);
    for (const [at, field] of message.entries()) {
      if (field.tag !== "61") continue;
      const index = parsed.received++;
      if (parsed.received > linesMax) throw tooManyLines({ bytesMax: 0, linesMax });
      const details = detailsBehind(message, at);
      const part =
        foreign === undefined
          ? readStatementLine(field.lines, details, context)
          : { code: "account_mismatch" as const, detail: foreign };
      if ("line" in part) parsed.lines.push({ index, statement: ordinal, line: part.line });
      else {
        const raw = `:61:${field.lines.join("\n")}${details.length > 0 ? `\n:86:${details.join("\n")}` : ""}`;
        const place = `Entry ${index + 1} of statement ${context.statementId ?? "without id"}`;
        const detail = `${place}: ${part.detail}`;
        parsed.rejected.push({ index, code: part.code, detail, raw: raw.slice(0, RAW_CHARS_MAX) });
      }
    }
    const { statementId, virtualAccountNo, currency } = context;
    if (foreign === undefined && !context.notBooked && (opening || closing))
      parsed.statements.push({ statement: ordinal, statementId, virtualAccountNo, currency, opening, closing });
  }
  for (const lines of Map.groupBy(parsed.lines, ({ statement }) => statement).values()) unshare(lines);
  return parsed;
}
