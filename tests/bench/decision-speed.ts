import { pathToFileURL } from "node:url";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import {
  type AccountFacts,
  defaultPolicy,
  type OpenItem,
  type TransactionFacts,
} from "../../functions/reconciliation/schema.ts";
import { booksOf, candidatesOf } from "../support/generator/lookup.ts";
import { seeded } from "../support/generator/random.ts";

/** Microseconds per decision, the candidate lookup in memory included, for a tenant with so many open receivables. */
export type SpeedRow = {
  receivables: number;
  line: string;
  medianMicros: number;
  p99Micros: number;
  perSecond: number;
};

const SIZES = [1_000, 10_000, 100_000];
const DECISIONS = 4_000;
/** Open receivables of one payer: the same in every tenant, because only these may matter. */
const PER_ACCOUNT = 5;

function tenantOf(receivables: number) {
  const random = seeded(receivables);
  const accounts = Array.from({ length: receivables / PER_ACCOUNT }, (_, i) => ({
    id: `acc_${i}`,
    name: `上海客户${i}号科技有限公司`,
    payerNames: [],
  }));
  const items = accounts.flatMap((account, i) =>
    Array.from({ length: PER_ACCOUNT }, (_, j): OpenItem => {
      const amountMinor = random.int(100_000, 9_000_000);
      const no = i * PER_ACCOUNT + j;
      return {
        ...{
          id: `rec_${no}`,
          accountId: account.id,
          reference: `INV-2026-${String(no).padStart(6, "0")}`,
          kind: "invoice",
          version: 1,
        },
        ...{ amountMinor, openMinor: amountMinor, currency: "CNY", dueOn: "2026-12-31" },
      };
    }),
  );
  return { random, accounts, items, books: booksOf(accounts, items, [], []) };
}

const lines = {
  reference: "cites the receivable",
  payer: "payer and amount only",
  none: "fits nothing of the payer",
} as const;

function lineOf(item: OpenItem, accounts: AccountFacts[], i: number, line: keyof typeof lines): TransactionFacts {
  const payer = { name: accounts[Number(item.accountId.slice("acc_".length))]?.name };
  const amountMinor = line === "none" ? item.openMinor + 1 : item.openMinor;
  const remittance = line === "reference" ? `货款${item.reference}谢谢` : "货款";
  return {
    id: `bt_${i}`,
    direction: "credit",
    amountMinor,
    currency: "CNY",
    bookedOn: "2026-11-22",
    payer,
    remittance,
  };
}

/** Decides lines of each kind against tenants of growing size. The time must follow the payer's candidates, not the tenant. */
export async function decisionSpeed(): Promise<SpeedRow[]> {
  const rows: SpeedRow[] = [];
  for (const receivables of SIZES) {
    const { random, accounts, items, books } = tenantOf(receivables);
    const floor = Array.from({ length: DECISIONS }, (_, i) => lineOf(random.pick(items), accounts, i, "payer"));
    rows.push({
      receivables,
      line: "floor: lookup alone",
      ...measured(floor, (transaction) => candidatesOf(books, transaction, defaultPolicy)),
    });
    for (const line of Object.keys(lines) as (keyof typeof lines)[]) {
      const transactions = Array.from({ length: DECISIONS }, (_, i) => lineOf(random.pick(items), accounts, i, line));
      rows.push({
        receivables,
        line: lines[line],
        ...measured(transactions, (transaction) => decide(candidatesOf(books, transaction, defaultPolicy))),
      });
    }
  }
  console.log(
    ["open receivables", "line", "median µs", "p99 µs", "per second"].map((text) => text.padStart(26)).join(""),
  );
  for (const row of rows)
    console.log(
      [row.receivables, row.line, row.medianMicros, row.p99Micros, row.perSecond]
        .map((cell) => String(cell).padStart(26))
        .join(""),
    );
  return rows;
}

/** Runs once to warm up and once to measure. */
function measured(transactions: TransactionFacts[], run: (transaction: TransactionFacts) => unknown) {
  for (const transaction of transactions) run(transaction);
  const micros = transactions.map((transaction) => {
    const start = process.hrtime.bigint();
    run(transaction);
    return Number(process.hrtime.bigint() - start) / 1_000;
  });
  const total = micros.reduce((sum, value) => sum + value, 0);
  const sorted = micros.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return {
    medianMicros: at(0.5),
    p99Micros: at(0.99),
    perSecond: Math.round((transactions.length * 1_000_000) / total),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await decisionSpeed();
