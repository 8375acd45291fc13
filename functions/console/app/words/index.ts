import { createContext, useContext } from "react";
import en from "./en.json" with { type: "json" };
import zhCN from "./zh-CN.json" with { type: "json" };

export type WordKey = keyof typeof zhCN;
type Dictionary = Readonly<Record<WordKey, string>>;
export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const DICTIONARIES: Record<Language, Dictionary> = { "zh-CN": zhCN, en };

/** Says a thing in the reader's language; `{name}` in it is filled in. */
export type Say = (key: WordKey, filling?: Readonly<Record<string, string | number>>) => string;

export const sayer =
  (language: Language): Say =>
  (key, filling = {}) =>
    DICTIONARIES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(filling[name] ?? whole));

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
