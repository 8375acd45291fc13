import { notFound } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { keyRoutes } from "../users/key-routes.ts";
import { partnerNoun } from "./noun.ts";
import { peopleRoutes } from "./people.ts";
import { TermsChange } from "./schema.ts";
import { partner, partnerProgramme, registrationPolicy, termsChange } from "./table.ts";

const termsRoute = childRoute({
  parent: partner,
  child: termsChange,
  path: `${partnerNoun.path}/{id}/terms`,
  permission: "self",
  summary:
    "What was agreed with a partner and from which day on: tier, rate, territories, contract; the newest first. A partner's people read their own.",
  view: TermsChange,
  at: { partition: (partnerId) => ({ partnerId }), begins: "terms#" },
  order: "newest",
});

/** A partner's people read the own terms, whoever else reads partners those of all. */
const ownTermsRoute: Route = {
  ...termsRoute,
  run: async (call) => {
    const { actor, access, params } = call;
    if (actor.kind !== "partner") access.need("partners.read");
    else if (actor.principalId !== params.id) throw notFound(partner.noun, params.id ?? "");
    return termsRoute.run(call);
  },
};

export const routes: Route[] = [
  ...crud(partnerNoun),
  ...keyRoutes(partner, partnerNoun.path, "partners"),
  ...peopleRoutes,
  ownTermsRoute,
  ...settingRoutes(partnerProgramme),
  ...settingRoutes(registrationPolicy),
];
