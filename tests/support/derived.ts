import type { DynamoDBRecord } from "aws-lambda";
import * as fc from "fast-check";
import { TABLE_NAME } from "../../infra/local/environment.ts";
import { StreamReader, streamArn } from "../../infra/local/streams.ts";
import { type DumpedItem, dump } from "./dump.ts";
import type { Api, TestStack } from "./stack.ts";
import { made, type TestTenant } from "./tenant.ts";

type Row = {
  id: string;
  accountId?: string;
  amountMinor?: number;
  expectedOn?: string;
  custom?: Record<string, unknown>;
};

const ROLLUP = { noun: "opportunity", by: "accountId" };

/** The roll-ups that the tests hold against a recomputation. */
export const ROLLUPS = [
  { key: "deals", rollup: { ...ROLLUP, op: "count" } },
  { key: "volume", rollup: { ...ROLLUP, op: "sum", of: "amountMinor" } },
  { key: "least", rollup: { ...ROLLUP, op: "min", of: "amountMinor" } },
  { key: "lastDue", rollup: { ...ROLLUP, op: "max", of: "expectedOn" } },
];

export async function withRollups({ admin }: TestTenant): Promise<void> {
  for (const more of ROLLUPS)
    await made(admin, "/v1/custom-fields", { noun: "account", label: "汇总", type: "rollup", ...more });
}

/** Something that happens to the opportunities of some accounts; numbers choose among what is there. */
const operation = fc.record({
  do: fc.constantFrom("create", "create", "amount", "move", "archive", "restore", "rename"),
  which: fc.nat(50),
  account: fc.nat(50),
  amountMinor: fc.integer({ min: 0, max: 1_000 }),
  month: fc.integer({ min: 1, max: 12 }),
});
export type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never;

export const operations = (count: number, seed: number): Operation[] =>
  fc.sample(fc.array(operation, { minLength: count, maxLength: count }), { numRuns: 1, seed })[0] ?? [];

/** Plays operations, several at a time; races that are refused are part of the game. */
export async function play(
  admin: Api,
  accounts: readonly string[],
  all: readonly Operation[],
  atOnce = 4,
): Promise<void> {
  const deals: string[] = [];
  const queue = [...all];
  const one = async (op: Operation): Promise<void> => {
    const accountId = accounts[op.account % accounts.length];
    const expectedOn = `2027-${String(op.month).padStart(2, "0")}-01`;
    const id = deals[op.which % Math.max(1, deals.length)];
    if (op.do === "create" || !id) {
      const body = { name: `商机${op.which}`, accountId, amountMinor: op.amountMinor, expectedOn };
      deals.push((await made(admin, "/v1/opportunities", body)).id);
    } else if (op.do === "archive" || op.do === "restore") await admin.post(`/v1/opportunities/${id}/${op.do}`);
    else {
      const patch = {
        amount: { amountMinor: op.amountMinor },
        move: { accountId },
        rename: { name: `更名${op.which}` },
      };
      await admin.patch(`/v1/opportunities/${id}`, patch[op.do]);
    }
  };
  const worker = async (): Promise<void> => {
    for (let op = queue.shift(); op; op = queue.shift()) await one(op);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Every row of a list. */
export async function listed(api: Api, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const reply = await api.get(`${path}?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    rows.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  } while (cursor);
  return rows;
}

const least = <T>(values: readonly T[], isBetter: (a: T, b: T) => boolean): T | undefined =>
  values.reduce<T | undefined>((best, one) => (best === undefined || isBetter(one, best) ? one : best), undefined);

/** What the roll-ups of each account must be by what the API lists, and what they are. */
export async function rollupsOf(admin: Api): Promise<{ is: unknown; must: unknown }> {
  const [accounts, deals] = [await listed(admin, "/v1/accounts"), await listed(admin, "/v1/opportunities")];
  const must = accounts.map(({ id }) => {
    const own = deals.filter(({ accountId }) => accountId === id);
    const amounts = own.flatMap(({ amountMinor }) => amountMinor ?? []);
    return {
      id,
      deals: own.length,
      volume: amounts.reduce((sum, one) => sum + one, 0),
      least: least(amounts, (a, b) => a < b),
      lastDue: least(
        own.flatMap(({ expectedOn }) => expectedOn ?? []),
        (a, b) => a > b,
      ),
    };
  });
  const is = accounts.map(({ id, custom = {} }) => {
    const { deals, volume, least: lowest, lastDue } = custom;
    return { id, deals, volume, least: lowest, lastDue };
  });
  return { is, must };
}

/** Everything that the stream has told so far. */
export async function toldRecords(stack: TestStack): Promise<DynamoDBRecord[]> {
  const reader = new StreamReader(
    stack.databaseEndpoint,
    await streamArn(stack.databaseEndpoint, TABLE_NAME),
    undefined,
  );
  const records: DynamoDBRecord[] = [];
  for (;;) {
    const page = await reader.read();
    records.push(...page.records);
    if (page.end) return records;
  }
}

/** The rows of the index and of what adds up. */
export async function derivedRows(stack: TestStack, tenantId: string): Promise<DumpedItem[]> {
  const rows = await dump(stack, `T#${tenantId}#`);
  return rows.filter(({ pk }) => /^T#[^#]+#(?:q|roll)#/.test(pk?.S ?? ""));
}
