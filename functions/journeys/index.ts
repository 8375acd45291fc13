import { emits, handles, watches } from "./events.ts";
import { routes } from "./routes.ts";
import { enrolment, journey, journeyPlace, journeyRound, journeySlot, journeyVersion } from "./table.ts";

/** What is done with people step by step: each step once for each of them, and only while its condition holds. */
export const journeys = {
  name: "journeys",
  seldom: true,
  routes,
  entities: [journey, journeyVersion, enrolment, journeyPlace, journeyRound, journeySlot],
  emits,
  handles,
  watches,
  schedules: [
    { name: "journeySteps", rateMinutes: 1, file: "go-on.ts" },
    { name: "journeyRounds", rateMinutes: 1, file: "round.ts" },
  ],
  grants: { manager: ["journeys.*"], marketing: ["journeys.*"], sales: ["journeys.read"] },
};
