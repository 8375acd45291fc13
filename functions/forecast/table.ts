import { entity, timeKey } from "../../shared/table/entity.ts";
import { ForecastClock, ForecastDay, ForecastOverride, ForecastSnapshot } from "./schema.ts";

export const forecastOverride = entity({
  noun: "forecastOverride",
  plural: "forecast overrides",
  prefix: "fco",
  schema: ForecastOverride,
  key: (row) => ({ pk: `forecast#${row.period}`, sk: `override#${timeKey(String(row.createdAt))}#${row.id}` }),
});

export const forecastSnapshot = entity({
  noun: "forecastSnapshot",
  plural: "forecast snapshots",
  prefix: "fcs",
  schema: ForecastSnapshot,
  scoped: false,
  audited: false,
});

export const forecastDay = entity({
  noun: "forecastDay",
  plural: "days with a forecast snapshot",
  prefix: "fcd",
  schema: ForecastDay,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: "forecast-days", sk: `day#${row.on}` }),
});

export const forecastClock = entity({
  noun: "forecastClock",
  plural: "forecast clocks",
  prefix: "fcl",
  schema: ForecastClock,
  scoped: false,
  audited: false,
  due: { work: "forecast", shards: 2, at: (row) => row.dueAt, answers: "the tenants whose day of forecasts is over" },
});
export const FORECAST_CLOCK_ID = "fcl_tenant";
