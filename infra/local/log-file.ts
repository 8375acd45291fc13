import { closeSync, openSync, writeSync } from "node:fs";
import { setLogSink } from "../../shared/log.ts";
import type { StackClock } from "./clock.ts";
import { privateFile } from "./private.ts";

/** Sends log lines to a file, which stays open for as long: each call writes one. Gives the end of it. */
export function logInto(folder: string, clock: StackClock): () => void {
  const file = openSync(privateFile(folder, "stack.log"), "a");
  setLogSink((level, message, fields) => {
    writeSync(file, `${JSON.stringify({ at: clock.now(), level, message, ...fields })}\n`);
  });
  return () => {
    setLogSink(() => {});
    closeSync(file);
  };
}
