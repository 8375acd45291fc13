import { lambdas as all } from "../../functions/modules.ts";

/** Those that answer calls and work off queues: what follows from changes, and what the clock brings, is left out. */
export const lambdas = all.filter(({ kind }) => kind !== "stream" && kind !== "schedule");
