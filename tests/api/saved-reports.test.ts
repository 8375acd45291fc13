import { beforeAll, expect, test } from "@jest/globals";
import { XMLValidator } from "fast-xml-parser";
import { owedCompany } from "../support/report-owed.ts";
import { useStack } from "../support/stack.ts";
import { made, unlike } from "../support/tenant.ts";

const stack = useStack();
let company: Awaited<ReturnType<typeof owedCompany>>;

beforeAll(async () => {
  company = await owedCompany(stack());
});

const OWED = { facts: "receivables", measures: ["openMinor", "receivables"], dimensions: [] };

test("a saved report is private, shared with those who are named, and tells everybody their own figures", async () => {
  const { admin, rep, chief } = company;
  const saved = await made(admin, "/v1/saved-reports", { name: "未清", query: OWED });
  const path = `/v1/saved-reports/${saved.id}`;
  expect([(await rep.api.get(path)).status, (await rep.api.get(`${path}/run`)).status]).toEqual([404, 404]);
  await admin.patch(path, { sharedWith: { userIds: [rep.id] } });
  expect([(await rep.api.get(path)).status, (await chief.api.get(path)).status]).toEqual([200, 404]);
  expect((await rep.api.patch(path, { name: "我的" })).status).toBe(403);
  const [all, own] = await Promise.all([admin.get(`${path}/run`), rep.api.get(`${path}/run`)]);
  expect([all.body.totals, own.body.totals]).toEqual([
    { openMinor: 130_07, receivables: 3 },
    { openMinor: 100_07, receivables: 2 },
  ]);
  await admin.patch(path, { sharedWith: { roles: ["manager"] } });
  expect((await chief.api.get("/v1/saved-reports")).body.items.map(({ id }: { id: string }) => id)).toEqual([saved.id]);
  expect((await rep.api.get("/v1/saved-reports")).body.items).toEqual([]);
  await admin.post(`${path}/archive`);
  expect((await chief.api.get("/v1/saved-reports")).body.items).toEqual([]);
});

test("what a report is told otherwise is kept, and a call may tell it otherwise again", async () => {
  const { admin } = company;
  const { id } = await made(admin, "/v1/saved-reports", {
    name: "十二月到期",
    report: "openReceivables",
    parameters: { from: "2026-12-01", to: "2026-12-31", dimensions: "accountId" },
  });
  const kept = await admin.get(`/v1/saved-reports/${id}/run`);
  expect([kept.body.totals.openMinor, kept.body.columns[0].key]).toEqual([7, "accountId"]);
  const other = await admin.get(`/v1/saved-reports/${id}/run?period=all`);
  expect([other.body.totals.openMinor, other.body.period]).toEqual([130_07, undefined]);
});

test("what cannot be asked is refused with the field that is wrong", async () => {
  const { admin } = company;
  const wrong = async (path: string, body: object) => {
    const reply = await admin.post(path, body);
    return [reply.status, reply.body.errors?.[0]?.path];
  };
  const save = (body: object) => wrong("/v1/saved-reports", { name: "x", ...body });
  expect(await save({})).toEqual([422, "report"]);
  expect(await save({ report: "openReceivables", query: OWED })).toEqual([422, "query"]);
  expect(await save({ report: "nothing" })).toEqual([422, "report"]);
  expect(await save({ query: { ...OWED, measures: ["nothing"] } })).toEqual([422, "query.measures.0"]);
  expect(await save({ report: "openReceivables", parameters: { from: "2026-01-01" } })).toEqual([422, "parameters.to"]);
  const five = "dueOn.day,dueOn.month,dueOn.week,dueOn.year,accountId";
  expect(await save({ report: "openReceivables", parameters: { dimensions: five } })).toEqual([
    422,
    "parameters.dimensions",
  ]);
  expect(await save({ query: OWED, sharedWith: { userIds: [unlike(company.rep.id)] } })).toEqual([
    422,
    "sharedWith.userIds.0",
  ]);
  const board = (...tiles: object[]) => wrong("/v1/dashboards", { name: "x", tiles });
  expect(await board({ query: OWED }, {})).toEqual([422, "tiles.1"]);
  expect(await board({ savedReportId: "svr_0000000000NONE000001" })).toEqual([422, "tiles.0.savedReportId"]);
  expect(await board({ query: OWED, target: { measure: "amountMinor", value: 5 } })).toEqual([
    422,
    "tiles.0.target.measure",
  ]);
  const ask = await admin.get(`/v1/reports/openReceivables/run?dimensions=${five}`);
  expect([ask.status, ask.body.errors[0].path]).toEqual([422, "dimensions"]);
});

test("a dashboard tells what each tile tells, with targets and alerts, and one that fails says why", async () => {
  const { admin, chief } = company;
  const saved = await made(admin, "/v1/saved-reports", { name: "私有", query: OWED });
  const compared = { ...OWED, period: { from: "2026-11-01", to: "2026-11-30" } };
  const tiles = [
    { query: OWED, title: "未清", target: { measure: "openMinor", value: 200_14 } },
    { savedReportId: saved.id },
    { query: compared, compare: "previousYear", threshold: { measure: "receivables", op: "gte", value: 1 } },
    { report: "openReceivables", threshold: { measure: "openMinor", op: "lt", value: 5 } },
  ];
  const { id } = await made(admin, "/v1/dashboards", { name: "看板", tiles, sharedWith: { everybody: true } });
  const [whole, part] = await Promise.all([
    admin.get(`/v1/dashboards/${id}/data`),
    chief.api.get(`/v1/dashboards/${id}/data?language=zh-CN`),
  ]);
  expect([whole.status, whole.body.name, whole.body.tiles.length]).toEqual([200, "看板", 4]);
  const [first, second, third, fourth] = whole.body.tiles;
  expect(first).toMatchObject({
    ...{ title: { "zh-CN": "未清", en: "未清" }, chart: "number" },
    target: { measure: "openMinor", value: 200_14, figure: 130_07, reachedBasisPoints: 6_499 },
  });
  expect([second.title.en, second.answer.totals.receivables]).toEqual(["私有", 3]);
  expect(third.answer.totals).toMatchObject({ receivables: 1, "receivables.before": 1, "openMinor.change": 70_00 });
  expect([third.alert.isRaised, fourth.alert.isRaised]).toEqual([true, false]);
  expect(fourth.title).toEqual({ "zh-CN": "未清应收", en: "Open receivables" });
  expect(whole.body.asOf).toBe(
    whole.body.tiles.map(({ answer }: { answer: { asOf: string } }) => answer.asOf).sort()[0],
  );
  // The maker's own saved report is nobody else's: its tile says so, and the others stand.
  const counts = part.body.tiles.map(
    ({ answer }: { answer?: { totals: Record<string, number> } }) => answer?.totals.receivables,
  );
  expect(counts.slice(0, 3)).toEqual([2, undefined, 1]);
  expect(part.body.tiles[1].problem).toMatchObject({ status: 404, code: "not_found" });
  expect(part.body.tiles[1].problem.detail).toMatch(/[\u4e00-\u9fff]/);
  await admin.post(`/v1/dashboards/${id}/archive`);
  expect((await admin.get("/v1/dashboards")).body.items).toEqual([]);
});

test("whoever may read nothing of a tile's facts is told so by the tile", async () => {
  const { admin, person } = company;
  const tiles = [{ report: "openReceivables" }];
  const { id } = await made(admin, "/v1/dashboards", { name: "市场", tiles, sharedWith: { everybody: true } });
  const marketing = await person({ roles: ["marketing"] });
  const { body } = await marketing.api.get(`/v1/dashboards/${id}/data`);
  expect(body.tiles[0].problem).toMatchObject({ status: 403, code: "forbidden" });
  expect(body.tiles[0].answer).toBeUndefined();
});

test("a report is drawn as svg and png, in both languages and on either ground", async () => {
  const { admin } = company;
  const ask = (query: string) => admin.get(`/v1/reports/openReceivables/run?${query}`);
  const chinese = await ask("format=svg");
  expect([chinese.status, chinese.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  expect(XMLValidator.validate(chinese.body)).toBe(true);
  expect(chinese.body).toContain("未清应收");
  expect((await ask("format=svg&language=en&theme=dark")).body).toMatch(/fill="#1b212a".*Open receivables/s);
  const png = await ask("format=png&widthPx=300");
  expect([png.status, png.headers.get("content-type")]).toEqual([200, "image/png"]);
  const table = await ask("format=png&chart=table");
  expect([table.status, table.body.errors[0].path]).toEqual([422, "chart"]);
});
