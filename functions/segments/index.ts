import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { audience, segment, segmentMember, segmentMembership, segmentWork } from "./table.ts";

/** People who are reached together: by a rule over what they are and did, by a list, or by whom they are like. */
export const segments = {
  name: "segments",
  seldom: true,
  routes,
  entities: [segment, segmentMember, segmentMembership, audience, segmentWork],
  emits,
  handles,
  further: [segmentMember, segmentMembership],
  schedules: [
    { name: "audiences", rateMinutes: 1, file: "audiences.ts" },
    { name: "segmentWork", rateMinutes: 1, file: "sweep.ts" },
  ],
  grants: { manager: ["segments.*"], marketing: ["segments.*"], sales: ["segments.read"] },
};
