import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { quote, quoteRevision } from "./table.ts";

/** What customers are offered. */
export const quotes = {
  name: "quotes",
  routes,
  entities: [quote, quoteRevision],
  emits,
  handles,
  schedules: [{ name: "quoteExpiry", rateMinutes: 5, file: "expire.ts" }],
  grants: { manager: ["quotes.*"], sales: ["quotes.*"], finance: ["quotes.read"] },
};
