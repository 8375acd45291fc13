import { Fault } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { shown } from "../../shared/records/shown.ts";
import { anew, isRaced } from "../../shared/table/anew.ts";
import { ticketNoun } from "./noun.ts";
import { ticket } from "./table.ts";

const TRIES_MAX = 5;

/** No action of the noun: what was merged is at rest for all else. */
export const unmerge: Route = route({
  method: "POST",
  path: "/v1/tickets/{id}/unmerge",
  permission: "tickets.write",
  noun: ticket.noun,
  reply: ticketNoun.view,
  summary: "Takes a merge back: the ticket is open again, and its thread is its own.",
  example: { params: { id: "{id}" }, after: ["merge"] },
  run: (call) =>
    anew(
      TRIES_MAX,
      async () => {
        const row = await load(call, ticket);
        if (!row.mergedInto) throw new Fault("invalid_state", "The ticket was merged into none.");
        const target = await call.table.get(ticket, row.mergedInto);
        const [{ beside, commit, replacement }, { giveBack }] = await Promise.all([
          import("../../shared/records/write.ts"),
          import("./merged-clock.ts"),
        ]);
        const fields = { mergedInto: null, state: "open" };
        const change = await replacement(call, ticketNoun, row, fields, { as: "unmerge" });
        const { actions } = await giveBack(call, target, row.id);
        return shown(call, ticketNoun, await commit(call, beside(change, actions)));
      },
      isRaced,
    ),
});
