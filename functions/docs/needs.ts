import type { Needs } from "../../shared/contract/demo.ts";

/** The states in which the examples of actions find their records. */
export const NEEDS: Needs = {
  "POST /v1/orders/{id}/amend": { after: ["POST /v1/orders/{id}/sign"] },
  "POST /v1/receivables/{id}/archive": { after: ["POST /v1/receivables/{id}/write-off"] },
  "POST /v1/receivables/{id}/reopen": { after: ["POST /v1/receivables/{id}/write-off"] },
  "POST /v1/bank-transactions/{id}/claim": { where: "state=claimable" },
  "POST /v1/bank-transactions/{id}/lock": { where: "state=claimable" },
  "POST /v1/bank-transactions/{id}/unlock": { where: "state=claimable" },
  "POST /v1/bank-transactions/{id}/undo": { where: "state=applied" },
};
