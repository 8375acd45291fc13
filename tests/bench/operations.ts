import { payment, type Stage } from "./stage.ts";

/** Whose work a Lambda's calls are. */
export type Part = "credential" | "call" | "money" | "rest" | "messages";

/** Requests, read units, write units of the table, write units of its indexes. */
export type Units = { requests: number; read: number; write: number; index: number };
/** An operation, the least it could take, and why; parts that it causes elsewhere are shown apart. */
export type Operation = {
  name: string;
  /** Whose work it is. */
  parts: readonly Part[];
  floor: Units;
  why: string;
  /** Makes one ready; what it returns is measured. */
  ready(stage: Stage, n: number): Promise<() => Promise<unknown>>;
};

export const floor = (requests: number, read: number, write: number): Units => ({ requests, read, write, index: 0 });

export const account = (n: number): string => `acc_${String(n).padStart(20, "0")}`;
const PEOPLE = 20;
export const dueOn = "2026-12-31";

async function receivable({ call }: Stage, n: number, accountId = account(n % PEOPLE)) {
  const row = { accountId, reference: `R-${200_000 + n}`, amountMinor: 70_000 + n, currency: "CNY", dueOn };
  return { ...row, ...(await call("POST", "/v1/receivables", row)) };
}

type Draft = { id: string };

async function draft({ call }: Stage, n: number, productId: string): Promise<Draft> {
  const lines = [{ productId, quantity: 1, amountMinor: 90_000 }];
  const instalments = [1, 2, 3].map((month) => ({ dueOn: `2027-0${month}-28`, amountMinor: 30_000 }));
  const body = { accountId: account(n % PEOPLE), currency: "CNY", contractNo: `C-${300_000 + n}`, kind: "new" };
  return call("POST", "/v1/orders", { ...body, lines, instalments });
}

export const PRODUCT = "prd_00000000000000000001";
/** Lines of the longest offer that there is. */
const LONG = 300;
const longLines = Array.from({ length: LONG }, (_, n) => `prd_${String(n + 1).padStart(20, "0")}`);

const longQuote = ({ call }: Stage): Promise<Draft> => {
  const lines = longLines.map((productId, n) => ({ productId, quantity: 1, unitPriceMinor: 90_000 + n }));
  return call("POST", "/v1/quotes", { accountId: account(0), currency: "CNY", validUntil: "2099-12-31", lines });
};

function longOrder({ call }: Stage): Promise<Draft> {
  const lines = longLines.map((productId) => ({ productId, quantity: 1, amountMinor: 90_000 }));
  const instalments = [1, 2, 3].map((month) => ({ dueOn: `2027-0${month}-28`, amountMinor: (LONG * 90_000) / 3 }));
  const order = { accountId: account(0), currency: "CNY", contractNo: `L-${300_000 + next()}`, kind: "new" };
  return call("POST", "/v1/orders", { ...order, lines, instalments });
}

/** Rows of the page that is listed. */
const LISTED = 50;

let numbers = 0;
export const next = (): number => {
  numbers += 1;
  return numbers;
};

async function waiting(stage: Stage) {
  const n = next();
  const owed = await receivable(stage, n);
  await stage.tell([{ ...payment(`X${400_000 + n}`, owed.amountMinor, `陌生人${n}`), remittance: "" }]);
  await stage.stack.settled();
  const path = `/v1/bank-transactions?bankReference=BX${400_000 + n}`;
  const { items } = await stage.call<{ items: { id: string }[] }>("GET", path);
  return { owed, id: items[0]?.id ?? "" };
}

/** A payment of the one receivable of an account, which its text names. */
async function paidByReference(stage: Stage, more: object = {}): Promise<() => Promise<unknown>> {
  const n = next();
  const { id } = await stage.call("POST", "/v1/accounts", { name: `乙方${n}有限公司` });
  const owed = await receivable(stage, n, id);
  await stage.stack.settled();
  return () => stage.tell([{ ...payment(owed.reference, owed.amountMinor, `乙方${n}有限公司`), ...more }]);
}

/** What is measured, in the order of the table. */
export const OPERATIONS: readonly Operation[] = [
  {
    ...{ name: "store a receipt (webhook)", parts: ["call"], floor: floor(1, 0, 1), why: "one conditional put" },
    ready: async (stage) => {
      const n = next();
      return () => stage.tell([payment(`N${500_000 + n}`, 1_234, `甲乙丙${n}`)]);
    },
  },
  {
    ...{ name: "decide and apply to one receivable", parts: ["money"], floor: floor(2, 0.5, 6) },
    why: "one query (0.5) and a transaction of bank line, receivable, credits (3 × 2)",
    ready: (stage) => paidByReference(stage),
  },
  {
    ...{ name: "store → decide → apply", parts: ["call", "money"], floor: floor(3, 0.5, 7) },
    why: "the two above that make it up: 3 requests, 7.5 units",
    ready: (stage) => paidByReference(stage),
  },
  {
    ...{ name: "the same with a payer's end-to-end id", parts: ["call", "money"], floor: floor(4, 0.5, 8) },
    why: "as above, and one put by which it is found if it comes back",
    ready: (stage) => paidByReference(stage, { endToEndId: `E-${next()}` }),
  },
  {
    ...{ name: "decide a returned payment", parts: ["money"], floor: floor(6, 4, 10) },
    why: "one query and four reads; a transaction of two lines, receivable, credits",
    ready: async (stage) => {
      const endToEndId = `E-${next()}`;
      const pay = await paidByReference(stage, { endToEndId });
      await pay();
      await stage.stack.settled();
      const { items } = await stage.call<{ items: { amountMinor: number }[] }>(
        "GET",
        "/v1/bank-transactions?state=applied&limit=1&sort=-createdAt",
      );
      const back = payment(`R${700_000 + next()}`, items[0]?.amountMinor ?? 0, "");
      return () => stage.tell([{ ...back, direction: "debit", endToEndId, remittance: "", returnReason: "MS03" }]);
    },
  },
  {
    ...{ name: "leave a receipt to people", parts: ["money"], floor: floor(2, 0.5, 1), why: "one query and one put" },
    ready: async (stage) => {
      const n = next();
      return () => stage.tell([payment(`U${600_000 + n}`, 4_321, `查无此人${n}`)]);
    },
  },
  {
    ...{ name: "claim a receipt", parts: ["call"], floor: floor(4, 3, 8) },
    why: "bank line, receivable, account read (1 each); a transaction of those two, credits and one memory row (4 × 2)",
    ready: async (stage) => {
      const { owed, id } = await waiting(stage);
      const allocations = [{ receivableId: owed.id, amountMinor: owed.amountMinor }];
      return () => stage.call("POST", `/v1/bank-transactions/${id}/claim`, { allocations });
    },
  },
  {
    ...{ name: "undo a receipt", parts: ["call"], floor: floor(4, 2.5, 6) },
    why: "bank line, receivable read (1 each), its credits (0.5); a transaction of line, receivable, reversing credits",
    ready: async (stage) => {
      const n = next();
      const owed = await receivable(stage, n);
      await stage.tell([payment(owed.reference, owed.amountMinor, "无名氏")]);
      await stage.stack.settled();
      const path = `/v1/bank-transactions?bankReference=B${owed.reference}`;
      const { items } = await stage.call<{ items: { id: string }[] }>("GET", path);
      return () => stage.call("POST", `/v1/bank-transactions/${items[0]?.id}/undo`, { reason: "bench" });
    },
  },
  {
    ...{
      name: "create an account",
      parts: ["call"],
      floor: floor(1, 0, 6),
      why: "a transaction of row, name signal and the place by which its likes find it (3 × 2)",
    },
    ready: async ({ call }) => {
      const n = next();
      return () => call("POST", "/v1/accounts", { name: `某某${n}科技有限公司` });
    },
  },
  {
    ...{ name: "create an opportunity", parts: ["call"], floor: floor(2, 1, 8) },
    why: "the account read; a transaction of row, move, and two places among what is worth most",
    ready: async ({ call }) => {
      const n = next();
      const body = { name: `年度订阅 ${n}`, accountId: account(n % PEOPLE), amountMinor: 100_000 + n, currency: "CNY" };
      return () => call("POST", "/v1/opportunities", body);
    },
  },
  {
    ...{ name: "create a receivable", parts: ["call"], floor: floor(2, 0.5, 4) },
    why: "the account read; a transaction of row and reference signal",
    ready: async (stage) => {
      const n = next();
      return () => receivable(stage, n);
    },
  },
  {
    ...{ name: "create an order", parts: ["call"], floor: floor(3, 2, 4) },
    why: "account and product read (1 each); a transaction of row and contract number",
    ready: async (stage) => {
      const n = next();
      return () => draft(stage, n, PRODUCT);
    },
  },
  {
    ...{ name: "sign an order of 3 instalments", parts: ["call"], floor: floor(2, 1, 16) },
    why: "the order read; a transaction of order, 3 receivables, 4 reference signals",
    ready: async (stage) => {
      const { id } = await draft(stage, next(), PRODUCT);
      await stage.stack.settled();
      return () => stage.call("POST", `/v1/orders/${id}/sign`, {});
    },
  },
  {
    ...{ name: `create a quote of ${LONG} lines`, parts: ["call"], floor: floor(3, LONG + 1, 94) },
    why: "account and products read (1 each); a transaction of a row of 46 KB and the count of its number",
    ready: async (stage) => async () => {
      await longQuote(stage);
    },
  },
  {
    ...{ name: `sign an order of ${LONG} lines and 3 instalments`, parts: ["call"], floor: floor(2, 7, 208) },
    why: "the order read (25 KB); a transaction of order, 3 receivables of 25 KB each, 4 reference signals",
    ready: async (stage) => {
      const { id } = await longOrder(stage);
      await stage.stack.settled();
      return () => stage.call("POST", `/v1/orders/${id}/sign`, {});
    },
  },
  {
    ...{ name: "read a receivable", parts: ["call"], floor: floor(1, 1, 0), why: "one consistent get" },
    ready: async (stage) => {
      const { id } = await receivable(stage, next());
      await stage.stack.settled();
      return () => stage.call("GET", `/v1/receivables/${id}`);
    },
  },
  {
    ...{ name: `list ${LISTED} receivables`, parts: ["call"], floor: floor(2, 25.5, 0) },
    why: "a query of 50 keys (0.5) and a batched get of 50 rows (0.5 each)",
    ready: async (stage) => {
      // The latest are listed: what larger operations have left before is further back.
      for (let n = 0; n < LISTED; n++) await receivable(stage, next());
      await stage.stack.settled();
      return () => stage.call("GET", `/v1/receivables?limit=${LISTED}`);
    },
  },
];

/** The accounts, the product and the receivables that the operations work on. */
export async function prepared(stage: Stage): Promise<void> {
  const { call } = stage;
  for (let n = 0; n < PEOPLE; n++) await call("POST", "/v1/accounts", { id: account(n), name: `甲方${n}有限公司` });
  const product = { name: "订阅", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  for (const [n, id] of longLines.entries()) await call("POST", "/v1/products", { id, ...product, code: `P-${n + 1}` });
  await stage.stack.settled();
}
