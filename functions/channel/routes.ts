import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { registrationActions } from "./actions.ts";
import { dealRegistrationNoun } from "./noun.ts";
import { partnerOrderActions } from "./ordering-actions.ts";
import { partnerOrderNoun } from "./ordering-noun.ts";
import { priceList } from "./price-list.ts";
import { referenceActions, referenceCaseNoun } from "./references.ts";
import { summary } from "./summary.ts";
import { referenceProgramme } from "./table.ts";

const TRIES_MAX = 10;

/** Who finds that another has come first while they submitted, submits anew: into the conflict queue, or is told of it. */
const contended = (route: Route): Route =>
  route.path.endsWith("/submit")
    ? { ...route, run: (call) => anew(TRIES_MAX, () => route.run(call), isOvertaken) }
    : route;

export const routes: Route[] = [
  ...crud(dealRegistrationNoun),
  ...actionRoutes(dealRegistrationNoun, registrationActions).map(contended),
  ...crud(partnerOrderNoun),
  ...actionRoutes(partnerOrderNoun, partnerOrderActions).map(contended),
  ...crud(referenceCaseNoun),
  ...actionRoutes(referenceCaseNoun, referenceActions),
  ...settingRoutes(referenceProgramme),
  summary,
  priceList,
];
