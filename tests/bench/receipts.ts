import { setTimeout as wait } from "node:timers/promises";
import { PutItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { together } from "../../infra/local/demo/caller.ts";
import { systemClient } from "../../shared/table/store.ts";
import { onStage, owe, payment, type Stage } from "./stage.ts";

const RECEIPTS = Number(process.env.RECEIPTS ?? 1_000);
const ACCOUNTS = 200;
/** As many at once as the intake has under way. */
const AT_ONCE = 40;

const tableName = (): string => process.env.TABLE_NAME ?? "";
const account = (n: number): string => `acc_${String(n % ACCOUNTS).padStart(20, "0")}`;

/** An item of the size and with the index keys of a bank line. */
const item = (key: string) => ({
  pk: { S: `F#${key}` },
  sk: { S: "-" },
  g1p: { S: `F#${key.length}` },
  g1s: { S: key },
  g5p: { S: "F#c" },
  g5s: { S: key },
  text: { S: "x".repeat(600) },
});

const CONDITION = "attribute_not_exists(pk)";
const numbers = (): number[] => Array.from({ length: RECEIPTS }, (_, n) => n);

const perSecond = (startedMs: number): number => Math.round((1_000 * RECEIPTS) / (performance.now() - startedMs));

/** What the database server itself does: conditional puts, and transactions of three. */
async function floors(): Promise<{ puts: number; transactions: number }> {
  const TableName = tableName();
  let started = performance.now();
  const put = (n: number) =>
    systemClient().send(new PutItemCommand({ TableName, Item: item(`p${n}`), ConditionExpression: CONDITION }));
  await together(numbers(), put, AT_ONCE);
  const puts = perSecond(started);
  started = performance.now();
  const transaction = (n: number) => {
    const TransactItems = ["a", "b", "c"].map((part) => ({
      Put: { TableName, Item: item(`t${n}${part}`), ConditionExpression: CONDITION },
    }));
    return systemClient().send(new TransactWriteItemsCommand({ TransactItems }));
  };
  await together(numbers(), transaction, AT_ONCE);
  return { puts, transactions: perSecond(started) };
}

/** Resolves when the money of all receipts is decided, whatever else is still under way. */
async function decided({ stack }: Stage): Promise<void> {
  await stack.settled({ ignore: ["rest", "sender", "feedback", "sweep"], withinMs: 600_000 });
}

/** Stores, decides and tells of receipts that come in one delivery after the other, beside what the server does alone. */
export const receipts = (): Promise<void> =>
  onStage(async (stage) => {
    const { stack, call, tell } = stage;
    const accounts = numbers().slice(0, ACCOUNTS);
    await together(accounts, (n) => call("POST", "/v1/accounts", { id: account(n), name: `甲方${n}有限公司` }));
    const owed = await owe(stage, RECEIPTS, account);
    await stack.settled({ withinMs: 600_000 });
    const { puts, transactions } = await floors();
    await wait(200);
    await stack.settled({ withinMs: 600_000 });

    const started = performance.now();
    const lines = owed.map(({ reference, amountMinor }) => payment(reference, amountMinor, "甲方"));
    for (let from = 0; from < lines.length; from += 1_000) await tell(lines.slice(from, from + 1_000));
    const stored = perSecond(started);
    await decided(stage);
    const applied = perSecond(started);
    await stack.settled({ withinMs: 600_000 });
    const told = perSecond(started);
    const open = await call<{ items: object[] }>("GET", "/v1/receivables?status=open&limit=1");
    console.table({
      "floor: conditional puts of the server": { "per second": puts },
      "floor: transactions of three puts": { "per second": transactions },
      "stored (webhook answered)": { "per second": stored, "of the puts": ratio(stored, puts) },
      "applied (money at rest)": { "per second": applied, "of the puts": ratio(applied, puts) },
      "told (audit, messages, everything at rest)": { "per second": told, "of the puts": ratio(told, puts) },
    });
    console.log(
      `${RECEIPTS} receipts, each of one receivable; ${open.items.length === 0 ? "all" : "not all"} are cleared.`,
    );
    console.log("A receipt takes 1 put to store, 1 transaction of 3 to apply, 3 audit entries and its messages.");
  });

const ratio = (figure: number, floor: number): string => `${((100 * figure) / floor).toFixed(0)} %`;
