import { pathToFileURL } from "node:url";
import { decide } from "../../functions/reconciliation/engine/index.ts";
import { defaultPolicy } from "../../functions/reconciliation/schema.ts";
import { type EventType, eventTypes } from "../support/generator/events.ts";
import { naiveDecision } from "../support/generator/naive.ts";
import { type Matcher, type Mode, simulate, type Tally } from "../support/generator/simulate.ts";
import { strangersTable } from "./strangers.ts";

/**
 * One event type (or `all`) in one mode over all seeds. `recall` is right ÷ bookable, in percent; null when nothing was to be
 * booked. `wrong` of `all` counts the warm-up too; `redrawn` is how many bare lines no reader could have told (see `simulate`).
 */
export type AccuracyRow = Tally & {
  mode: Mode;
  matcher: "engine" | "naive";
  type: EventType | "all";
  recall: number | null;
  redrawn: number;
};

const HAPPENINGS = 200;

/**
 * Cash-application accuracy under the default policy: each seed is another tenant with another year. A line counts as right only
 * if the engine booked what truly happened on every receivable to the minor unit; see the generator for what is drawn. Below it
 * stands what a second generator and known cases say, which were made without a look at the engine.
 */
export async function accuracyTable(seeds = 20): Promise<AccuracyRow[]> {
  const rows = (["text", "bare"] as const).flatMap((mode) => [
    ...played(mode, "engine", seeds, decide),
    ...played(mode, "naive", seeds, naiveDecision),
  ]);
  print(rows, seeds);
  strangersTable();
  return rows;
}

function played(mode: Mode, matcher: AccuracyRow["matcher"], seeds: number, decider: Matcher): AccuracyRow[] {
  const sums = new Map<EventType | "all", Tally>();
  let wrong = 0;
  let redrawn = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const outcome = simulate(seed, mode, HAPPENINGS, defaultPolicy, decider);
    wrong += outcome.wrong.length;
    redrawn += outcome.redrawn;
    for (const [type, tally] of outcome.byType) {
      for (const key of [type, "all"] as const) sums.set(key, plus(sums.get(key), tally));
    }
  }
  return [...sums].map(([type, tally]) => ({
    ...{ mode, matcher, type, redrawn, ...tally },
    ...(type === "all" ? { wrong } : {}),
    recall: tally.bookable > 0 ? (100 * tally.right) / tally.bookable : null,
  }));
}

const plus = (a: Tally | undefined, b: Tally): Tally => ({
  lines: (a?.lines ?? 0) + b.lines,
  bookable: (a?.bookable ?? 0) + b.bookable,
  right: (a?.right ?? 0) + b.right,
  wrong: (a?.wrong ?? 0) + b.wrong,
});

function print(rows: AccuracyRow[], seeds: number): void {
  console.log(
    `Cash application, ${seeds} tenants × ${HAPPENINGS} happenings, default policy. Target: wrong 0, recall ≥ 95 % with text, ≥ 60 % bare.`,
  );
  console.log(
    "In brackets the peer: the first receivable whose reference is in the text, else the payer's first of that amount.",
  );
  console.log(
    ["event", "text: lines", "wrong", "recall", "bare: lines", "wrong", "recall"]
      .map((text) => text.padStart(18))
      .join(""),
  );
  for (const type of [...Object.keys(eventTypes), "all"]) {
    const cells = (["text", "bare"] as const).flatMap((mode) => {
      const of = (matcher: string) =>
        rows.find((row) => row.mode === mode && row.type === type && row.matcher === matcher);
      const [engine, naive] = [of("engine"), of("naive")];
      return [
        engine?.lines ?? 0,
        `${engine?.wrong ?? 0} (${naive?.wrong ?? 0})`,
        `${percent(engine)} (${percent(naive)})`,
      ];
    });
    console.log([type, ...cells].map((cell) => String(cell).padStart(18)).join(""));
  }
  console.log(
    `Bare lines drawn anew because no reader could tell them: ${rows.find((row) => row.mode === "bare")?.redrawn ?? 0}`,
  );
}

const percent = (row?: AccuracyRow): string => (row?.recall == null ? "–" : `${row.recall.toFixed(1)} %`);

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await accuracyTable(Number(process.argv[2] ?? 20));
