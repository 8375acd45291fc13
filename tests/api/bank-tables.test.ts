import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { written } from "../support/tables.ts";
import { openTenant } from "../support/tenant.ts";

const stack = useStack();

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const HEADER = ["交易日期", "借方发生额", "贷方发生额", "对方户名", "摘要"];
const ROWS = [
  ["2026-11-20", "", "1,185.80", "上海某某", "货款"],
  ["2026-11-21", "50.00", "", "", "账户管理费"],
  ["05/11/2026", "", "7.00", "王芳", ""],
];
const CSV = [HEADER, ...ROWS].map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\n");
/** 交易日期,贷方发生额,借方发生额,摘要 and one line, in GB18030. */
const GB18030 = Buffer.from(
  "bdbbd2d7c8d5c6da2cb4fbb7bdb7a2c9fab6ee2cbde8b7bdb7a2c9fab6ee2cd5aad2aa0a323032362d31312d32302c31322e35302c2cbbf5bfee0a",
  "hex",
);

async function linked() {
  const tenant = await openTenant(stack());
  const bank = await linkBank(stack(), tenant);
  const path = `/v1/bank-connections/${bank.connectionId}`;
  const trying = (content: Uint8Array | string, contentType = "text/csv", more = {}) =>
    tenant.admin.post(`${path}/try-statement`, {
      contentType,
      content: Buffer.from(content as string).toString("base64"),
      ...more,
    });
  const rows = async () =>
    (await tenant.admin.get("/v1/bank-transactions?limit=200")).body.items as { amountMinor: number }[];
  return { tenant, bank, path, trying, rows };
}

test("a table is tried, its mapping saved with the connection, and then taken in by upload; what is not certain is kept for people", async () => {
  const { tenant, path, trying, rows } = await linked();
  const tried = await trying(CSV);
  expect(tried.status).toBe(200);
  expect(tried.body).toMatchObject({ from: "proposed", received: 3, rejected: [{ index: 2, code: "ambiguous" }] });
  expect(tried.body.lines.map((line: { amountMinor: number }) => line.amountMinor)).toEqual([118_580, 5_000]);
  expect(await rows()).toEqual([]);
  const { mapping } = tried.body;
  const saved = await tenant.admin.patch(path, { statementMapping: { ...mapping, dayOrder: "dmy" } });
  expect(saved.status).toBe(200);
  expect((await trying(CSV)).body).toMatchObject({ from: "connection", rejected: [] });
  expect((await trying(CSV, "text/csv", { mapping })).body).toMatchObject({ from: "call", rejected: [{ index: 2 }] });
  await tenant.admin.patch(path, { statementMapping: mapping });
  for (const contentType of ["text/csv", XLSX]) {
    const bytes = contentType === XLSX ? await written("xlsx", HEADER, ROWS) : Buffer.from(CSV);
    const opened = await tenant.admin.post(`${path}/uploads`, { contentType });
    await fetch(opened.body.uploadUrl, {
      method: "PUT",
      headers: { "content-type": contentType },
      body: new Uint8Array(bytes),
    });
    await stack().settled();
    const done = (await tenant.admin.get(`/v1/bank-uploads/${opened.body.id}`)).body;
    expect(done).toMatchObject({ state: "stored", result: { received: 3, rejected: [{ code: "ambiguous" }] } });
    expect(await rows()).toHaveLength(2);
  }
  const { items } = (await tenant.admin.get("/v1/bank-rejections")).body;
  expect(items).toMatchObject([
    { code: "ambiguous", detail: expect.stringMatching(/^Row 4: 05\/11\/2026 may be two days/) },
  ]);
});

test("a table in GB18030 is read by the connection's mapping when the bank pushes it", async () => {
  const { tenant, bank, path, trying, rows } = await linked();
  const tried = (await trying(GB18030)).body;
  expect(tried.lines).toMatchObject([{ amountMinor: 1_250, direction: "credit", remittance: "货款" }]);
  expect((await bank.send(CSV, "text/csv")).body).toMatchObject({
    code: "invalid",
    detail: expect.stringMatching(/try-statement/),
  });
  await tenant.admin.patch(path, { statementMapping: tried.mapping });
  expect((await bank.send(CSV, "text/csv")).body).toMatchObject({
    received: 3,
    stored: 2,
    rejected: [{ code: "ambiguous" }],
  });
  expect(await rows()).toHaveLength(2);
});

test("a trial says what is wrong with its mapping, its file and its headers", async () => {
  const { trying } = await linked();
  const noMoney = await trying(CSV, "text/csv", { mapping: { columns: { bookedOn: "交易日期" } } });
  expect([noMoney.status, noMoney.body.errors]).toMatchObject([422, [{ path: "mapping.columns.amount" }]]);
  expect((await trying("a,b\n1,2")).body).toMatchObject({ status: 422, errors: [{ path: "mapping" }] });
  expect((await trying("no workbook", XLSX)).body).toMatchObject({ status: 400, code: "malformed_request" });
});
