/** Normal forms of names and of other texts that are compared across records: equal meaning is equal key. */

/** Code-unit order: the same on every machine, unlike a locale's. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** NFKC (full-width to half-width, ligatures), upper case. */
export const plain = (text: string): string => text.normalize("NFKC").toUpperCase();

/** A text as those are compared that people type with other spaces and in other case. */
export const unspaced = (text: string): string => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();

/** Longest first, so that `股份有限公司` goes before `有限公司`. */
const FORMS_HAN = [
  "有限责任公司",
  "股份有限公司",
  "集团有限公司",
  "控股有限公司",
  "有限公司",
  "合伙企业",
  "有限合伙",
  "普通合伙",
  "个体工商户",
  "公司",
  "集团",
  "株式会社",
];
const FORMS_LATIN = new Set(
  "CO COMPANY LTD LIMITED INC INCORPORATED CORP CORPORATION LLC LLP LP PLC GMBH AG SA SARL SAS BV NV KG OY AB AS SPA SRL PTE PTY SDN BHD PVT GROUP HOLDING HOLDINGS THE SRO DOO KFT ZRT NYRT OÜ UAB APS OYJ LTDA AŞ ŞTI ООО ОАО ЗАО ПАО АО 주식회사 유한회사".split(
    " ",
  ),
);

/** Is this upper-case word a legal form (`LTD`), or as empty as one? */
export const isLatinForm = (word: string): boolean => FORMS_LATIN.has(word);

/** All of a company's name but its spelling: words sorted, so that order is free; the legal form stays. */
export const companyFullNameKey = (name: string | undefined): string => nameWords(name).sort(byText).join(" ");

/** Runs of Han stay whole (no spaces inside a Chinese name); other scripts are split at everything but letters and digits. */
function nameWords(name: string | undefined): string[] {
  const text = plain(name ?? "")
    .replace(/&/g, " AND ")
    .replace(/['’.]/g, "");
  const joined = text
    .replace(/(\p{Script=Han})[^\p{L}\p{N}]+(?=\p{Script=Han})/gu, "$1")
    .replace(/[（(［[{]|[)）\]］}]/g, " ");
  const apart = joined.replace(/(\p{Script=Han})(?=[A-Z0-9])|([A-Z0-9])(?=\p{Script=Han})/gu, "$1$2 ");
  return apart.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** The words of a company's name in their order, without legal forms and what only joins words. */
export const companyWords = (name: string | undefined): string[] =>
  nameWords(name)
    .map(withoutHanForm)
    .filter((word) => word !== "" && !isLatinForm(word) && !JOINTS.has(word));
const JOINTS = new Set("AND OF FOR DER DIE DAS UND DE LA LE DU DES DEL DI Y ET E".split(" "));

/** A word without the Chinese legal forms at its end; empty when it is nothing else. */
export function withoutHanForm(word: string): string {
  let rest = word;
  for (let form = FORMS_HAN.find((f) => rest.endsWith(f)); form; form = FORMS_HAN.find((f) => rest.endsWith(f))) {
    rest = rest.slice(0, -form.length);
  }
  return rest;
}

/**
 * The name that identifies a company: NFKC, case, spaces and punctuation gone, legal forms in Chinese and English dropped,
 * word order free. Empty, and so no signal, when less than two characters remain.
 */
export function companyNameKey(name: string | undefined): string {
  const words = nameWords(name)
    .map(withoutHanForm)
    .filter((word) => word !== "" && !isLatinForm(word));
  const key = words
    .filter((word) => word !== "AND")
    .sort(byText)
    .join(" ");
  return key.replace(/[^\p{L}]/gu, "").length >= 2 ? key : "";
}
