import type { Caller } from "../../shared/http/route.ts";
import type { Facts } from "./engine/eligible.ts";
import { ineligible } from "./engine/eligible.ts";
import type { Rule } from "./engine/types.ts";
import { type CouponRow, couponProblem, couponRule, type TemplateRow } from "./offer-rules.ts";
import { dayProblem } from "./rules.ts";
import { countIdOf, coupon, couponCount, couponTemplate } from "./table.ts";
import type { Why } from "./words.ts";

/** A code that somebody has given: what it stands for, or why it cannot be used. `row` is the coupon, where it has a code of its own. */
export type Resolved = { code: string } & ({ why: Why } | { rule: Rule; template: TemplateRow; row?: CouponRow });

type Tables = Pick<Caller, "table">;

export async function countOf({ table }: Tables, ...ids: readonly string[]): Promise<number> {
  return (await table.find(couponCount, countIdOf(...ids)))?.count ?? 0;
}

async function own(call: Tables, code: string, id: string, facts: Facts): Promise<Resolved> {
  const row = await call.table.get(coupon, id);
  const template = await call.table.get(couponTemplate, row.templateId);
  const why = couponProblem(row, template, facts) ?? ineligible(template, facts);
  if (why) return { code, why };
  const { groupBuy } = template;
  const isComplete = groupBuy !== undefined && (await countOf(call, row.groupId ?? row.id)) >= groupBuy.size;
  return { code, row, template, rule: couponRule(row.id, row.code, template, isComplete) };
}

async function shared(call: Tables, code: string, id: string, facts: Facts): Promise<Resolved> {
  const template = await call.table.get(couponTemplate, id);
  const { accountId } = facts;
  if (template.archived) return { code, why: "void" };
  if (accountId === undefined) return { code, why: "no_account" };
  const days = { validFrom: template.usableFrom, validUntil: template.usableUntil };
  const why = dayProblem(days, facts.on) ?? ineligible(template, facts);
  if (why) return { code, why };
  const [all, mine] = await Promise.all([countOf(call, id), countOf(call, id, accountId)]);
  if (template.totalMax !== undefined && all >= template.totalMax) return { code, why: "used_up" };
  if (mine >= template.perAccountMax) return { code, why: "limit_per_account" };
  return { code, template, rule: couponRule(template.id, template.code ?? code, template, false) };
}

/** What codes stand for, for a buyer at an instant. Capitals make no difference. */
export async function resolved(call: Tables, codes: readonly string[], facts: Facts): Promise<Resolved[]> {
  const folded = codes.map((code) => code.trim().toUpperCase());
  return Promise.all(
    folded.map(async (key, n): Promise<Resolved> => {
      const code = codes[n] as string;
      if (folded.indexOf(key) !== n) return { code, why: "twice" };
      const id = await call.table.idOfUnique(coupon, "code", key);
      if (id) return own(call, code, id, facts);
      const templateId = await call.table.idOfUnique(couponTemplate, "code", key);
      return templateId ? shared(call, code, templateId, facts) : { code, why: "unknown_coupon" };
    }),
  );
}
