import { together } from "../../infra/local/demo/caller.ts";
import { setMeter, systemClient } from "../../shared/table/store.ts";
import { type Charge, type Command, chargesOf } from "./charges.ts";
import { onStage, owe, payment, type Stage } from "./stage.ts";

const RECEIPTS_PER_SECOND = 2_000;
/** So many are sent through the product; the sums are scaled to a second's. */
const SAMPLE = Number(process.env.RECEIPTS ?? 1_000);
const SCALE = RECEIPTS_PER_SECOND / SAMPLE;
const WRITE_UNITS_MAX = 1_000;
const READ_UNITS_MAX = 3_000;

/** The skew: the n-th of these takes a share in proportion to 1/n (Zipf). */
const ACCOUNTS = 500;
const OWNERS = 20;
const DEPARTMENTS = 4;

/** The index that a share of 0 to 1 falls on, of `size` ranked by Zipf's law. */
function zipf(share: number, size: number): number {
  const whole = Array.from({ length: size }, (_, n) => 1 / (n + 1));
  let left = share * whole.reduce((sum, w) => sum + w, 0);
  for (const [n, w] of whole.entries()) {
    left -= w;
    if (left < 0) return n;
  }
  return size - 1;
}

/** Spreads 0, 1, 2 … evenly over 0 to 1, the same in every run. */
const even = (n: number): number => (n * 0.618_033_988_749_895) % 1;

const account = (n: number): string => `acc_${String(n).padStart(20, "0")}`;

/** Departments, owners and accounts; a finance person who is told of every receipt. */
async function peopled({ call }: Stage): Promise<void> {
  const departments = await Promise.all(
    Array.from({ length: DEPARTMENTS }, (_, n) => call("POST", "/v1/departments", { name: `部门${n}` })),
  );
  const user = (n: number, role: string) => ({
    ...{
      email: `p${n}@example.com`,
      name: `用户${n}`,
      roles: [role],
      departmentId: departments[zipf(even(n), DEPARTMENTS)]?.id,
    },
  });
  const owners = await Promise.all(
    Array.from({ length: OWNERS }, (_, n) => call("POST", "/v1/users", user(n, "sales"))),
  );
  await call("POST", "/v1/users", { ...user(OWNERS, "finance"), departmentId: undefined });
  const numbers = Array.from({ length: ACCOUNTS }, (_, n) => n);
  await together(numbers, (n) => {
    const ownerId = owners[zipf(even(n), OWNERS)]?.id;
    return call("POST", "/v1/accounts", { id: account(n), name: `甲方${n}有限公司`, ownerId });
  });
}

/** Notes everything that the database is asked for from now on. */
function noted(): Command[] {
  const commands: Command[] = [];
  setMeter(() => {});
  systemClient().middlewareStack.add(
    (next, context) => async (args) => {
      const reply = await next(args);
      commands.push({ name: context.commandName ?? "", input: args.input, output: reply.output } as Command);
      return reply;
    },
    { step: "initialize" },
  );
  return commands;
}

type Heat = { key: string; write: number; read: number };

function hottest(charges: readonly Charge[]): Heat[] {
  const heat = new Map<string, Heat>();
  for (const { key, write, read } of charges) {
    const before = heat.get(key) ?? { key, write: 0, read: 0 };
    heat.set(key, { key, write: before.write + SCALE * write, read: before.read + SCALE * read });
  }
  return [...heat.values()];
}

const shown = (by: "write" | "read", heat: readonly Heat[], max: number) =>
  [...heat]
    .sort((a, b) => b[by] - a[by])
    .slice(0, 8)
    .map(({ key, [by]: units }) => ({
      key: key.replace(/T#ten_\w+#/, ""),
      units: Math.round(units),
      limit: max,
      holds: units <= max,
    }));

/**
 * Lets receipts of a skewed tenant run through the product, and adds up what each partition key of the table and its
 * indexes is written and read, as if all that follows from a second's receipts fell into that second: the deliveries,
 * the decisions, audit entries, outbox rows and their states.
 */
export const hotKeys = (): Promise<void> =>
  onStage(async (stage) => {
    const commands = noted();
    await peopled(stage);
    const owed = await owe(stage, SAMPLE, (n) => account(zipf(even(n), ACCOUNTS)));
    await stage.stack.settled({ withinMs: 600_000 });
    const lines = owed.map(({ reference, amountMinor }) => payment(reference, amountMinor, ""));
    const before = commands.length;
    for (let from = 0; from < lines.length; from += 1_000) await stage.tell(lines.slice(from, from + 1_000));
    await stage.stack.settled({ withinMs: 600_000 });
    setMeter(undefined);
    const heat = hottest(chargesOf(commands, before));
    console.log(
      `${RECEIPTS_PER_SECOND} receipts a second (a sample of ${SAMPLE}, scaled) of ${ACCOUNTS} accounts, ${OWNERS} owners and ${DEPARTMENTS} departments, each ranked by Zipf's law.`,
    );
    console.table(shown("write", heat, WRITE_UNITS_MAX));
    console.table(shown("read", heat, READ_UNITS_MAX));
  });
