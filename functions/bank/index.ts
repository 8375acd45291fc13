import { routes } from "./routes.ts";
import {
  bankConnection,
  bankDayLine,
  bankRejection,
  bankStatement,
  bankTransaction,
  bankUpload,
  toldMarker,
  undecidedWatch,
  untoldWatch,
} from "./table.ts";

/** Bank connections, the signed webhook, statement files, and the bank lines they bring. */
export const bank = {
  name: "bank",
  routes,
  entities: [
    bankConnection,
    bankTransaction,
    bankUpload,
    bankRejection,
    bankStatement,
    bankDayLine,
    toldMarker,
    undecidedWatch.entity,
    untoldWatch.entity,
  ],
  further: [bankUpload, bankStatement],
  schedules: [{ name: "continuity", rateMinutes: 5, file: "sweep.ts" }],
  grants: { manager: ["bank.read"], sales: ["bank.read"], finance: ["bank.*"] },
};
