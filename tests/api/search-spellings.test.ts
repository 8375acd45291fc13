import { beforeAll, expect, test } from "@jest/globals";
import { base64, csvOf, itemsOf, jobOf } from "../support/jobs.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;

/** Companies with what people type who look for them. */
const NAMES: [name: string, queries: string[]][] = [
  ["雲帆貿易有限公司", ["云帆", "雲帆", "yunfan", "贸易"]],
  ["广岛电机", ["広島", "廣島電機", "广岛"]],
  ["株式会社東京商事", ["東京", "东京商事", "商事"]],
  ["한국무역 주식회사", ["무역", "한국", "한"]],
  ["ไทยการค้า จำกัด", ["การค้า", "ไทย"]],
  ["ソニーグループ", ["グループ", "ぐるーぷ", "ｸﾞﾙｰﾌﾟ"]],
  ["AT&T Inc.", ["AT&T", "att", "at and t", "ＡＴ＆Ｔ"]],
  ["3M Company", ["3m"]],
  ["Café Ünal", ["cafe unal", "CAFÉ"]],
  ["Москва Торг", ["МОСКВА", "торг"]],
];

beforeAll(async () => {
  tenant = await openTenant(stack());
  for (const [name] of NAMES) await made(tenant.admin, "/v1/accounts", { name });
  await stack().settled();
});

const titlesBy = async (q: string): Promise<string[]> => {
  const { status, body } = await tenant.admin.get(`/v1/search?nouns=account&q=${encodeURIComponent(q)}`);
  expect([q, status]).toEqual([q, 200]);
  return body.items.map(({ title }: { title: string }) => title);
};

test.each(NAMES)("%s is found by what people type", async (name, queries) => {
  for (const query of queries) expect([query, await titlesBy(query)]).toEqual([query, [name]]);
});

test("the index made anew finds the same", async () => {
  expect((await tenant.admin.post("/v1/search/rebuild")).status).toBe(202);
  await tenant.admin.post("/_local/clock", { advanceSeconds: 90 });
  await stack().settled();
  expect((await tenant.admin.get("/v1/search/rebuild")).body.state).toBe("done");
  for (const [name, [query = ""]] of NAMES) expect([query, await titlesBy(query)]).toEqual([query, [name]]);
});

test("an amount whose unit is unsure fails its row and names the field; what is sure is read", async () => {
  const { admin } = tenant;
  const rows = [
    ["Name", "Customer", "Amount", "Currency"],
    ["A", "3M Company", "1.2k", "USD"],
    ["B", "3M Company", "2.5M", "USD"],
    ["C", "3M Company", "3.5 million", "USD"],
    ["D", "3M Company", "(1,234.50)", "USD"],
  ];
  const job = await jobOf(stack(), admin, "/v1/imports", {
    noun: "opportunity",
    format: "csv",
    content: base64(csvOf(...rows)),
  });
  const failed = await itemsOf(admin, job.id, "failed");
  expect(failed.map(({ number, errors }) => [number, errors.map(({ path }: { path: string }) => path)])).toEqual([
    [3, ["amountMinor"]],
    [5, ["amountMinor"]],
  ]);
  const { items } = (await admin.get("/v1/opportunities?limit=50")).body;
  const amounts = items.map(({ name, amountMinor }: { name: string; amountMinor: number }) => `${name} ${amountMinor}`);
  expect(amounts.sort()).toEqual(["A 120000", "C 350000000"]);
});
