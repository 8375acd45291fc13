import type { AnyRow, Entity } from "../../shared/table/entity.ts";

/**
 * Whose a row is. People have several records: the lead that became a contact, what was merged into it, the browsers that
 * were theirs. Together they are the *subject*, a set of ids. Of every row it is said by its fields alone what it is to them:
 * - `self`: one of those records
 * - `about`: a row of one person, as its fields say, and of nobody else: a consent, a mail, a visit, an entry of history
 * - `named`: a row of something else in which the subject's id stands: an opportunity, a team, an order
 */
export type Relation = "self" | "about" | "named";

/** Nouns whose records are people, and the fields by which they name other records of the same person. */
export const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  contact: ["leadId", "mergedInto"],
  lead: ["contactId", "mergedInto"],
  user: [],
  visitor: ["mergedInto"],
};

/** Ids of people begin so. A visitor is a browser, and no other person for being one. */
const PERSON = /^(?:con|led|usr)_/;

/** Fields that say whom, or which record of a person, a row is about. */
const ABOUT = [
  ...["personId", "contactId", "leadId", "visitorId", "recipientId", "principalId", "userId"],
  ...["recordId", "relatedId", "relatedIds", "targetId", "fromId", "fromIds", "subjectIds"],
  ...["mailId", "ticketId", "mergeId", "callId", "meetingId"],
];

/** Rows of something else, though a person stands in a field of theirs: of these the words alone are looked at. */
const OF_SOMETHING_ELSE = new Set([
  ...["account", "opportunity", "stageMove", "order", "quote", "project", "projectPlan", "receivable", "expense"],
  ...["ticketQueue", "capacity", "availability", "timeEntry", "job", "approval", "callList", "dealRegistration"],
]);

/** Rows of a person that have rows of their own: what hangs on these is about the person too. */
const CARRIERS = new Set(["visitor", "mail", "mailContent", "ticket", "activity", "call", "merge", "message"]);

const ID = /[a-z]{3}_[0-9A-Za-z]{6,40}/g;

const flat = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === "string" && one !== "");

/** Browsers whose every known identity is the subject's. One that others use too keeps what was done with it. */
function isOwnBrowser(row: AnyRow, ids: ReadonlySet<string>): boolean {
  const people = ((row.identities ?? []) as { personId?: string }[]).map(({ personId = "" }) => personId);
  return people.length > 0 && people.every((id) => ids.has(id));
}

/** What a row is to a subject; nothing where it knows nothing of it. `key` is the partition that it lies in. */
export function relationOf(
  { noun }: Pick<Entity, "noun">,
  row: AnyRow,
  ids: ReadonlySet<string>,
  key = "",
): Relation | undefined {
  if (noun === "visitor" && isOwnBrowser(row, ids)) return "self";
  const kin = PEOPLE[noun];
  if (kin && (ids.has(row.id) || kin.some((field) => flat(row[field]).some((id) => ids.has(id))))) return "self";
  const named = [...(JSON.stringify(row) + key).matchAll(ID)].some(([id]) => ids.has(id));
  if (!named) return undefined;
  if (OF_SOMETHING_ELSE.has(noun)) return "named";
  const whom = ABOUT.flatMap((field) => flat(row[field]));
  const isOfOthers = whom.some((id) => PERSON.test(id) && !ids.has(id));
  const isOurs = whom.some((id) => ids.has(id)) || [...`${row.id} ${key}`.matchAll(ID)].some(([id]) => ids.has(id));
  return isOurs && !isOfOthers ? "about" : "named";
}

/** The ids that a row adds to the subject: records of the same person, rows that carry others, and rows that have a history. */
export function addedBy(
  { noun, audited }: Pick<Entity, "noun" | "audited">,
  row: AnyRow,
  relation: Relation,
): string[] {
  if (relation === "self") return [row.id, ...(PEOPLE[noun] ?? []).flatMap((field) => flat(row[field]))];
  return relation === "about" && (audited || CARRIERS.has(noun)) ? [row.id] : [];
}

/** By how much a phone number must be a number at all: fewer digits would be found anywhere. */
const PHONE_DIGITS_MIN = 7;
const NAME_CHARS_MIN = 2;

/** What somebody is known by: how they are reached, which is theirs alone, and what they are called, which others may be too. */
export type Known = { addresses: string[]; phones: string[]; names: string[] };

const distinct = (values: string[]): string[] => [...new Set(values)].sort((a, b) => b.length - a.length);

/** What the records of a person know them by. */
export function knownBy(rows: readonly Record<string, unknown>[]): Known {
  const all = (...fields: string[]): string[] => rows.flatMap((row) => fields.flatMap((field) => flat(row[field])));
  const digits = all("phone", "phoneShown").map((text) => text.replace(/;.*$/, "").replace(/\D/g, ""));
  return {
    addresses: distinct(all("email").map((one) => one.toLowerCase())),
    phones: distinct(digits.filter((one) => one.length >= PHONE_DIGITS_MIN)),
    names: distinct(all("name").filter((one) => Array.from(one).length >= NAME_CHARS_MIN)),
  };
}

export const joined = (all: readonly Known[]): Known => ({
  addresses: distinct(all.flatMap(({ addresses }) => addresses)),
  phones: distinct(all.flatMap(({ phones }) => phones)),
  names: distinct(all.flatMap(({ names }) => names)),
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** Where what is found begins, though a letter or digit stands before it: behind a character of an address or of JSON. */
const BEHIND_ESCAPED = "(?<=%[\\da-f]{2}|\\\\[bfnrt])";
const notBehind = (set: string): string => `(?:(?<!${set})|${BEHIND_ESCAPED})`;

const DIGIT = "[0-9０-９]";
const WIDE_ZERO = 0xff10;

/** A digit as it is written in one width and in the other. */
const eitherWidth = (digit: string): string => `[${digit}${String.fromCharCode(WIDE_ZERO + Number(digit))}]`;

/** Digits with whatever people put between them, and with or without the country's code. */
const digitsPattern = (digits: string): string => {
  const local = digits.startsWith("86") && digits.length === 13 ? digits.slice(2) : digits;
  const code = [..."86"].map(eitherWidth).join("");
  const number = [...local].map(eitherWidth).join("[-\\s().]*");
  return `${notBehind(DIGIT)}(?:[+＋]?${code}[-\\s]*)?[+＋]?${number}(?!${DIGIT})`;
};

/** Fewer letters and digits may stand in anybody's numbers. */
const IN_NUMBERS_CHARS_MIN = 10;

/** An address as it stands in a text and as part of a web address, and as it is within a number, which keeps no signs. */
const addressPattern = (address: string): string => {
  const forms = [...new Set([address, encodeURIComponent(address)])];
  const bare = forms
    .map((form) => form.replace(/[^\p{L}\p{N}]/gu, ""))
    .filter((one) => one.length >= IN_NUMBERS_CHARS_MIN);
  const inText = `${notBehind("[\\w.+-]")}(?:${forms.map(escaped).join("|")})(?![\\w-])`;
  return [inText, ...bare.map((one) => `(?<!\\p{L})${one}(?!\\p{L})`)].join("|");
};

/** Stands where words were taken out; it has no character that any format gives a meaning. */
export const ERASED = "erased";

/**
 * A name as it stands in a text, with accents of their own or not, as it stands in a value that is kept as JSON, and as part
 * of a web address.
 */
const spelled = (name: string): string[] => {
  const forms = [name, name.normalize("NFC"), name.normalize("NFD")];
  const inAddress = forms.map(encodeURIComponent);
  const kept = forms.map((one) => JSON.stringify(one).slice(1, -1));
  return [...new Set([...forms, ...kept, ...inAddress, ...inAddress.map((one) => one.replaceAll("%20", "+"))])];
};

/** Letters of scripts that part words: a name that goes on with one is another's. */
const OF_WORDS = "[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{M}]";
const BEGINS_WORD = new RegExp(`^${OF_WORDS}`, "u");
const ENDS_WORD = new RegExp(`${OF_WORDS}$`, "u");

/** A name as a whole where its script parts words; others write it without a gap before and behind it. */
const namePattern = (name: string): string => {
  const before = BEGINS_WORD.test(name) ? notBehind(OF_WORDS) : "";
  return `${before}${escaped(name)}${ENDS_WORD.test(name) ? `(?!${OF_WORDS})` : ""}`;
};

/** Fewer characters at the end of a text tell nobody, and may begin any word. */
const CUT_CHARS_MIN = 4;
const CUT_IDEOGRAPHS_MIN = 2;
const IDEOGRAPHS = /^\p{Script=Han}{2}/u;

/** Stand for the rest of a text that was cut. */
const DOTS = /…+$/;

/** What a text ends with that begins what somebody is known by: texts are cut where they are kept short. */
function cutEnd(text: string, known: readonly string[]): string {
  const lower = text.toLowerCase();
  const ends = known.flatMap((one) => {
    const letters = Array.from(one.toLowerCase());
    // An address is known as one by its sign; what stands before that may be any word.
    const least = Math.max(
      Math.max(letters.indexOf("@"), one.indexOf("%40")) + 1,
      IDEOGRAPHS.test(one) ? CUT_IDEOGRAPHS_MIN : CUT_CHARS_MIN,
    );
    const starts = letters.map((_, n) => letters.slice(0, n).join("")).filter((_, n) => n >= least);
    return starts.filter((start) => lower.endsWith(start) && !/[\p{L}\p{N}]$/u.test(before(lower, start)));
  });
  return ends.sort((a, b) => b.length - a.length)[0] ?? "";
}

const before = (text: string, end: string): string => {
  const rest = text.slice(0, text.length - end.length);
  return IDEOGRAPHS.test(end) ? "" : rest;
};

/** Takes what somebody is known by out of a text: addresses and numbers everywhere, names where the row is known to name them. */
export function redactor({ addresses, phones, names }: Known): (text: string, withNames: boolean) => string {
  const exact = [...addresses.map(addressPattern), ...phones.map(digitsPattern)];
  const pattern = (parts: string[]): RegExp | undefined =>
    parts.length > 0 ? new RegExp(parts.join("|"), "giu") : undefined;
  const spellings = names.flatMap(spelled);
  const [bare, whole] = [pattern(exact), pattern([...exact, ...spellings.map(namePattern)])];
  const reached = [...addresses, ...addresses.map(encodeURIComponent)];
  const called = [...reached, ...spellings];
  return (text, withNames) => {
    const found = withNames ? whole : bare;
    const left = found ? text.replace(found, ERASED) : text;
    const told = left.replace(DOTS, "");
    const end = cutEnd(told, withNames ? called : reached);
    return end === "" ? left : told.slice(0, told.length - end.length) + ERASED;
  };
}
