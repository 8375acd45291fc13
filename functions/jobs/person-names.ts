/** A file has a person's name apart, and each language its own order of the parts. */

/**
 * The parts that a file may have in columns of their own. `particle` stands before the family's name and not in it
 * (`van der`), `secondFamily` behind it (Spanish, Portuguese); `leadingFamily` is one of a language in which it comes
 * first and a blank behind it (Hungarian).
 */
export const NAME_PARTS = ["given", "particle", "family", "secondFamily", "leadingFamily"] as const;

export type NamePart = (typeof NAME_PARTS)[number];

/** Names that are written without a blank, the family's first: Chinese, Japanese, Korean. */
const WITHOUT_BLANK = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u;

/** Particles that lists put behind the family's name, so that they are sorted by that (`Berg, van der`). */
const BEHIND =
  /^([^,]+),\s*((?:(?:van|von|vom|zu|zur|der|den|de|het|'t|ten|ter|te|da|das|di|do|dos|del|della|du|la|le|al|el|bin|ibn)(?:\s+|$))+)$/iu;

const inOrder = (family: string): string => {
  const [, name, particle] = BEHIND.exec(family) ?? [];
  return name && particle ? `${particle.trim()} ${name.trim()}` : family;
};

/** A person's name of its parts, in the order of the language that it is written in. */
export function joinedName(parts: Partial<Record<NamePart, string>>): string {
  const { given = "", particle = "", family = "", secondFamily = "", leadingFamily = "" } = parts;
  const families = [particle, inOrder(family), secondFamily].filter(Boolean).join(" ");
  const isGlued = WITHOUT_BLANK.test(given) && WITHOUT_BLANK.test(families);
  return [leadingFamily, isGlued ? families + given : [given, families].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(" ");
}
