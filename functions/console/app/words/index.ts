import { createContext, useContext } from "react";
import type zhCN from "./zh-CN.json";

export type WordKey = keyof typeof zhCN;
type Dictionary = Readonly<Record<WordKey, string>>;
export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What has been fetched: a reader's own language, and another once they ask for it. */
const dictionaries: Partial<Record<Language, Dictionary>> = {};

/** Fetches a language's words, before anything is said in it. */
export async function learnWords(language: Language): Promise<void> {
  const { default: words } = language === "en" ? await import("./en.json") : await import("./zh-CN.json");
  dictionaries[language] = words;
}

/** Says a thing in the reader's language; `{name}` in it is filled in. */
export type Say = (key: WordKey, filling?: Readonly<Record<string, string | number>>) => string;

export const sayer =
  (language: Language): Say =>
  (key, filling = {}) =>
    (dictionaries[language]?.[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(filling[name] ?? whole),
    );

/** The language that a browser asks for, of those there are. */
export const preferred = (languages: readonly string[]): Language =>
  languages
    .find((one) => /^(zh|en)/i.test(one))
    ?.toLowerCase()
    .startsWith("en")
    ? "en"
    : "zh-CN";

export const LanguageContext = createContext<Language>("zh-CN");
export const useLanguage = (): Language => useContext(LanguageContext);
export const useWords = (): Say => sayer(useLanguage());
