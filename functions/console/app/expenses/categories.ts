import { type Say, useWords, type WordKey } from "../words/index.ts";

/** The categories that every tenant begins with, as people call them; a tenant's own is called what it is. */
const CATEGORIES: Readonly<Record<string, WordKey>> = {
  travel: "category.travel",
  lodging: "category.lodging",
  meals: "category.meals",
  transport: "category.transport",
  entertainment: "category.entertainment",
  marketing: "category.marketing",
  other: "category.other",
};

/** What a category is called. */
export function sayCategory(t: Say, category: string): string {
  const word = CATEGORIES[category];
  return word ? t(word) : category;
}

export function useCategories(): (category: string) => string {
  const t = useWords();
  return (category) => sayCategory(t, category);
}
