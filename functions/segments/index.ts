import { routes } from "./routes.ts";
import { segment, segmentMember } from "./table.ts";

/** People who are reached together: by a rule over what they are, or by a list. */
export const segments = {
  name: "segments",
  seldom: true,
  routes,
  entities: [segment, segmentMember],
  grants: { manager: ["segments.*"], marketing: ["segments.*"], sales: ["segments.read"] },
};
