import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { belowProject } from "../projects/view.ts";
import { capacityRoute } from "./capacity.ts";
import { projectCostNoun, timeEntryNoun } from "./noun.ts";
import { profitRoutes } from "./profit.ts";
import { ProjectCostInput, TimeEntryInput } from "./schema.ts";
import { capacity, costRates, projectCost, timeEntry } from "./table.ts";

export const routes: Route[] = [
  ...crud(timeEntryNoun),
  ...belowProject(timeEntryNoun, timeEntry, {
    ...{ path: "time-entries", begins: "tim#", body: TimeEntryInput.omit({ projectId: true }) },
    example: { on: "2027-01-12", minutes: 90, note: "周例会" },
  }),
  ...crud(projectCostNoun),
  ...belowProject(projectCostNoun, projectCost, {
    ...{ path: "costs", begins: "pco#", body: ProjectCostInput.omit({ projectId: true }) },
    example: { on: "2027-01-15", kind: "差旅", amountMinor: 64_000 },
  }),
  ...settingRoutes(costRates),
  ...settingRoutes(capacity),
  capacityRoute,
  ...profitRoutes,
];
