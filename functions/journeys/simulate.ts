import { route } from "../../shared/http/route.ts";
import { Simulated, SimulateInput } from "./schema.ts";

export const simulate = route({
  method: "POST",
  path: "/v1/journeys/{id}/simulate",
  permission: "journeys.read",
  summary: "Says which way somebody would go by what holds now, if nothing but time passed. Nothing is done.",
  body: SimulateInput,
  reply: Simulated,
  example: { params: { id: "{id}" }, body: { personId: "{leadId}" } },
  run: async (call) => (await import("./simulated.ts")).simulated(call),
});
