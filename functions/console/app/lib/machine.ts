/** The browser's own clock and randomness, asked for in this file alone. */
export const now = (): Date => new Date();
export const newKey = (): string => crypto.randomUUID();

/** The civil day (`YYYY-MM-DD`) on which a moment falls in a zone. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
