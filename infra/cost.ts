import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lambdas } from "../functions/modules.ts";
import { ROOT } from "./bundle.ts";

/**
 * What tenants of three sizes cost a month: the units that `npm run bench -- units` has measured, as they stand in
 * ARCHITECTURE.md, times public prices. `npm run cost` writes docs/cost.md; a test sees that it is fresh.
 */
const PAGE = join(ROOT, "docs/cost.md");

/** Dollars, on demand, in us-east-1, as the providers' price lists have them. */
export const PRICES = {
  write: {
    usd: 0.625,
    per: 1_000_000,
    what: "write units of DynamoDB",
    list: "aws.amazon.com/dynamodb/pricing/on-demand",
  },
  read: {
    usd: 0.125,
    per: 1_000_000,
    what: "read units of DynamoDB",
    list: "aws.amazon.com/dynamodb/pricing/on-demand",
  },
  stored: {
    usd: 0.25,
    per: 1,
    what: "GB-months of DynamoDB, indexes included",
    list: "aws.amazon.com/dynamodb/pricing/on-demand",
  },
  kept: {
    usd: 0.2,
    per: 1,
    what: "GB-months of backups to a point in time",
    list: "aws.amazon.com/dynamodb/pricing/on-demand",
  },
  call: { usd: 1, per: 1_000_000, what: "calls of the HTTP API", list: "aws.amazon.com/api-gateway/pricing" },
  run: { usd: 0.2, per: 1_000_000, what: "runs of Lambdas", list: "aws.amazon.com/lambda/pricing" },
  work: { usd: 0.0000133334, per: 1, what: "GB-seconds of Lambdas on arm64", list: "aws.amazon.com/lambda/pricing" },
  mail: { usd: 0.1, per: 1_000, what: "mails through SES", list: "aws.amazon.com/ses/pricing" },
} as const;
type Priced = keyof typeof PRICES;

/** What a stage is paid for whoever uses it. */
export const STAGE_PRICES = {
  alarm: { usd: 0.1, per: 1, what: "metrics that alarms look at", list: "aws.amazon.com/cloudwatch/pricing" },
  dashboard: { usd: 3, per: 1, what: "dashboards", list: "aws.amazon.com/cloudwatch/pricing" },
  key: { usd: 1, per: 1, what: "keys of KMS", list: "aws.amazon.com/kms/pricing" },
  secret: { usd: 0.4, per: 1, what: "secrets", list: "aws.amazon.com/secrets-manager/pricing" },
  begun: { usd: 1, per: 1_000_000, what: "runs that schedules begin", list: "aws.amazon.com/eventbridge/pricing" },
} as const;

/** How many of them a stage with a console and SES has; a test counts them in its templates. */
export const STAGE = { alarm: 34, dashboard: 1, key: 1, secret: 1 } as const;

/** A Lambda's memory in GB; what a call and what follows from a change take of it, in seconds, waiting for the table included. */
const MEMORY_GB = 1;
const CALL_SECONDS = 0.04;
const FOLLOWING_SECONDS = 0.08;
/** Runs of consumers of the stream that follow from a change, though each takes many changes at once where there are many. */
const FOLLOWING_RUNS = 2;

/** What an idle tenant among ten thousand takes an hour, and a stage of ten tenants in which nobody calls, as `npm run bench -- tenants` has measured. */
const IDLE_READ_UNITS = 0.0142;
const STAGE_HOUR = { read: 1_495.5, write: 0 };
const IDLE_TENANTS = 10_000;
const MONTH_HOURS = 730;
const HOUR_MINUTES = 60;
/** What a run by the clock that finds nothing takes. */
const SCHEDULE_GB = 1.769;
const SCHEDULE_SECONDS = 0.05;

/** What an account has in a region before it asks for more, by a second; the product is throttled and waits beyond it. */
const AT_ONCE = { write: 4_000, read: 12_000 };
const QUOTA = { write: 40_000, read: 40_000 };
/** What `npm run bench -- keys` shows that the keys of one tenant take. */
const RECEIPTS_A_SECOND = 2_000;

/** Operations of ARCHITECTURE.md's table that a tenant does; how often a month, by its size. */
const SIZES = [
  { name: "small: 5 people", receipts: 100, changes: 2_000, reads: 20_000, mails: 500, gigabytes: 0.05 },
  { name: "middling: 50 people", receipts: 3_000, changes: 40_000, reads: 500_000, mails: 15_000, gigabytes: 2 },
  { name: "large: 500 people", receipts: 100_000, changes: 600_000, reads: 8_000_000, mails: 400_000, gigabytes: 60 },
] as const;

const RECEIPT = "**store → decide → apply**";
const CHANGE = "create an account";
const READS = ["read a receivable", "list 50 receivables"] as const;

type Units = { read: number; write: number };

const numbers = (text: string): number[] => [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([n]) => Number(n));

/** What one operation takes of the table by itself and with all that follows from it, as the page says that it was measured. */
export function measuredUnits(page: string): Map<string, Units> {
  const [, table = ""] = page.split("| operation | floor | measured | index writes | besides |");
  const rows = table.split("\n\n")[0]?.split("\n").slice(2) ?? [];
  return new Map(
    rows.map((row) => {
      const [, name = "", , measured = "", index = "", besides = ""] = row.split("|").map((cell) => cell.trim());
      const [, read = 0, write = 0] = numbers(measured);
      const others = besides.split(";").map(numbers);
      const sum = (at: number): number => others.reduce((all, figures) => all + (figures[at] ?? 0), 0);
      // Besides stand requests, read and write units, and index writes of each part.
      return [name, { read: read + sum(1), write: write + (numbers(index)[0] ?? 0) + sum(2) + sum(3) }];
    }),
  );
}

type Use = Record<Priced, number>;

function useOf(size: (typeof SIZES)[number], units: ReadonlyMap<string, Units>): Use {
  const of = (name: string): Units => {
    const found = units.get(name);
    if (!found) throw new Error(`ARCHITECTURE.md has measured nothing that is called ${name}.`);
    return found;
  };
  const { receipts, changes, reads, mails, gigabytes } = size;
  const [one, list] = READS.map(of) as [Units, Units];
  const calls = receipts + changes + reads;
  const followed = receipts + changes;
  return {
    write: receipts * of(RECEIPT).write + changes * of(CHANGE).write,
    read: receipts * of(RECEIPT).read + changes * of(CHANGE).read + (reads * (one.read + list.read)) / 2,
    ...{ stored: gigabytes, kept: gigabytes, call: calls, mail: mails },
    run: calls * 2 + followed * FOLLOWING_RUNS + mails,
    work: MEMORY_GB * (calls * CALL_SECONDS + followed * FOLLOWING_SECONDS),
  };
}

const dollars = (usd: number): string => usd.toFixed(2);
const costOf = (use: Use): number =>
  (Object.keys(PRICES) as Priced[]).reduce((sum, name) => sum + partOf(use, name), 0);
const partOf = (use: Use, name: Priced): number => (use[name] / PRICES[name].per) * PRICES[name].usd;
const whole = (n: number): string => Math.round(n).toLocaleString("en");

/** What a stage is paid for in a month in which nobody calls, with so many idle tenants, as rows of a table. */
function idleStage(): string {
  const schedules = lambdas.flatMap((lambda) => (lambda.kind === "schedule" ? [lambda.rateMinutes] : []));
  const runs = schedules.reduce((sum, rate) => sum + (MONTH_HOURS * HOUR_MINUTES) / rate, 0);
  const row = (what: string, count: number, { usd, per }: { usd: number; per: number }) => ({
    what,
    count,
    usd: (count / per) * usd,
  });
  const rows = [
    ...(Object.keys(STAGE) as (keyof typeof STAGE)[]).map((name) =>
      row(STAGE_PRICES[name].what, STAGE[name], STAGE_PRICES[name]),
    ),
    row(STAGE_PRICES.begun.what, runs, STAGE_PRICES.begun),
    row(`${PRICES.run.what}, begun by schedules`, runs, PRICES.run),
    row(PRICES.work.what, runs * SCHEDULE_GB * SCHEDULE_SECONDS, PRICES.work),
    row(PRICES.read.what, STAGE_HOUR.read * MONTH_HOURS, PRICES.read),
    row(PRICES.write.what, STAGE_HOUR.write * MONTH_HOURS, PRICES.write),
    row(
      `${PRICES.read.what} for ${whole(IDLE_TENANTS)} idle tenants`,
      IDLE_READ_UNITS * IDLE_TENANTS * MONTH_HOURS,
      PRICES.read,
    ),
  ];
  const sum = rows.reduce((all, { usd }) => all + usd, 0);
  return [
    "| nobody calls | a month | $ |",
    "|---|--:|--:|",
    ...rows.map(({ what, count, usd }) => `| ${what} | ${whole(count)} | ${dollars(usd)} |`),
    `| **$ a month** | | **${dollars(sum)}** |`,
  ].join("\n");
}

/** How many receipts a second limits of the table let through, as rows of a table. */
function atOnce({ write, read }: Units): string {
  const through = (limit: Units): string => whole(Math.floor(Math.min(limit.write / write, limit.read / read)));
  const asked = { write: RECEIPTS_A_SECOND * write, read: RECEIPTS_A_SECOND * read };
  const row = (name: string, limit: Units, how: string): string =>
    `| ${name} | ${whole(limit.write)} / ${whole(limit.read)} | ${through(limit)} | ${how} |`;
  return [
    "| the table | write / read units a second | receipts a second | |",
    "|---|--:|--:|---|",
    row("at once, when it is new", AT_ONCE, "it grows by itself to twice what it had at its peak, within half an hour"),
    row("as an account has it", QUOTA, "Service Quotas, *table-level throughput*, before a day that needs more"),
    row("for what the keys take", asked, "the quota, and `aws dynamodb update-table --warm-throughput` likewise"),
  ].join("\n");
}

/** The page, from the units that another one tells. */
export function costPage(architecture: string): string {
  const units = measuredUnits(architecture);
  const uses = SIZES.map((size) => ({ size, use: useOf(size, units) }));
  const names = Object.keys(PRICES) as Priced[];
  const head = `| | ${SIZES.map(({ name }) => name).join(" | ")} |\n|---|${SIZES.map(() => "--:|").join("")}`;
  const plain = (title: string, of: (at: (typeof uses)[number]) => string): string =>
    `| ${title} | ${uses.map(of).join(" | ")} |`;
  const perReceipt = units.get(RECEIPT) as Units;
  const receiptUsd = (perReceipt.write * PRICES.write.usd + perReceipt.read * PRICES.read.usd) / 1_000_000;
  return `# What a tenant costs a month

Written by \`npm run cost\` (\`infra/cost.ts\`): the units of [ARCHITECTURE.md](../ARCHITECTURE.md), which \`npm run bench -- units\` measures, times public prices in dollars, on demand, in
us-east-1. What follows from an operation (history, search, messages) is counted with it. A receipt from the bank's notice to the credits takes ${perReceipt.write} write and ${perReceipt.read} read units of
the table, ${(receiptUsd * 1_000_000).toFixed(1)} millionths of a dollar. An idle tenant among ${whole(IDLE_TENANTS)} takes ${IDLE_READ_UNITS} read units and no write an hour, for the pass
that counts what all of them keep, so much an hour and no more: \`npm run bench -- tenants\` measures it.

${head}
${plain("receipts", ({ size }) => whole(size.receipts))}
${plain("changes of records", ({ size }) => whole(size.changes))}
${plain("reads, half of them lists of 50", ({ size }) => whole(size.reads))}
${plain("mails", ({ size }) => whole(size.mails))}
${names.map((name) => plain(PRICES[name].what, ({ use }) => (PRICES[name].per === 1 ? String(Math.round(use[name] * 100) / 100) : whole(use[name])))).join("\n")}
${names.map((name) => plain(`$ for ${PRICES[name].what}`, ({ use }) => dollars(partOf(use, name)))).join("\n")}
${plain("**$ a month**", ({ use }) => `**${dollars(costOf(use))}**`)}

| price | $ | for | as listed at |
|---|--:|--:|---|
${[...Object.values(PRICES), ...Object.values(STAGE_PRICES)].map(({ what, usd, per, list }) => `| ${what} | ${usd} | ${whole(per)} | ${list} |`).join("\n")}

A call is taken to hold a Lambda of ${MEMORY_GB} GB for ${CALL_SECONDS * 1_000} ms and what follows from a change for ${FOLLOWING_SECONDS * 1_000} ms, besides the authorizer's run. Not in it: text messages, files, CloudFront
and logs.

## What a stage costs that nobody uses

${idleStage()}

A run by the clock that finds nothing is taken to hold a Lambda of ${SCHEDULE_GB} GB for ${SCHEDULE_SECONDS * 1_000} ms. A route has metrics of its own in hours alone in which a call of it failed or took over a second, at
$ 0.30 a metric and month; alarms look at what came of a failure, and not at each Lambda.

## How much at once

One tenant's keys take ${whole(RECEIPTS_A_SECOND)} receipts a second (\`npm run bench -- keys\`). Whether an account lets them through is another question; what it does not let through waits in the stream and is lost nowhere.

${atOnce(perReceipt)}

Besides, an account has 1,000 runs of Lambdas at once, 10,000 calls a second of its gateways and 600 sessions a second that Lambdas take for tenants (each is kept for an hour, 200 by a Lambda); SES begins with 14 mails a
second. All are raised by Service Quotas, and each has an alarm where it is met: throttles of the table and of Lambdas, 5xx of the gateway, age of the queue.
`;
}

const written = (): string => costPage(readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8"));

/** True where the page says what the units and prices come to. */
export const isFresh = (): boolean => readFileSync(PAGE, "utf8") === written();

if (import.meta.main) writeFileSync(PAGE, written());
