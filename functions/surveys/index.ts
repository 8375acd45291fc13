import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { survey, surveyEntry, surveyPolicy, surveyTurn } from "./table.ts";

/** How satisfied customers are once something was done for them: what they are asked, by whose address, and what they say. */
export const surveys = {
  name: "surveys",
  seldom: true,
  routes,
  entities: [survey, surveyEntry, surveyTurn, surveyPolicy.entity],
  emits,
  handles,
  grants: {
    manager: ["surveys.*"],
    service: ["surveys.*"],
    sales: ["surveys.read"],
  },
};
