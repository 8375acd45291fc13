import { Fault } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import type { TableFormat } from "../../shared/tabular/types.ts";
import { CALL_LIMITS } from "./intake/line.ts";
import { readingOptions } from "./options.ts";
import { TABLE_TYPES, TRIED_ROWS_MAX, TryStatementInput, TryStatementView } from "./statement-schema.ts";
import { bankConnection } from "./table.ts";

/** A table of six megabytes, base64, and what stands around it. */
const BODY_BYTES_MAX = 8_500_000;

const EXAMPLE = [
  "招商银行交易明细,,,,,",
  "交易日期,借方发生额,贷方发生额,余额,对方户名,摘要",
  '2026-11-20,,"1,185.80","11,185.80",上海某某科技有限公司,合同 HT-2026-0117 首付款',
  '2026-11-21,50.00,,"11,135.80",,账户管理费',
].join("\n");

/** Shows what of a table would become of a connection's lines, before a mapping is saved and before anything is stored. */
export const tryStatement: Route = route({
  method: "POST",
  path: "/v1/bank-connections/{id}/try-statement",
  permission: "bank.write",
  summary:
    "Reads a statement that is a table, with a mapping or one that is proposed, and shows what it would bring. Nothing is stored.",
  body: TryStatementInput,
  bodyBytesMax: BODY_BYTES_MAX,
  reply: TryStatementView,
  example: {
    params: { id: "{id}" },
    body: { contentType: "text/csv", content: Buffer.from(EXAMPLE).toString("base64") },
  },
  run: async (call) => {
    const connection = await load(call, bankConnection);
    const format: TableFormat = call.body.contentType === TABLE_TYPES[0] ? "csv" : "xlsx";
    const bytes = Buffer.from(call.body.content, "base64");
    const { proposedMapping, readStatementTable } = await import("./intake/table/read.ts");
    const saved = call.body.mapping ?? connection.statementMapping;
    const mapping = saved ?? (await proposedMapping(format, bytes));
    if (!mapping) {
      const detail = "The table has no row of headers with a day and money that banks usually write; send a mapping.";
      throw new Fault("invalid", detail, { errors: [{ path: "mapping", code: "required", message: detail }] });
    }
    const options = { ...(await readingOptions(call.table, connection, CALL_LIMITS)), mapping };
    const { received, lines, rejected, leftOut, statements } = await readStatementTable(format, bytes, options);
    return {
      mapping,
      from: call.body.mapping ? "call" : saved ? "connection" : "proposed",
      received,
      lines: lines.slice(0, TRIED_ROWS_MAX).map(({ line }) => line),
      rejected: rejected.slice(0, TRIED_ROWS_MAX).map(({ index, code, detail }) => ({ index, code, detail })),
      leftOut: leftOut.slice(0, TRIED_ROWS_MAX),
      openingMinor: statements?.[0]?.opening?.amountMinor,
      closingMinor: statements?.[0]?.closing?.amountMinor,
    };
  },
});
