import { routes } from "./routes.ts";
import { contact } from "./table.ts";

/** The people at customer companies. */
export const contacts = {
  name: "contacts",
  routes,
  entities: [contact],
  grants: {
    manager: ["contacts.*"],
    sales: ["contacts.*"],
    marketing: ["contacts.*"],
    service: ["contacts.*"],
    finance: ["contacts.read"],
  },
};
