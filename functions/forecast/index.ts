import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { forecastClock, forecastDay, forecastOverride, forecastSnapshot } from "./table.ts";

/** What is expected to be won, what people say of it, and how sales go through their stages. */
export const forecast = {
  name: "forecast",
  routes,
  entities: [forecastOverride, forecastSnapshot, forecastDay, forecastClock],
  emits,
  handles,
  schedules: [{ name: "forecastSnapshots", rateMinutes: 5, file: "snapshot.ts" }],
  grants: { manager: ["forecast.*"], sales: ["forecast.read"], finance: ["forecast.read"] },
};
