export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The instant so many milliseconds after another; before it, where they are negative. */
export const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
