import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../bundle.ts";
import { settingsFile } from "../stacks/settings.ts";
import { firstTenant, operatorKey, rotatedKey } from "./bootstrap.ts";

const USAGE = `npm run bootstrap -- --stage <name> --url <address> --company <name> --administrator <name> --email <address>
                     [--locale zh-CN|en] [--time-zone <IANA zone>] [--currency <ISO 4217>]
npm run bootstrap -- --stage <name> --rotate
Makes the operator's key of a stage, or another in its place; once that is deployed, the first tenant and its administrator, who is invited by mail.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const text = { type: "string" } as const;
const options = {
  ...{ stage: text, url: text, company: text, administrator: text, email: text, currency: text },
  ...{ locale: text, "time-zone": text, rotate: { type: "boolean" } as const },
};

/** Resolves with the exit status: 0 where it is done, 1 where something comes first, 2 where the call cannot be read. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  const { stage, url, company, administrator, email, locale = "zh-CN", currency = "CNY" } = values;
  if (!stage || !/^[a-z][a-z0-9]{1,9}$/.test(stage) || (locale !== "zh-CN" && locale !== "en")) {
    say(USAGE);
    return 2;
  }
  const files = { settings: settingsFile(stage), key: join(ROOT, ".local", `operator-${stage}.key`) };
  if (values.rotate) {
    rotatedKey(files);
    say(`Another operator's key was made: ${files.key}. The one before is good until you deploy:`);
    say(`npm run deploy -- --context stage=${stage}`);
    return 0;
  }
  if (operatorKey(files)) {
    say(`The operator's key was made: ${files.key}. Keep it in a safe place; ${files.settings} has its hash.`);
    say(`Deploy now, then run this again: npm run deploy -- --context stage=${stage}`);
    return 1;
  }
  if (!url || !company || !administrator || !email) {
    say(USAGE);
    return 2;
  }
  const timeZone = values["time-zone"] ?? "Asia/Shanghai";
  const first = { company, administrator: { name: administrator, email }, locale, timeZone, currency } as const;
  const { id, adminKey } = await firstTenant(url, files.key, first);
  say(`The tenant ${id} is open. ${administrator} is sent an invitation to ${email} and signs in at ${url}.`);
  say(`A key that acts as them, shown once: ${adminKey}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`${(error as Error).message}`);
  process.exitCode = 1;
}
