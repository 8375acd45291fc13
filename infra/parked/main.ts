import { parseArgs } from "node:util";
import { tableOf } from "../table-of.ts";
import { again, parkedEverywhere } from "./parked.ts";

const USAGE = `npm run parked -- --stage <name> [--tenant <id>] [--do]
Shows what work is parked, in all tenants or one, with its cause. With --do it is done again.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves with the exit status: 0 where nothing is parked or all is done again, 1 where something is, 2 where the call cannot be read. */
async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const {
    stage,
    tenant,
    do: isDone,
  } = parseArgs({ options: { stage: text, tenant: text, do: { type: "boolean" } } }).values;
  if (!stage) {
    say(USAGE);
    return 2;
  }
  process.env.TABLE_NAME = await tableOf(stage);
  let found = 0;
  for await (const one of parkedEverywhere()) {
    const { tenantId, row } = one;
    if (tenant !== undefined && tenantId !== tenant) continue;
    found += 1;
    say(`${tenantId} ${row.id} ${row.consumer} ${row.event} of ${row.recordId}, ${row.attempts} tries: ${row.error}`);
    if (isDone) say((await again(one)) ? "  is done again" : "  somebody else has seen to it");
  }
  say(found === 0 ? "Nothing is parked." : `${found} parked.${isDone ? "" : " With --do they are done again."}`);
  return found === 0 || isDone ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`${(error as Error).message}`);
  process.exitCode = 1;
}
