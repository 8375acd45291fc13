import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";

/** What cash is expected, and how old what is open is. */
export const cash = { name: "cash", routes, entities: [], emits, handles };
