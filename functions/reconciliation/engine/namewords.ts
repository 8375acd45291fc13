import { isLatinForm, plain, companyWords as wordsOf } from "../../../shared/names.ts";
import { placeCharsOf } from "../../../shared/search/words.ts";

/** Letters with a bar are written without it where a bank has none. */
const BARRED: Record<string, string> = { Ł: "L", Đ: "D", Ø: "O" };
/** A Japanese legal form as one sign in brackets, which joins the name behind it. */
const JAPANESE_SHORT = /[(（][株有合同資][)）]/gu;

/** Japanese companies have their legal form before the name or behind it; with it, all of them would begin alike. */
const JAPANESE_FORMS = /^(?:株式|有限|合同|合資)会社|(?:有限|合同|合資)会社$/u;

/** Korean ones are joined to the name as well. */
const KOREAN_FORMS = /^(?:주식회사|유한회사)|(?:주식회사|유한회사)$/u;

/** Words that are written short everywhere and in no other way, with a vowel of their own. */
const SHORT: Record<string, string> = {
  ...{ STE: "SOCIETE", CIE: "COMPAGNIE", ST: "SAINT", BROS: "BROTHERS", COML: "COMERCIAL", COMMERCIAL: "COMERCIAL" },
};

/** Words as they are compared: without marks, and a German umlaut written out as without (`MUELLER`, `MÜLLER`). */
export const companyWords = (name: string | undefined): string[] =>
  wordsOf(name?.normalize("NFKC").replace(JAPANESE_SHORT, " ")).flatMap((word) => {
    const bare = word
      .replace(JAPANESE_FORMS, "")
      .normalize("NFC")
      .replace(KOREAN_FORMS, "")
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[ŁĐØ]/g, (letter) => BARRED[letter] ?? letter)
      .replace(/([AOU])E/g, "$1");
    return bare === "" ? [] : [SHORT[bare] ?? bare];
  });

/** As empty as a legal form, though a name goes on behind them. */
const NO_END = new Set("CO COMPANY GROUP HOLDING HOLDINGS THE".split(" "));

/** A name as far as its legal form: banks write the place behind it (`MUSTER GMBH HAMBURG`). */
export function beforeForm(name: string): string {
  const words = plain(name).split(/[^\p{L}\p{N}.]+/u);
  const form = words.findIndex((word) => isLatinForm(word.replaceAll(".", "")) && !NO_END.has(word));
  return form > 0 ? words.slice(0, form).join(" ") : name;
}

/** A Chinese name without the division of its place: `广州恒达电子` for `广州市恒达电子`. */
export function withoutDivision(name: string): string {
  const place = placeCharsOf(name);
  return /[省市县区]/u.test(name[place - 1] ?? "") ? name.slice(0, place - 1) + name.slice(place) : name;
}
