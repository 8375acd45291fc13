/** A noun as people write it: `splitRule` → `split rule`, `apiKey` → `API key`. */
export const spoken = (noun: string): string =>
  noun.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`).replace(/\bapi\b/, "API");

/** The same with its article: `an account`, `a split rule`. */
export const aNoun = (noun: string): string => `${/^[aeio]/i.test(noun) ? "an" : "a"} ${spoken(noun)}`;
