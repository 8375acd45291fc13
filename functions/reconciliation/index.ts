import { emits, handles } from "./events.ts";
import { paymentMark } from "./marks.ts";
import { routes } from "./routes.ts";
import { signal } from "./signals.ts";
import { numberingStyle } from "./styles.ts";
import { adviceMapping, deduction, prepayment, reconciliationPolicy, remittanceAdvice } from "./table.ts";

/** Cash application: decides what a receipt pays, applies it, lets people claim and undo. */
export const reconciliation = {
  name: "reconciliation",
  routes,
  entities: [
    reconciliationPolicy.entity,
    prepayment,
    deduction,
    remittanceAdvice,
    adviceMapping,
    signal,
    numberingStyle,
    paymentMark,
  ],
  emits,
  handles,
  schedules: [{ name: "undecided", rateMinutes: 5, file: "sweep.ts" }],
  grants: {
    manager: ["reconciliation.read", "reconciliation.claim"],
    sales: ["reconciliation.read", "reconciliation.claim"],
    finance: ["reconciliation.*"],
  },
};
