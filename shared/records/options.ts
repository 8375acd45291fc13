/**
 * An option is a key and what it is called. Records, filters and views keep the key, so another name changes none of
 * them; files are read by any name. An option that a definition names no more is archived: what has it stays readable
 * and may be written again as it is, and it is chosen for nothing new.
 */
import * as z from "zod";
import type { InputError } from "../fault.ts";
import { text } from "../schema.ts";

/** Options that may be chosen, and all of a field, those that were put away included. */
export const OPTIONS_MAX = 200;
export const OPTIONS_KEPT_MAX = 300;
const OPTION_CHARS_MAX = 100;

const LANGUAGES = ["zh-CN", "en"] as const;
type Language = (typeof LANGUAGES)[number];

const optionText = text(OPTION_CHARS_MAX);

const OptionLabel = z
  .strictObject({ "zh-CN": optionText.optional(), en: optionText.optional() })
  .refine((label) => Object.keys(label).length > 0, "names the option in zh-CN, in en, or in both");

/**
 * One choice of a field. Records keep its key, so that another label changes no record; a plain text is key and label at
 * once. An archived option is not chosen anew, and what has it stays readable.
 */
export const FieldOption = z.union([
  optionText,
  z.strictObject({
    key: optionText.describe("What records keep, filters ask for and rows show; fixed once it is made."),
    label: OptionLabel.optional().describe("What people call it, in each language; the key where nothing is said."),
    archived: z.boolean().optional().describe("True where no record may be given it any more."),
  }),
]);
export type FieldOption = z.output<typeof FieldOption>;

/** An option with all that may be left out: a missing language has the other's word. */
export type Option = { key: string; label: Readonly<Record<Language, string>>; archived: boolean };

type Optioned = { options?: readonly FieldOption[] };

const whole = (given: FieldOption): Option => {
  if (typeof given === "string") return { key: given, label: { "zh-CN": given, en: given }, archived: false };
  const { key, label, archived = false } = given;
  const [zh, en] = [label?.["zh-CN"], label?.en];
  return { key, label: { "zh-CN": zh ?? en ?? key, en: en ?? zh ?? key }, archived };
};

/** The options of a field, in their order. */
export const optionsOf = ({ options = [] }: Optioned): Option[] => options.map(whole);

/** The keys of the options that may be chosen. */
export const liveKeys = (field: Optioned): string[] =>
  optionsOf(field).flatMap(({ key, archived }) => (archived ? [] : [key]));

/** The keys of all options: what records may have. */
export const allKeys = (field: Optioned): string[] => optionsOf(field).map(({ key }) => key);

/** What an option is called; a key that is none stands for itself. */
export const optionLabelOf = (field: Optioned, key: string, language: Language): string =>
  optionsOf(field).find((option) => option.key === key)?.label[language] ?? key;

const same = (a: string): string => a.normalize("NFKC").trim().toLowerCase();

/** What is wrong with options taken together: each key and each label means one of them, and one may be chosen. */
export function optionErrors(field: Optioned): InputError[] {
  if (!field.options) return [];
  const options = optionsOf(field);
  const error = (path: string, message: string, code = "invalid"): InputError => ({ path, code, message });
  const twice = options.flatMap(({ key }, n) =>
    options.findIndex((other) => other.key === key) < n ? [error("options", `The option ${key} stands twice.`)] : [],
  );
  const live = options.filter(({ archived }) => !archived);
  const confused = live.flatMap((option) =>
    LANGUAGES.flatMap((language) => {
      const called = same(option.label[language]);
      const other = live.find(
        ({ key, label }) => key !== option.key && (same(key) === called || same(label[language]) === called),
      );
      const message = other && `${option.label[language]} means the options ${option.key} and ${other.key}.`;
      return message && twice.length === 0 ? [error("options", message)] : [];
    }),
  );
  const counts = [
    ...(live.length === 0 ? [error("options", "One option at least may be chosen.")] : []),
    ...(live.length > OPTIONS_MAX
      ? [error("options", `At most ${OPTIONS_MAX} options may be chosen.`, "too_many")]
      : []),
    ...(options.length > OPTIONS_KEPT_MAX
      ? [error("options", `A field keeps at most ${OPTIONS_KEPT_MAX} options, archived ones included.`, "too_many")]
      : []),
  ];
  return [...twice, ...new Map(confused.map((one) => [one.message, one])).values(), ...counts];
}

/**
 * The options of a field after a change of its definition: an option that is named no more is archived and not lost, since
 * records and views may have its key; one that is named again is brought back.
 */
export function keptOptions(before: Optioned, after: Optioned): FieldOption[] | undefined {
  if (!after.options) return undefined;
  const named = new Set(allKeys(after));
  const gone = optionsOf(before).filter(({ key }) => !named.has(key));
  return [...after.options, ...gone.map((option) => ({ ...option, archived: true }))];
}
