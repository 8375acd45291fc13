import type * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { fresh, load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { shown } from "../../shared/records/shown.ts";
import type { Change } from "../../shared/records/write.ts";
import { idOf } from "../../shared/schema.ts";
import { anew, isRaced } from "../../shared/table/anew.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { leadNoun } from "./noun.ts";
import { Touch, TouchInput } from "./policy.ts";
import { TOUCHES_MAX } from "./rules.ts";
import type { Touching } from "./scoring.ts";
import { lead, touch } from "./table.ts";
import { LeadView } from "./view.ts";

const PATH = "/v1/leads/{id}/touches";
/** Touches by which somebody has worked on a lead; the others are the lead's own doing. */
const WORK: readonly string[] = ["email", "call", "meeting", "visit"];
/** Tries at counting a touch while others change the same lead. */
const TRIES_MAX = 10;
/** Touches that go when one comes: a merge may have brought more than are kept. */
const SURPLUS_MAX = 10;

type TouchRow = z.output<typeof Touch>;

type LeadRow = RowOf<typeof lead>;

type More = (row: LeadRow) => object;

/** The change of a lead that one more touch makes: counted, scored anew, and the oldest gone where there are too many. */
export async function touching(
  call: Caller,
  given: TouchRow,
  before: LeadRow,
  { known, fields = {} }: { known?: readonly TouchRow[]; fields?: object } = {},
): Promise<Change> {
  const all = known ?? (await call.table.collect(touch, { leadId: before.id }, "touch#"));
  const surplus = all.slice(0, Math.min(SURPLUS_MAX, Math.max(0, all.length + 1 - TOUCHES_MAX)));
  const worked = WORK.includes(given.kind) && given.at > (before.lastActivityAt ?? "");
  const counted = { touchCount: all.length - surplus.length + 1, ...(worked && { lastActivityAt: given.at }) };
  const told = { ...given, ...(before.accountId && { accountId: before.accountId }) };
  const scored: Touching = { ...call, touched: [told] };
  const { beside, replacement } = await import("../../shared/records/write.ts");
  const change = await replacement(scored, leadNoun, before as AnyRow, { ...fields, ...counted });
  return beside(change, [write.create(touch, told), ...surplus.map((row) => write.delete(touch, row))]);
}

async function addOnce(call: Caller, given: TouchRow, read: () => Promise<LeadRow>, more: More): Promise<LeadRow> {
  const before = await read();
  const known = await call.table.collect(touch, { leadId: before.id }, "touch#");
  if (known.some(({ id }) => id === given.id)) return before;
  const { after, actions } = await touching(call, given, before, { known, fields: more(before) });
  await call.table.commit(actions);
  return after as LeadRow;
}

/**
 * Adds one touch to a lead, scores it anew and changes what else follows; the oldest touches go where there are too many.
 * A touch that was told before has been counted, and changes nothing.
 */
export const addTouch = (
  call: Caller,
  given: TouchRow,
  read: () => Promise<LeadRow>,
  more: More = () => ({}),
): Promise<LeadRow> => anew(TRIES_MAX, () => addOnce(call, given, read, more), isRaced);

const add = route({
  method: "POST",
  path: PATH,
  permission: "leads.write",
  summary: "Tells of something that shows interest; the lead is scored anew. A touch told twice counts once.",
  noun: "lead",
  body: TouchInput.extend({ id: idOf(touch.prefix).optional() }),
  reply: LeadView,
  example: { params: { id: "{id}" }, body: { kind: "call", note: "要报价" } },
  run: async (call) => {
    const { id, at = call.now, ...given } = call.body;
    if (at > call.now) throw invalidField("at", "at must not be in the future.");
    const base = fresh(call, touch, id);
    const touched = { ...base, ...given, at, leadId: call.params.id ?? "" };
    const row = await addTouch(call, touched, () => load(call, lead));
    return shown(call, leadNoun, row as AnyRow);
  },
});

const list = childRoute({
  parent: lead,
  child: touch,
  path: PATH,
  permission: "leads.read",
  summary: `The latest touches of a lead, newest first: at most ${TOUCHES_MAX} are kept.`,
  view: Touch,
  at: { partition: (leadId) => ({ leadId }), begins: "touch#" },
  order: "newest",
  filters: ["kind"],
});

export const touchRoutes: Route[] = [add, list];
