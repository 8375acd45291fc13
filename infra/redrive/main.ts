import { parseArgs } from "node:util";
import { type DeadLetters, Redrive } from "./redrive.ts";

const USAGE = `npm run redrive -- --stage <name> [--queue <part of a name>] [--do]
Shows what has failed for good in a stage, by queue and Lambda. With --do it is done again; what fails anew stays where it is.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const counted = (count: number): string => `${count} ${count === 1 ? "letter" : "letters"}`;

async function redriven(redrive: Redrive, queues: readonly DeadLetters[]): Promise<number> {
  let failed = 0;
  for (const queue of queues) {
    const { name, done, left } = await redrive.redrive(queue);
    say(`${name}: ${done} done, ${left.length} left`);
    for (const why of left) say(`  ${why}`);
    failed += left.length;
  }
  return failed;
}

/** Resolves with the exit status: 0 where nothing is left, 1 where something is, 2 where the call cannot be read. */
async function main(): Promise<number> {
  const options = { stage: { type: "string" }, queue: { type: "string" }, do: { type: "boolean" } } as const;
  let asked: { stage?: string; queue?: string; do?: boolean };
  try {
    asked = parseArgs({ options }).values;
  } catch (error) {
    say(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  if (!asked.stage) {
    say(USAGE);
    return 2;
  }
  const redrive = new Redrive();
  const all = await redrive.queues(`Cashloop-${asked.stage}-`);
  const chosen = all.filter(({ name }) => name.includes(asked.queue ?? ""));
  const held = chosen.filter(({ letters }) => letters > 0);
  if (asked.do) return (await redriven(redrive, chosen)) > 0 ? 1 : 0;
  for (const queue of held) {
    say(`${queue.name}: ${counted(queue.letters)}`);
    if (queue.source) continue;
    for (const [whose, letters] of await redrive.whose(queue)) say(`  ${whose}: ${counted(letters)}`);
  }
  say(
    held.length === 0 ? `Nothing lies in ${chosen.length} queues of dead letters.` : "With --do they are done again.",
  );
  return held.length === 0 ? 0 : 1;
}

process.exitCode = await main();
