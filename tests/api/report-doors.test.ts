import { expect, test } from "@jest/globals";
import { inChinese } from "../../shared/words/chinese.ts";
import type { ApiReply } from "../support/api.ts";
import { invoice, owedCompany } from "../support/report-owed.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack();

const ASK = { facts: "receivables", measures: ["openMinor"] };
const TOO_WIDE = { from: "1999-01-01", to: "2026-01-01" };
const CURSOR = "Zm9yZ2Vk.c2lnbmVk";
const DAILY = { at: "08:00", days: "daily" };

/** Three English words one after the other: a sentence that nobody has put into the caller's language. */
const ENGLISH = /[a-z]{2,} [a-z]{2,} [a-z]{2,}/;

test("whatever is asked wrongly, at whichever door of reports, is refused with what to change, in both languages", async () => {
  const { admin, east, person } = await owedCompany(stack());
  const reader = await person({ roles: ["admin"] });
  await made(admin, "/v1/receivables", invoice(east.id, "USD-1", { currency: "USD" }));
  await stack().settled();
  const { id: saved } = await made(admin, "/v1/saved-reports", { name: "应收", query: ASK });
  const tiles = (...asked: object[]) => ({ name: "看板", tiles: asked });
  const { id: board } = await made(admin, "/v1/dashboards", tiles({ query: ASK }));
  const told = { recipients: [reader.id], ...DAILY };
  const bound = { measure: "colour", op: "gt", value: 1 };
  const get = (path: string) => admin.get(path);
  const post = (path: string, body: object) => admin.post(path, body);
  const query = (more: object) => post("/v1/reports/query", { ...ASK, ...more });
  const rows = (more: object) => post("/v1/reports/query/rows", { ...ASK, cell: { currency: "CNY" }, ...more });
  const save = (more: object) => post("/v1/saved-reports", { name: "存", query: { ...ASK, ...more } });
  const pin = (more: object) => post("/v1/dashboards", tiles({ query: { ...ASK, ...more } }));
  const subscribe = (more: object) => post("/v1/report-subscriptions", { ...told, ...more });
  const wide = `from=${TOO_WIDE.from}&to=${TOO_WIDE.to}`;
  const cases: [door: string, code: string, path: string, reply: Promise<ApiReply>][] = [
    ["query", "unknown_measure", "measures.0", query({ measures: ["colour"] })],
    ["query", "mixed_currencies", "measures", query({})],
    ["query", "too_wide", "period", query({ period: TOO_WIDE })],
    ["query", "no_rate", "convert", query({ convert: true })],
    ["query", "unknown_filter", "filter.field", query({ filter: { field: "colour", op: "eq", value: "red" } })],
    ["query", "invalid_value", "period.unit", query({ period: { last: 3, unit: "hour" } })],
    ["query", "invalid_type", "dimensions", query({ dimensions: "dueOn.month" })],
    ["query", "invalid", "on", query({ on: "accountId" })],
    ["query", "unknown_dimension", "dimensions.0", query({ dimensions: ["currency.colour"] })],
    ["query", "unknown_dimension", "dimensions.0", query({ dimensions: ["accountId.colour"] })],
    ["query", "invalid", "filter.op", query({ filter: { field: "accountId", op: "contains", value: "x" } })],
    ["query", "invalid", "filter.value", query({ filter: { field: "dueOn", op: "eq", value: "x" } })],
    ["query", "invalid", "filter.value", query({ filter: { field: "currency", op: "in", value: [] } })],
    ["query", "invalid", "filter.value", query({ filter: { field: "currency", op: "empty", value: "no" } })],
    ["query", "invalid", "filter.value.0", query({ filter: { field: "kind", op: "in", value: ["colour"] } })],
    ["query", "unknown_column", "sort", query({ dimensions: ["currency"], sort: "colour" })],
    ["run", "required", "period", get("/v1/reports/topDebtors/run?compare=previousYear")],
    ["list", "invalid_value", "class", get("/v1/reports?class=colours")],
    ["run", "required", "to", get("/v1/reports/topDebtors/run?from=2026-01-01")],
    ["run", "custom", "currency", get("/v1/reports/topDebtors/run?currency=RMB")],
    ["saved", "required", "report", post("/v1/saved-reports", { name: "空" })],
    ["subscription", "invalid", "cron", subscribe({ report: "topDebtors", cron: "0 8 * * *" })],
    ["rows", "unknown_measure", "measures.0", rows({ measures: ["colour"] })],
    ["rows", "mixed_currencies", "measures", rows({ cell: {} })],
    ["rows", "too_wide", "period", rows({ period: TOO_WIDE })],
    ["rows", "invalid_cursor", "", rows({ cursor: CURSOR })],
    ["run", "too_wide", "period", get(`/v1/reports/topDebtors/run?${wide}`)],
    ["run", "unknown_dimension", "dimensions.0", get("/v1/reports/topDebtors/run?dimensions=colour")],
    ["run", "not_found", "", get("/v1/reports/colours/run")],
    ["saved", "unknown_measure", "query.measures.0", save({ measures: ["colour"] })],
    ["saved", "too_wide", "query.period", save({ period: TOO_WIDE })],
    ["saved run", "too_wide", "period", get(`/v1/saved-reports/${saved}/run?${wide}`)],
    ["dashboard", "unknown_measure", "tiles.0.query.measures.0", pin({ measures: ["colour"] })],
    ["dashboard", "too_wide", "tiles.0.query.period", pin({ period: TOO_WIDE })],
    ["subscription", "unknown_reference", "report", subscribe({ report: "colours" })],
    ["subscription", "invalid", "only", subscribe({ report: "topDebtors", only: bound })],
    ["funnel", "invalid_cursor", "", get(`/v1/funnel/rows?stage=proposal&cursor=${CURSOR}`)],
    ["renewals", "invalid_cursor", "", get(`/v1/renewals/dues?period=2026-11&by=tier&cursor=${CURSOR}`)],
  ];
  for (const [door, code, path, reply] of cases) {
    const { status, body } = await reply;
    const [error] = body.errors ?? [];
    const said = [door, status >= 400 && status < 500, error?.code ?? body.code, error?.path ?? ""];
    const chinese = inChinese(error?.message ?? body.detail) ?? error?.message ?? body.detail;
    expect([...said, ENGLISH.test(chinese) ? chinese : ""]).toEqual([door, true, code, path, ""]);
  }
  const unasked = await query({ filter: { field: "openMinor", op: "gt", value: 5 } });
  expect(unasked.body.errors[0].message).toMatch(/no field openMinor to filter by; there are dueOn, .*currency\.$/);
  // A value of another kind is told so once.
  expect((await query({ dimensions: "dueOn.month" })).body.errors).toHaveLength(1);
  // What is kept is told in the tenant's currency, unless another is asked for.
  for (const path of ["/v1/reports/topDebtors/run?period=all", `/v1/saved-reports/${saved}/run`]) {
    expect((await get(path)).status).toBe(200);
  }
  expect((await get(`/v1/dashboards/${board}/data`)).body.tiles[0].problem).toBeUndefined();
});
