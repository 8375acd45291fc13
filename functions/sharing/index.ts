import { routes } from "./routes.ts";
import { sharingRule } from "./table.ts";

/** Records that are shared with people beyond their scopes. */
export const sharing = { name: "sharing", seldom: true, routes, entities: [sharingRule] };
