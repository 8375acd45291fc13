import { decide } from "../../functions/reconciliation/engine/index.ts";
import { naiveDecision } from "../support/generator/naive.ts";
import type { Matcher } from "../support/generator/simulate.ts";
import { verdictOn } from "../support/strangers/case.ts";
import { cases } from "../support/strangers/cases.ts";
import { KINDS, type Kind } from "../support/strangers/payments.ts";
import { emptyTally, playStrangers, type StrangerMode, type StrangerTally } from "../support/strangers/play.ts";

/** Tenants by the number of their invoices, and how many of each size are played. */
const SEEDS_BY_SIZE: Record<number, number> = { 100: 30, 300: 20, 1000: 10, 10000: 3 };
const MODES: StrangerMode[] = ["lines", "remittance", "bare"];

/** One kind of payment (or `all`) in tenants of one size. `recall` is right ÷ knowable in percent, null when nothing was. */
export type StrangerRow = StrangerTally & {
  mode: StrangerMode;
  size: number;
  matcher: "engine" | "naive";
  kind: Kind | "all";
  recall: number | null;
};

/** Payments as public material describes them, drawn by a generator that knows nothing of the engine; see `playStrangers`. */
export function strangersTable(seedsBySize = SEEDS_BY_SIZE): StrangerRow[] {
  const rows: StrangerRow[] = [];
  let withheld = 0;
  for (const mode of MODES) {
    for (const [size, seeds] of Object.entries(seedsBySize)) {
      for (const [matcher, decider] of Object.entries({ engine: decide, naive: naiveDecision }) as [
        "engine",
        Matcher,
      ][]) {
        const sums = new Map<Kind | "all", StrangerTally>();
        for (let seed = 1; seed <= seeds; seed++) {
          const play = playStrangers(seed, Number(size), mode, decider);
          withheld += matcher === "engine" ? play.withheld : 0;
          for (const [kind, tally] of play.byKind) for (const key of [kind, "all"] as const) add(sums, key, tally);
        }
        for (const [kind, tally] of sums)
          rows.push({
            mode,
            size: Number(size),
            matcher,
            kind,
            ...tally,
            recall: percent(tally.right, tally.knowable),
          });
      }
    }
  }
  print(rows, seedsBySize, withheld);
  return rows;
}

function add<K>(sums: Map<K, StrangerTally>, key: K, more: StrangerTally): void {
  const sum = sums.get(key) ?? emptyTally();
  for (const name of Object.keys(sum) as (keyof StrangerTally)[]) sum[name] += more[name];
  sums.set(key, sum);
}

const percent = (part: number, whole: number): number | null => (whole > 0 ? (100 * part) / whole : null);
const shown = (value: number | null): string => (value === null ? "–" : `${value.toFixed(1)} %`);
const line = (cells: (string | number)[]): void =>
  console.log(cells.map((cell, n) => (n === 0 ? String(cell).padEnd(24) : String(cell).padStart(16))).join(""));

function print(rows: StrangerRow[], seedsBySize: Record<number, number>, withheld: number): void {
  const sizes = Object.entries(seedsBySize).map(([size, seeds]) => `${seeds} × ${size}`);
  console.log(
    `\nStrangers' payments: tenants × invoices ${sizes.join(", ")}; 90 days, default policy. In brackets the peer.`,
  );
  console.log(
    "Recall is of the knowable; suggested: of a customer's lines left to a person, those with what was truly paid.",
  );
  for (const mode of MODES) {
    line([mode, "lines", "knowable", "recall", "wrong", "lucky", "suggested"]);
    for (const kind of [...Object.keys(KINDS), "all"])
      line(
        cellsOf(
          kind,
          rows.filter((row) => row.mode === mode && row.kind === kind),
        ),
      );
    for (const size of Object.keys(seedsBySize))
      line(
        cellsOf(
          `  ${size} invoices`,
          rows.filter((row) => row.mode === mode && row.kind === "all" && row.size === Number(size)),
        ),
      );
  }
  console.log(`Withheld, since to every reader they look like an exact payment of something else: ${withheld}`);
  printCases();
}

function cellsOf(title: string, rows: StrangerRow[]): (string | number)[] {
  const sums = new Map<StrangerRow["matcher"], StrangerTally>();
  for (const row of rows) add(sums, row.matcher, row);
  const [engine, naive] = [sums.get("engine") ?? emptyTally(), sums.get("naive") ?? emptyTally()];
  const recall = (one: StrangerTally): string => shown(percent(one.right, one.knowable));
  return [
    ...[title, engine.lines, engine.knowable, `${recall(engine)} (${recall(naive)})`],
    ...[`${engine.wrong} (${naive.wrong})`, `${engine.lucky} (${naive.lucky})`],
    shown(percent(engine.suggested, engine.left)),
  ];
}

function printCases(): void {
  const verdicts = ["right", "wrong", "missed", "unsuggested"] as const;
  const counts = new Map<string, Map<string, number>>();
  for (const one of cases) {
    const verdict = verdictOn(one);
    for (const kind of [one.kind, "all"]) {
      const count = counts.get(kind) ?? new Map<string, number>();
      counts.set(kind, count.set(verdict, (count.get(verdict) ?? 0) + 1));
    }
  }
  console.log(`\n${cases.length} bank lines with a known answer; kinds of which all are right are left out.`);
  console.log(["", ...verdicts].map((text, n) => (n === 0 ? text.padEnd(58) : text.padStart(13))).join(""));
  for (const [kind, count] of counts) {
    if (kind !== "all" && count.size === 1 && count.has("right")) continue;
    console.log(kind.padEnd(58) + verdicts.map((verdict) => String(count.get(verdict) ?? 0).padStart(13)).join(""));
  }
}
