import type { Watcher } from "../../shared/events/event.ts";
import { Fault } from "../../shared/fault.ts";
import { entryOf } from "./rules.ts";
import { auditEntry } from "./table.ts";

/** The trail is read off the stream: a change that was committed has its entry, and no write pays for it twice. */
export const watches: Watcher[] = [
  {
    consumer: "rest",
    does: "adds the change to the record's history",
    run: async (change, work) => {
      const entry = entryOf(change);
      if (!entry) return;
      try {
        await work.table.create(auditEntry, entry);
      } catch (error) {
        // The stream has told of this change before.
        if (!(error instanceof Fault) || error.code !== "duplicate") throw error;
      }
    },
  },
];
