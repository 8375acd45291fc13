import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { converted, rateOn } from "../../shared/rates.ts";
import { costCentreOn } from "../budgets/rules.ts";
import { financeChart } from "../budgets/table.ts";
import { type ExpenseRow, expensePolicy } from "./table.ts";

type Line = ExpenseRow["lines"][number];
type Priced = Pick<ExpenseRow, "lines" | "on" | "currency" | "amountMinor" | "taxMinor" | "netMinor">;

const sumOf = (lines: readonly Line[], field: "baseMinor" | "baseTaxMinor"): number =>
  lines.reduce((sum, line) => sum + line[field], 0);

/** The lines of an expense at the rates of their days and on their cost centres, and what they come to. */
export async function priced(call: Caller, { lines, departmentId }: ExpenseRow): Promise<Priced> {
  const { table, tenant } = call;
  const [{ categories, rates }, { costCentres }] = await Promise.all([
    table.find(expensePolicy.entity, expensePolicy.rowId()).then(expensePolicy.saidBy),
    table.find(financeChart.entity, financeChart.rowId()).then(financeChart.saidBy),
  ]);
  const errors: InputError[] = [];
  const wrong = (path: string, message: string): void => {
    errors.push({ path, code: "invalid", message });
  };
  const whole = lines.map((line, n): Line => {
    const { on, category, note, amountMinor, taxMinor, currency = tenant.currency } = line;
    if (!categories.includes(category)) {
      wrong(`lines.${n}.category`, `category must be one of ${categories.join(", ")}; the expense policy names them.`);
    }
    const isOwn = currency === tenant.currency;
    const rate = isOwn ? undefined : rateOn(rates, currency, on);
    if (!isOwn && !rate) {
      wrong(`lines.${n}.currency`, `The expense policy has no rate of ${currency} on ${on}; add one first.`);
    }
    const base = (minor: number): number => (rate ? converted(minor, currency, tenant.currency, rate) : minor);
    const costCentre = costCentreOn(costCentres, tenant.departmentParents, departmentId, on);
    return {
      ...{ on, category, amountMinor, currency, baseMinor: base(amountMinor), baseTaxMinor: base(taxMinor ?? 0) },
      ...(note && { note }),
      ...(taxMinor !== undefined && { taxMinor }),
      ...(rate && { rate }),
      ...(costCentre && { costCentre }),
    };
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  const [amountMinor, taxMinor] = [sumOf(whole, "baseMinor"), sumOf(whole, "baseTaxMinor")];
  const [on = ""] = whole.map((line) => line.on).sort();
  return { lines: whole, on, currency: tenant.currency, amountMinor, taxMinor, netMinor: amountMinor - taxMinor };
}
