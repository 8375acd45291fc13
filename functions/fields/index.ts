import { backfill } from "../../shared/records/backfill.ts";
import { contribution } from "../../shared/records/rollups.ts";
import { emits, handles, watches } from "./events.ts";
import { routes } from "./routes.ts";
import { customField } from "./table.ts";

/** The fields that tenants give to the product's nouns: their definitions, and what is computed for records. */
export const fields = {
  name: "fields",
  routes,
  entities: [customField, backfill, contribution],
  emits,
  handles,
  watches,
  further: [backfill],
  schedules: [{ name: "backfill", rateMinutes: 1, file: "sweep.ts" }],
  grants: { everybody: ["fields.read"] },
};
