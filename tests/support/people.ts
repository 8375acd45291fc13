import * as fc from "fast-check";

/** Somebody whose every word can be told apart from those of everybody else in the same world. */
export type Person = {
  name: string;
  email: string;
  /** Eleven digits, as they are dialled in China. */
  phone: string;
  /** A word that stands in what is about this person alone. */
  lore: string;
};

const FIRST = ["José", "Zoë", "Anneke", "Łukasz", "Jürgen", "Quendoline", "Siobhán"];
const LAST = ["Vaspretti", "Núñez", "Marklund", "O'Shaugh", "Thạch", "Brückner"];
const SURNAMES = ["欧阳", "司马", "闻人", "桑", "佘"];
const GIVEN = ["靖雯", "璟", "翊骞", "霁", "嫣然"];

const latin = fc.tuple(fc.constantFrom(...FIRST), fc.constantFrom(...LAST)).map((words) => words.join(" "));
const chinese = fc.tuple(fc.constantFrom(...SURNAMES), fc.constantFrom(...GIVEN)).map((words) => words.join(""));

const isHan = (name: string): boolean => /\p{Script=Han}/u.test(name);

/** Another name: of its own, with a word of the one before, or with all of it inside. */
const NAMINGS = ["own", "shares", "contains"] as const;
function named(naming: (typeof NAMINGS)[number], own: string, before: string): string {
  if (naming === "own") return own;
  if (isHan(before)) return naming === "contains" ? `${before}澜` : `${before.slice(0, -1)}筠`;
  return naming === "contains" ? `${before}sdottir` : `Rosamund ${before.split(" ").at(-1)}`;
}

/** A number as letters, so that it is no word of the product's. */
const lettersOf = (n: number): string =>
  `xq${n.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "")}`;

/** People of one world, no two of the same name. */
export const peopleOf = (count: number): fc.Arbitrary<Person[]> =>
  fc
    .array(
      fc.record({
        own: fc.oneof(latin, chinese),
        naming: fc.constantFrom(...NAMINGS),
        token: fc.integer({ min: 26 ** 7, max: 26 ** 8 - 1 }).map(lettersOf),
        digits: fc.stringMatching(/^13[5-9][1-9]{8}$/),
      }),
      { minLength: count, maxLength: count },
    )
    .map((all) => {
      const names: string[] = [];
      return all.map(({ own, naming, token, digits }, n) => {
        const name = named(naming, own, names[n - 1] ?? own);
        names.push(names.includes(name) ? `${name}${isHan(name) ? "珏" : " Tertius"}` : name);
        return { name: names[n] as string, email: `${token}@canary.example`, phone: digits, lore: `lore${token}` };
      });
    })
    .filter((all) => ["name", "email", "phone"].every((field) => distinct(all, field as keyof Person)));

const distinct = (all: readonly Person[], field: keyof Person): boolean =>
  new Set(all.map((one) => one[field])).size === all.length;

const dashed = (phone: string): string => `+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`;
const wide = (phone: string): string => phone.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));

/** Ways in which people write what somebody is known by. */
const NAME_FORMS = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => name.normalize("NFD"),
];
const PHONE_FORMS = [(phone: string) => phone, dashed, wide, (phone: string) => `+86${phone}`];
const EMAIL_FORMS = [(email: string) => email, (email: string) => email.toUpperCase(), encodeURIComponent];

/** What is written of a person, in one of the ways; the name only where it is said so. */
export function saidOf({ name, email, phone }: Person, pick: <T>(all: readonly T[]) => T, withName: boolean): string {
  const reached = `<${pick(EMAIL_FORMS)(email)}>, ${pick(PHONE_FORMS)(phone)}`;
  return withName ? `${pick(NAME_FORMS)(name)} ${reached}` : reached;
}

/** A text as it is looked through: in one case and one form, numbers without what people put between their digits. */
export const leveled = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("%40", "@")
    .replace(/(?<=\d)[-\s().]+(?=\d)/g, "");

/** Rows in which the search box looks, as they are dumped. */
const OF_SEARCH = /#q#|"sk":\{"s":"search/;

/** Says which of the person's canaries stand in a levelled text; a name inside somebody else's is that one's. */
export function canariesIn(person: Person, others: readonly Person[]): (levelled: string) => string[] {
  const own = leveled(person.name);
  // A name inside another's, be it cut short as in the keys of the search box.
  const longer = others
    .map(({ name }) => leveled(name))
    .filter((name) => name !== own && name.includes(own))
    .flatMap((name) => [...name].map((_, n) => name.slice(0, name.length - n)))
    .filter((name) => name.length > own.length && name.includes(own))
    .sort((a, b) => b.length - a.length);
  const words = own
    .split(" ")
    .filter((word) => word.length >= 5 && !others.some(({ name }) => leveled(name).includes(word)));
  const plain = [person.email.split("@")[0] as string, person.phone, person.lore, ...words].map(leveled);
  // A key of the search box may be cut just behind what somebody else's name begins with.
  const cut =
    longer.length > 0 ? new RegExp(`${own.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?=["#\\\\])`, "g") : undefined;
  return (text) => {
    const whole = longer.reduce((rest, name) => rest.replaceAll(name, "□"), text);
    const left = cut && OF_SEARCH.test(text) ? whole.replace(cut, "□") : whole;
    return [...plain.filter((one) => text.includes(one)), ...(left.includes(own) ? [own] : [])];
  };
}
