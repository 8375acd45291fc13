import * as z from "zod";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { load } from "../../shared/http/record.ts";
import { route } from "../../shared/http/route.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { journeyNoun } from "./noun.ts";
import { ENROLMENT_STATES } from "./schema.ts";
import { enrolment, journey } from "./table.ts";

/** People that one call counts, and that it reads at a time. */
const COUNTED_MAX = 1_000;
const PAGE = 200;

const Standing = z.object({
  number: z.int().describe("The version that they are on."),
  state: z.enum(ENROLMENT_STATES),
  step: z.string().optional().describe("Where those stand who are under way."),
  people: z.int(),
});

/** How many stand where, of the people whom one call counts; its cursor goes on with the others. */
export const standing = route({
  method: "GET",
  path: `${journeyNoun.path}/{id}/standing`,
  permission: "journeys.read",
  summary: `How many people are at each step of a journey, and how many left it which way: of ${COUNTED_MAX} at a time, the latest first; add up the pages.`,
  query: z.strictObject({
    cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
  }),
  reply: z.object({ items: z.array(Standing), nextCursor: z.string().nullable() }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id } = await load(call, journey);
    const { sealingKey, id: tenantId } = call.tenant;
    const bound = JSON.stringify(["standing", tenantId, call.actor.principalId, id]);
    const { cursor } = call.query;
    const cursors = cursorsOf(sealingKey, bound);
    let after = cursors.opened(cursor);
    const counted = new Map<string, z.output<typeof Standing>>();
    const sources = [sourceOf(enrolment, "parent", { journeyId: id })];
    for (let seen = 0; seen < COUNTED_MAX; ) {
      const range = { from: "jne#", to: "jne#\uffff" };
      const page = await call.table.list(enrolment, { sources, range, descending: true, limit: PAGE, after });
      for (const { number, state, step } of page.rows) {
        const at = state === "active" ? step : undefined;
        const key = JSON.stringify([number, state, at]);
        const people = (counted.get(key)?.people ?? 0) + 1;
        counted.set(key, { number, state, ...(at !== undefined && { step: at }), people });
      }
      seen += page.rows.length;
      after = page.next;
      if (after === undefined) break;
    }
    const items = [...counted.values()].sort((a, b) => b.number - a.number || b.people - a.people);
    return { items, nextCursor: cursors.sealed(after) };
  },
});
