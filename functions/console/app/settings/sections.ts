import { PLAIN_TYPES } from "../../../../shared/records/field-types.ts";
import type { FieldView, NounView } from "../lib/nouns.ts";
import { fieldsIn, type Schema } from "../lib/schema.ts";
import setup from "./generated/setup.json" with { type: "json" };
import { GROUPS, type Group, LISTED, type Listed } from "./list.ts";

/** A thing that is set up, with what its contract says of it. */
export type Section = Listed & {
  kind: "setting" | "kept";
  read: string;
  write: string;
  archives: boolean;
  schema: Schema;
  /** What its fields and choices are called, by their names or their paths. */
  words: Words;
};
type Words = Readonly<Record<string, readonly string[]>>;

type Contract = Omit<Section, keyof Listed>;
const CONTRACTS = setup.sections as Readonly<Record<string, Contract>>;
const CHOICES: Words = setup.choices;

/** Prefixes of records that have no pages of their own and are chosen from a list all the same. */
const PREFIXES: Readonly<Record<string, string>> = {
  usr: "user",
  dep: "department",
  lpl: "leadPool",
  pip: "pipeline",
  bnk: "bankConnection",
};

export const sectionOf = (listed: Listed): Section => ({ ...listed, ...(CONTRACTS[listed.path] as Contract) });

type Can = (permission: string) => boolean;

/** The sections that somebody may open, by their groups. */
export const openGroups = (can: Can): { word: Group["word"]; items: Section[] }[] =>
  GROUPS.map(({ word, items }) => ({ word, items: items.map(sectionOf).filter(({ read }) => can(read)) })).filter(
    ({ items }) => items.length > 0,
  );

/** Every place of the settings that somebody may open, by its name. */
export const openSections = (can: Can): Section[] => LISTED.map(sectionOf).filter(({ read }) => can(read));

/** `halfLifeDays` → `Half life days`. */
const spoken = (name: string): string => {
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

type Choice = { value: string; labels: Record<string, string>; archived?: true };
type Known = { nouns: readonly NounView[]; roles: readonly string[]; permissions: readonly string[] };

const plain = (value: string): Choice => ({ value, labels: { "zh-CN": CHOICES[value]?.[0] ?? value, en: value } });

const { modules: MODULES, verbs: VERBS }: Readonly<Record<"modules" | "verbs", Words>> = setup.permissions;

/** What a permission is called: what it is of, which may be a noun's records, and what it lets somebody do. */
export function permissionLabels(name: string, nouns: readonly NounView[]): { "zh-CN": string; en: string } {
  const [module = "", verb = ""] = name.split(".");
  const of = nouns.find(({ permissions: { read } }) => read.startsWith(`${module}.`))?.labels;
  const [zh, en] = MODULES[module] ?? [of?.["zh-CN"] ?? module, of?.en ?? module];
  const [doZh, doEn] = VERBS[verb || "*"] ?? [verb, verb];
  return verb ? { "zh-CN": `${zh}：${doZh}`, en: `${en}: ${doEn}` } : { "zh-CN": `${doZh}`, en: spoken(`${doEn}`) };
}

/** Permissions one by one, and each module's all together. */
const permissionChoices = ({ permissions, nouns }: Known): Choice[] => {
  const modules = [...new Set(permissions.map((name) => `${name.split(".")[0]}.*`))];
  return ["*", ...modules, ...permissions].sort().map((value) => ({ value, labels: permissionLabels(value, nouns) }));
};

/** Every currency that the browser can name. */
const currencyChoices = (): Choice[] => {
  const [zh, en] = ["zh-CN", "en"].map((language) => new Intl.DisplayNames(language, { type: "currency" }));
  return Intl.supportedValuesOf("currency").map((value) => ({
    ...{ value, labels: { "zh-CN": `${value} ${zh?.of(value)}`, en: `${value} ${en?.of(value)}` } },
  }));
};

function choicesOf(kind: NonNullable<Listed["choices"]>[string], known: Known): Choice[] {
  const { nouns, roles } = known;
  if (kind === "currencies") return currencyChoices();
  if (kind === "permissions") return permissionChoices(known);
  // A partner's people are told by that role, and it is given where they are made.
  if (kind === "roles") return [...roles.map(plain), { ...plain("partner"), archived: true }];
  if (kind === "fieldTypes") return PLAIN_TYPES.map(plain);
  return nouns.flatMap(({ noun, labels: of, does }) =>
    kind === "nouns" || does.includes("customFields") ? [{ value: noun, labels: of }] : [],
  );
}

/** The section's fields, drawn as those of the nouns are. */
export function fieldsOf({ schema, words, choices = {} }: Section, known: Known): FieldView[] {
  const { nouns } = known;
  const all = nouns.flatMap(({ fields }) => fields);
  const labelsOf = (name: string, path: string): Record<string, string> => {
    const said = all.find(({ field }) => field === name)?.labels;
    const [zh = said?.["zh-CN"] ?? name, en = said?.en ?? spoken(name)] = words[path] ?? words[name] ?? [];
    return { "zh-CN": zh, en };
  };
  const fields = fieldsIn(schema, {
    labels: labelsOf,
    nounOf: (prefix) => PREFIXES[prefix] ?? nouns.find((one) => one.prefix === prefix)?.noun,
  });
  const chosen = (field: FieldView): FieldView => {
    const kind = choices[field.field] ?? (field.field === "currency" ? "currencies" : undefined);
    const parts = field.parts?.map(chosen);
    const type = field.type === "text" && kind ? "enum" : field.type;
    return { ...field, type, ...(kind && { options: choicesOf(kind, known) }), ...(parts && { parts }) };
  };
  return fields.map(chosen);
}
