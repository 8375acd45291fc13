import { inForce } from "../../shared/records/inforce.ts";
import { splitRule } from "./table.ts";

/** The tenant's active split rules; `ruleFor` chooses among them. */
export const splitRulesInForce = inForce(splitRule);
