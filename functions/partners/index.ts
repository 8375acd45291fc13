import { routes } from "./routes.ts";
import { partner, partnerProgramme, registrationPolicy, termsChange } from "./table.ts";

/** Resellers and agents, and what is agreed with them. */
export const partners = {
  name: "partners",
  routes,
  entities: [partner, termsChange, partnerProgramme.entity, registrationPolicy.entity],
  grants: { everybody: ["partners.read"] },
};
