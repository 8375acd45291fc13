import type { InputError } from "../fault.ts";
import type { Language } from "./language.ts";

type Told = { title?: string; detail?: string; errors?: InputError[] };
type Speech = { sentence(english: string): string; error<E extends { message: string }>(error: E): E };

/** What the product says, in a language. Sentences are written in English; what a list does not have stays so. */
export async function speech(language: Language): Promise<Speech> {
  const chinese = language === "en" ? undefined : (await import("./chinese.ts")).inChinese;
  const sentence = (english: string): string => chinese?.(english) ?? english;
  return { sentence, error: (error) => ({ ...error, message: sentence(error.message) }) };
}

/** A problem as somebody reads it who has another language; a detail that repeats its errors repeats them in it. */
export async function spokenIn<T extends Told>(language: Language, problem: T): Promise<T> {
  if (language === "en") return problem;
  const { sentence, error } = await speech(language);
  const { title, detail, errors } = problem;
  const told = errors?.map(error);
  const repeats = errors?.map(({ message }) => message).join(" ") === detail;
  return {
    ...problem,
    ...(title !== undefined && { title: sentence(title) }),
    ...(detail !== undefined && { detail: repeats ? told?.map(({ message }) => message).join("") : sentence(detail) }),
    ...(told && { errors: told }),
  };
}
