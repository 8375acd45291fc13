import { routes } from "./routes.ts";
import { importMapping, job, jobItem } from "./table.ts";

/** Work on many records: batch, import, export, and handing over what somebody owned. */
export const jobs = {
  name: "jobs",
  routes,
  entities: [job, jobItem, importMapping],
  further: [job],
  schedules: [{ name: "lostJobs", rateMinutes: 5, file: "sweep.ts" }],
  grants: {
    ...{ everybody: ["jobs.read"], manager: ["jobs.write"], sales: ["jobs.write"], marketing: ["jobs.write"] },
    finance: ["jobs.write"],
  },
};
