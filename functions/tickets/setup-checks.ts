import { Fault, type InputError } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import type { Caller } from "../../shared/http/route.ts";
import { errorsOf } from "./ruled.ts";

type Times = {
  firstResponseMinutes?: number | null;
  resolveMinutes?: number | null;
  warnBeforeMinutes?: number | null;
};
type Rule = { when?: Filter | null | undefined };

/** What is wrong with the times of an SLA policy. */
function timesErrors({ firstResponseMinutes, resolveMinutes, warnBeforeMinutes }: Times): InputError[] {
  const longest = Math.max(firstResponseMinutes ?? 0, resolveMinutes ?? 0);
  if (longest === 0) {
    const message = "Give resolveMinutes, firstResponseMinutes or both.";
    return [{ path: "resolveMinutes", code: "required", message }];
  }
  if ((warnBeforeMinutes ?? 0) < longest) return [];
  const message = `warnBeforeMinutes must be less than ${longest}.`;
  return [{ path: "warnBeforeMinutes", code: "invalid", message }];
}

/** Refuses a rule that no ticket could be asked, and times of which none is named or that are over before they begin. */
export function checkRule({ tenant }: Caller, rule: Rule & Times, isTimed: boolean): void {
  const errors = [...(rule.when ? errorsOf(tenant, rule.when) : []), ...(isTimed ? timesErrors(rule) : [])];
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}
