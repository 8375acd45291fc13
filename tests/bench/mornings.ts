import assert from "node:assert";
import { type Caller, together } from "../../infra/local/demo/caller.ts";
import { onStage, owe, payment, quantile, type Stage } from "./stage.ts";

/** Subscriptions that are due at one minute, each to somebody of its own. */
const SUBSCRIPTIONS = Number(process.env.SUBSCRIPTIONS ?? 100);
/** Receipts of the day before, spread over accounts and departments. */
const RECEIPTS = 200;
const DEPARTMENTS = 8;
const WITHIN_SECONDS = 60;
/** Payments are booked on 22 November; the day is over, and the mails are due in a minute. */
const TOLD_AT = "2026-11-22T06:00:00Z";
const BEFORE = "2026-11-22T23:59:00Z";
const DUE = "2026-11-23T00:00:05Z";
const MAIL = "morning.example.com";

const idOf = async (call: Caller, path: string, body: object): Promise<string> => (await call("POST", path, body)).id;

/** A company with receipts, and people of four kinds in its departments. */
async function peopled(stage: Stage): Promise<string[]> {
  const { call, stack, tell } = stage;
  const departments: string[] = [];
  for (let n = 0; n < DEPARTMENTS; n++) departments.push(await idOf(call, "/v1/departments", { name: `部门 ${n}` }));
  const accounts: string[] = [];
  for (let n = 0; n < RECEIPTS / 4; n++) {
    const department = { departmentId: departments[n % DEPARTMENTS] };
    accounts.push(await idOf(call, "/v1/accounts", { name: `客户${n}有限公司`, ...department }));
  }
  const owed = await owe(stage, RECEIPTS, (n) => accounts[n % accounts.length] ?? "");
  await tell(owed.map(({ reference, amountMinor }, n) => payment(reference, amountMinor, `客户${n % 50}有限公司`)));
  await stack.settled();
  const people: string[] = [];
  for (let n = 0; n < SUBSCRIPTIONS; n++) {
    const roles = [["admin", "finance", "manager", "manager"][n % 4]];
    const person = { name: `读者${n}`, email: `reader${n}@${MAIL}`, roles, departmentId: departments[n % DEPARTMENTS] };
    people.push(await idOf(call, "/v1/users", person));
  }
  return people;
}

/** What is subscribed to: half the receipts' mail, the rest a report, a dashboard of three tiles and the renewals. */
async function subscribed({ call }: Stage, people: readonly string[]): Promise<void> {
  const tiles = [
    { report: "openReceivables" },
    { query: { facts: "receipts", measures: ["receivedMinor", "receipts"], dimensions: ["departmentId"] } },
    { query: { facts: "receivables", measures: ["openMinor"], dimensions: ["dueOn.month"] } },
  ];
  const sharedWith = { everybody: true };
  const dashboardId = await idOf(call, "/v1/dashboards", { name: "早会", tiles, sharedWith });
  const receipts = { report: "dailyReceipts" };
  const wanted = [receipts, { report: "openReceivables" }, { dashboardId }, receipts, { report: "renewalFigures" }];
  await together(
    people.map((id, n) => ({ ...wanted[n % wanted.length], recipients: [id], at: "08:00", days: "daily" })),
    (body) => call("POST", "/v1/report-subscriptions", body),
  );
}

/** Prints how long after eight o'clock the last of so many mails, with charts and workbooks, has left. */
export const mornings = (): Promise<void> =>
  onStage(async (stage) => {
    const { stack } = stage;
    await stack.moveClock(new Date(TOLD_AT));
    await subscribed(stage, await peopled(stage));
    stack.clock.set(new Date(BEFORE));
    await stack.settled();
    const started = performance.now();
    await stack.moveClock(new Date(DUE), { withinMs: 600_000 });
    const seconds = (performance.now() - started) / 1_000;
    const mails = stack.outbox().filter(({ to }) => to.some((address) => address.endsWith(MAIL)));
    const readers = new Set(mails.flatMap(({ to }) => to));
    assert.deepEqual([mails.length, readers.size], [SUBSCRIPTIONS, SUBSCRIPTIONS], "each is told once");
    const sizes = mails.map(({ attachments }) => attachments.length);
    console.table({
      [`${SUBSCRIPTIONS} subscriptions`]: {
        ...{ seconds: Number(seconds.toFixed(1)), "each, ms": Math.round((seconds * 1_000) / SUBSCRIPTIONS) },
        ...{
          "files a mail": quantile(sizes, 0.5),
          verdict: seconds <= WITHIN_SECONDS ? "within a minute" : "over a minute",
        },
      },
    });
  });
