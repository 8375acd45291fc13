import { routes } from "./routes.ts";
import { segment, segmentMember } from "./table.ts";

/** People who are reached together: by a rule over what they are, or by a list. */
export const segments = {
  name: "segments",
  routes,
  entities: [segment, segmentMember],
  further: [segmentMember],
  grants: { manager: ["segments.*"], marketing: ["segments.*"], sales: ["segments.read"] },
};
