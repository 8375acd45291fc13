import type { Watcher } from "../../shared/events/event.ts";
import { entryOf } from "./rules.ts";
import { auditEntry } from "./table.ts";

/** The trail is read off the stream: a change that was committed has its entry, and no write pays for it twice. */
export const watches: Watcher[] = [
  {
    consumer: "rest",
    does: "adds the change to the record's history",
    run: async (change, work) => {
      const entry = entryOf(change);
      // The stream may tell of a change twice.
      if (entry) await work.table.createOnce(auditEntry, entry);
    },
  },
];
