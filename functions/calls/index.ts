import { routes } from "./routes.ts";
import { callConnection, callList, callListEntry, phoneCall } from "./table.ts";

/** Calls and conversations: what contact centres tell of them, who is calling, and who is to be called. */
export const calls = {
  name: "calls",
  routes,
  entities: [callConnection, phoneCall, callList, callListEntry],
  grants: {
    everybody: ["calls.read"],
    manager: ["dialling.*", "telephony.read"],
    sales: ["dialling.read", "dialling.call"],
    service: ["dialling.read", "dialling.call"],
    marketing: ["dialling.*"],
  },
};
