import * as z from "zod";
import { route } from "../../shared/http/route.ts";
import { currency, idOf } from "../../shared/schema.ts";
import { attainmentOf } from "./attained.ts";
import { Attainment, MEASURES, period, TARGETS } from "./schema.ts";

const Query = z.strictObject({
  period: period.describe("A year, quarter or month: 2026, 2026-Q4, 2026-11."),
  measure: z.enum(MEASURES).describe("What is counted."),
  departmentId: idOf("dep").optional().describe("This department with all below it alone."),
  by: z.enum(TARGETS).optional().describe("Only what is told of people, departments, partners or product types."),
  currency: currency.optional().describe("Of the amounts; the tenant's, unless told otherwise."),
});

export const attainmentRoute = route({
  method: "GET",
  path: "/v1/attainment",
  permission: "quotas.read",
  summary:
    "What was attained in a period by people, departments (with all below them), partners and product types, against their quotas, within what the caller sees.",
  query: Query,
  reply: Attainment,
  example: { query: { period: "2026-Q4", measure: "signed" } },
  run: (call) => attainmentOf(call, call.query),
});
