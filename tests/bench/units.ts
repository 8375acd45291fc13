import { type Consumption, setMeter } from "../../shared/table/store.ts";
import { OPERATIONS, type Part, prepared, type Units } from "./operations.ts";
import { AFTER_SIGNATURE } from "./operations-after.ts";
import { onStage, quantile, runningLambda, type Stage } from "./stage.ts";

const PARTS: Record<string, Part> = {
  authorizer: "credential",
  money: "money",
  rest: "rest",
  sender: "messages",
  feedback: "messages",
  sweep: "messages",
};
const partOf = (lambda: string | undefined): Part => PARTS[lambda ?? ""] ?? "call";

type Measured = Partial<Record<Part, Units>>;

const NONE: Units = { requests: 0, read: 0, write: 0, index: 0 };

const plus = (a: Units, c: Consumption): Units => ({
  requests: a.requests + 1,
  read: a.read + c.readUnits,
  write: a.write + c.writeUnits - c.indexWriteUnits,
  index: a.index + c.indexWriteUnits,
});

/** Everything that the database charges until the stack has come to rest, by whose work it is. */
async function consumed({ stack }: Stage, work: () => Promise<unknown>): Promise<Measured> {
  const measured: Measured = {};
  setMeter((consumption) => {
    const part = partOf(runningLambda());
    measured[part] = plus(measured[part] ?? NONE, consumption);
  });
  try {
    await work();
    await stack.settled();
  } finally {
    setMeter(undefined);
  }
  return measured;
}

const RUNS = 7;

const FIELDS = ["requests", "read", "write", "index"] as const;
const sumOf = (units: readonly Units[]): Units =>
  Object.fromEntries(FIELDS.map((f) => [f, units.reduce((sum, u) => sum + u[f], 0)])) as Units;

/** The median of the runs, part by part: a settings row that is read anew every few seconds is in few of them. */
const median = (runs: readonly Measured[], part: Part): Units =>
  Object.fromEntries(
    FIELDS.map((field) => [
      field,
      quantile(
        runs.map((run) => run[part]?.[field] ?? 0),
        0.5,
      ),
    ]),
  ) as Units;

const written = ({ requests, read, write }: Units): string => `${requests} / ${read} / ${write}`;

export type UnitRow = { name: string; floor: Units; own: Units; why: string; elsewhere: Record<string, Units> };

/** What each operation takes in requests, read units and write units, beside the least that it could take. */
export const unitRows = (): Promise<UnitRow[]> =>
  onStage(async (stage) => {
    await prepared(stage);
    const rows: UnitRow[] = [];
    const wanted = [...OPERATIONS, ...AFTER_SIGNATURE].filter(({ name }) => name.includes(process.env.ONLY ?? ""));
    for (const operation of wanted) {
      const runs: Measured[] = [];
      for (let run = 0; run < RUNS; run++) runs.push(await consumed(stage, await operation.ready(stage, run)));
      const elsewhere = Object.fromEntries(
        (["credential", "call", "money", "rest", "messages"] as const)
          .filter((part) => !operation.parts.includes(part))
          .map((part) => [part, median(runs, part)] as const)
          .filter(([, units]) => units.requests > 0),
      );
      const { name, floor: least, why } = operation;
      rows.push({ name, floor: least, why, own: sumOf(operation.parts.map((part) => median(runs, part))), elsewhere });
    }
    return rows;
  });

/** Prints the table as Markdown, as it stands in ARCHITECTURE.md. */
export async function units(): Promise<void> {
  const rows = await unitRows();
  console.log(
    "Requests / read units / write units; index writes, and what other Lambdas do on account of it, apart.\n",
  );
  console.log("| operation | floor | measured | index writes | besides | the floor is |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const { name, floor: least, own, elsewhere, why } of rows) {
    const besides = Object.entries(elsewhere).map(
      ([part, u]) => `${part} ${written(u)}${u.index ? ` + ${u.index}` : ""}`,
    );
    console.log(`| ${name} | ${written(least)} | ${written(own)} | ${own.index} | ${besides.join("; ")} | ${why} |`);
  }
}
