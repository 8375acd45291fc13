import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { civilDate } from "../../../shared/clock.ts";
import { parseAmount } from "../../../shared/money.ts";
import { command, credentials } from "./access.ts";
import { deliver } from "./bank.ts";
import { callerOf } from "./caller.ts";
import { TENANT } from "./company.ts";

const HELP = `Lets the demo's bank tell of one payment, through the signed webhook.

  npm run notice -- --amount 1200.00 [--payer <name>] [--payer-account <no>] [--text <remittance>]
                    [--reference <no>] [--virtual-account <no>] [--debit] [--currency CNY]
                    [--bank-reference <the bank's own number; a random one if left out>] [--reverses <bank reference>]
`;

const text = { type: "string" } as const;
const OPTIONS = {
  amount: text,
  currency: { type: "string", default: "CNY" },
  payer: text,
  "payer-account": text,
  text,
  reference: { type: "string", multiple: true },
  "virtual-account": text,
  "bank-reference": text,
  reverses: text,
  debit: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Given = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

/** One line of the canonical body, as the options tell it. */
function lineOf(given: Given, bookedOn: string): { bankReference: string } & Record<string, unknown> {
  const amountMinor = parseAmount(given.amount ?? "", given.currency);
  if (amountMinor === undefined) throw new Error(`--amount must be an amount such as 1200.00.\n\n${HELP}`);
  return {
    bankReference: given["bank-reference"] ?? `N${randomBytes(6).toString("hex").toUpperCase()}`,
    bookedOn,
    direction: given.debit || given.reverses ? "debit" : "credit",
    amountMinor,
    currency: given.currency,
    virtualAccountNo: given["virtual-account"],
    payer: { name: given.payer, accountNo: given["payer-account"] },
    remittance: given.text,
    references: given.reference,
    reversalOf: given.reverses,
  };
}

type Told = { id: string; state: string; allocations: object[]; unappliedMinor: number; suggestions: object[] };

// `npm run notice`: signs and delivers one notice, waits until the stack has come to rest, and shows what became of it.
await command(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return void process.stdout.write(HELP);
  const { baseUrl, webhookPath, signingSecret: secret, tenant } = credentials();
  const { now } = (await (await fetch(`${baseUrl}/_local/clock`)).json()) as { now: string };
  const line = lineOf(values, civilDate(new Date(now), TENANT.timeZone));
  const feed = { url: baseUrl + webhookPath, secret, now: () => new Date(now) };
  const id = `notice-${line.bankReference}`;
  const receipt = await deliver(feed, id, "application/json", JSON.stringify({ transactions: [line] }));
  process.stdout.write(`202 ${JSON.stringify(receipt)}\n`);
  if (receipt.rejected.length > 0) return;
  await fetch(`${baseUrl}/_local/settled`);
  const call = callerOf(baseUrl, tenant.adminKey);
  const { items } = await call<{ items: Told[] }>("GET", `/v1/bank-transactions?bankReference=${line.bankReference}`);
  for (const { id: transactionId, state, allocations, unappliedMinor, suggestions } of items) {
    const shown = { id: transactionId, state, allocations, unappliedMinor, suggestions };
    process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
  }
});
