// The process of one Lambda: it has the handler's memory to itself, and says how much of it was in use at the most.
import { pathToFileURL } from "node:url";
import { liveBytes } from "./memory.ts";

/** What the parent asks: to handle an event within a time, or to say what was held since it last asked. */
export type Asked = { number: number; event: unknown; endsAt: number } | { number: number; event?: undefined };
export type Answered = { number: number; result?: unknown; error?: string; heldBytes: number };

/** Work between two looks at the memory, each of which collects what nobody holds, and how often is asked how much was done. */
const LOOK_AFTER_MS = 500;
const ASK_MS = 20;

const entry = process.argv[2] as string;
const { handler } = (await import(pathToFileURL(entry).href)) as {
  handler(event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<unknown>;
};

let heldBytes = 0;
let worked = process.cpuUsage();
const look = (): void => {
  // What the first look has found to be free is given back by the second.
  liveBytes();
  heldBytes = Math.max(heldBytes, liveBytes());
  worked = process.cpuUsage();
};
/** By the processor's time: on a busy machine as on an idle one the same work is looked at as often. */
const lookWhenDue = (): void => {
  const { user, system } = process.cpuUsage(worked);
  if ((user + system) / 1_000 > LOOK_AFTER_MS) look();
};

async function answer(asked: Asked): Promise<Answered> {
  const { number } = asked;
  if (asked.event === undefined) {
    const told = { number, heldBytes };
    heldBytes = 0;
    return told;
  }
  const { endsAt } = asked;
  const looks = setInterval(lookWhenDue, ASK_MS);
  try {
    const result = await handler(asked.event, { getRemainingTimeInMillis: () => endsAt - Date.now() });
    return { number, result, heldBytes };
  } catch (error) {
    return { number, error: String((error as Error).stack ?? error), heldBytes };
  } finally {
    look();
    clearInterval(looks);
  }
}

process.on("message", (asked: Asked) => {
  answer(asked).then((told) => process.send?.(told));
});
process.on("disconnect", () => process.exit(0));
