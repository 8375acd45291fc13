import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { keyRoutes } from "../users/key-routes.ts";
import { partnerNoun } from "./noun.ts";
import { peopleRoutes } from "./people.ts";
import { TermsChange } from "./schema.ts";
import { partner, partnerProgramme, termsChange } from "./table.ts";

const termsRoute = childRoute({
  parent: partner,
  child: termsChange,
  path: `${partnerNoun.path}/{id}/terms`,
  permission: "partners.read",
  summary: "What was agreed with a partner and from which day on: tier, rate, territories, contract; the newest first.",
  view: TermsChange,
  at: { partition: (partnerId) => ({ partnerId }), begins: "terms#" },
  order: "newest",
});

export const routes: Route[] = [
  ...crud(partnerNoun),
  ...keyRoutes(partner, partnerNoun.path, "partners"),
  ...peopleRoutes,
  termsRoute,
  ...settingRoutes(partnerProgramme),
];
