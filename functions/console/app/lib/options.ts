import { useLanguage } from "../words/index.ts";
import { fieldOf, labelOf, type NounView } from "./nouns.ts";

/** What the values of a field with options are called; one that has no word stands for itself. */
export function useOptionLabel(of: NounView | undefined, field: string): (value: string) => string {
  const language = useLanguage();
  const options = (of && fieldOf(of, field)?.options) ?? [];
  return (value) => {
    const option = options.find((one) => one.value === value);
    return option ? labelOf(option, language) : value;
  };
}
