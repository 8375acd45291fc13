import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { decisionRoutes } from "../approvals/actions.ts";
import { receivableActions } from "./actions.ts";
import { receivableNoun } from "./noun.ts";
import { WriteOff } from "./schema.ts";
import { receivable, writeOff } from "./table.ts";

const writeOffs = route({
  method: "GET",
  path: `${receivableNoun.path}/{id}/write-offs`,
  permission: "receivables.read",
  summary: "The write-offs of a receivable and what took them back, oldest first.",
  reply: z.object({ items: z.array(WriteOff) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, receivable);
    return { items: await call.table.collect(writeOff, { receivableId: row.id }, "writeOff#") };
  },
});

export const routes: Route[] = [
  ...crud(receivableNoun),
  ...actionRoutes(receivableNoun, receivableActions),
  ...decisionRoutes(receivableNoun),
  writeOffs,
];
