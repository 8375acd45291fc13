/** What reads a table that is built with it, once: its answers follow from the code as if they stood in it. */
export const DATA_FILE = "a data file";

/** Files that remember for all stacks of a process: what a stack sets itself, or what follows from code and data files alone. */
export const REMEMBERS: Record<string, string> = {
  "shared/config.ts": "set by a stack",
  "shared/log.ts": "set by a stack",
  "shared/table/store.ts": "the meter of a bench",
  "shared/notify/smtp.ts": "told from others by its configuration",
  "shared/clock.ts": "clocks of zones",
  "shared/phones.ts": "codes of countries",
  "shared/search/readings.ts": DATA_FILE,
  "shared/search/variants.ts": DATA_FILE,
  "shared/search/words.ts": DATA_FILE,
  "functions/assignment/turns.ts": "rounds follow from weights",
  "functions/jobs/months.ts": "names of months",
  "functions/reports/font.ts": DATA_FILE,
  "functions/reports/png.ts": DATA_FILE,
};
