import { routes } from "./routes.ts";
import { importMapping, job, jobItem } from "./table.ts";

/** Work on many records: batch, import, export, and handing over what somebody owned. */
export const jobs = { name: "jobs", routes, entities: [job, jobItem, importMapping] };
