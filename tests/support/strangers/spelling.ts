import type { Random } from "../generator/random.ts";
import { type Customer, withCheckDigit } from "./tenant.ts";

/**
 * A name as a bank tells it. `certain`: whoever knows the customers knows who it is (case, legal form, a department, usual
 * abbreviations, order of names). `hint`: it fits the customer and may fit others (initials, cut names).
 */
export type Spelt = { text: string; evidence: "certain" | "hint" };

const SHORT: Record<string, string> = {
  Manufacturing: "Mfg",
  Services: "Svcs",
  International: "Intl",
  Logistics: "Logist",
  Distributors: "Distrib",
  Technologies: "Techn",
  Associates: "Assoc",
  Maschinenbau: "Maschb.",
  Distribution: "Distrib.",
};

const certain = (text: string): Spelt => ({ text, evidence: "certain" });
const hint = (text: string): Spelt => ({ text, evidence: "hint" });

/** 40 % of the names are written otherwise than in the books. */
export function spelt({ name, person }: Customer, random: Random): Spelt {
  if (!random.chance(40)) return certain(name);
  if (/\p{sc=Han}/u.test(name)) return chinese(name, random);
  const words = name.split(" ");
  if (person) {
    const [given, family] = words as [string, string];
    const initial = random.pick([..."ABEMW"]);
    return random.pick([
      certain(`${family} ${given}`),
      certain(`${family.toUpperCase()}, ${given.toUpperCase()}`),
      hint(`${family} ${given} ${initial}.`),
      hint(`MR/MRS ${given[0]} ${family}`.toUpperCase()),
    ]);
  }
  const core = words.slice(0, 3);
  const short = words.map((word) => SHORT[word] ?? word).join(" ");
  return random.pick([
    certain(name.toUpperCase()),
    certain(core.join(" ")),
    certain(core.join(" ").toUpperCase()),
    certain(`${name} Division ${random.int(2, 12)}`),
    short === name ? certain(name.toLowerCase()) : certain(short),
    certain(`${words.at(-1)} ${core.join(" ")}`),
    hint(core.map((word) => word[0]).join("")),
    hint(`${core[0]?.[0]} ${core.slice(1).join(" ")}`),
    hint(core.slice(0, 2).join(" ")),
    hint(name.toUpperCase().slice(0, 18).trim()),
  ]);
}

function chinese(name: string, random: Random): Spelt {
  return random.pick([
    certain(name.replace("有限公司", "")),
    certain(`${name}财务部`),
    certain([...name].join(" ")),
    certain(name.slice(2)),
    hint(name.slice(2, 6)),
    hint(name.slice(2, 4)),
  ]);
}

/** How a number came to the text: as it is, without its zeros, or with two neighbouring digits in each other's place. */
export type Cited = { text: string; how: "clean" | "zerosDropped" | "swapped" };

/** 20 % of the numbers are mistyped, where a number lets itself be. */
export function typed(reference: string, random: Random): Cited {
  if (!random.chance(20)) return { text: styled(reference, random), how: "clean" };
  const dropped = withoutZeros(reference, random);
  if (dropped && random.chance(50)) return { text: dropped, how: "zerosDropped" };
  const text = swapped(reference, random);
  return text ? { text, how: "swapped" } : { text: reference, how: "clean" };
}

/** A number as people write it who do not mistype it. */
function styled(reference: string, random: Random): string {
  if (/^RF/.test(reference)) return random.chance(50) ? (reference.match(/.{1,4}/g) as string[]).join(" ") : reference;
  if (/^\d/.test(reference)) return reference;
  return random.pick([
    ...[reference, reference, reference, reference.toLowerCase()],
    ...[reference.replaceAll("-", ""), reference.replaceAll("-", " "), reference.replaceAll("-", "/")],
  ]);
}

function withoutZeros(reference: string, random: Random): string | undefined {
  const match = /^([A-Z]+-)(\d{4}-)?0+(\d+)$/.exec(reference);
  if (!match) return undefined;
  const [, prefix, year = "", digits] = match;
  return year
    ? `${prefix}${year}${digits}`
    : random.pick([`${prefix}${digits}`, `Invoice #${digits}`, `Inv ${digits}`]);
}

function swapped(reference: string, random: Random): string | undefined {
  const places = [...reference].flatMap((char, n) =>
    /\d/.test(char) && /\d/.test(reference[n + 1] ?? "") && char !== reference[n + 1] ? [n] : [],
  );
  if (places.length === 0) return undefined;
  const at = random.pick(places.slice(-2));
  return `${reference.slice(0, at)}${reference[at + 1]}${reference[at]}${reference.slice(at + 2)}`;
}

/** A number that no tenant has: a payer's own. */
export const foreignNumber = (random: Random): string =>
  random.pick([
    `AB/${random.int(100, 999)}-${random.int(10, 99)}`,
    `Q${random.int(1_000, 9_999)}X`,
    withCheckDigit(String(random.int(80_000_000, 89_999_999))),
  ]);
