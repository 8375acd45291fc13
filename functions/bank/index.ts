import { routes } from "./routes.ts";
import {
  bankConnection,
  bankRejection,
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
    toldMarker,
    undecidedWatch.entity,
    untoldWatch.entity,
  ],
};
