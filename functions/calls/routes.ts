import { invalidField } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { action, actionRoutes } from "../../shared/records/transition.ts";
import { idOf } from "../../shared/schema.ts";
import { connectionRoutes } from "./connections.ts";
import { callListNoun, type Enlisting } from "./noun.ts";
import {
  CallList,
  CallListEntryView,
  CallListInput,
  Claim,
  Lookup,
  LookupQuery,
  PhoneCallView,
  ResultInput,
} from "./schema.ts";
import { type CallRow, callList, callListEntry, entriesPartition, phoneCall } from "./table.ts";
import { webhook } from "./webhook.ts";

const LISTS = callListNoun.path;
const CALLS = "/v1/calls";
const writing = () => import("../../shared/records/write.ts");
const listing = () => import("./lists.ts");

const lookup = route({
  method: "GET",
  path: `${CALLS}/lookup`,
  permission: "calls.read",
  summary: "Who has a telephone number, as far as the caller may see them: what a screen shows while it rings.",
  query: LookupQuery,
  reply: Lookup,
  example: { query: { phone: "13800000002" } },
  run: async (call) => {
    const { readPhone } = await import("../../shared/phones.ts");
    const number = readPhone(call.query.phone, call.tenant);
    if (!number) throw invalidField("phone", "phone must be a telephone number, as it is displayed.");
    const { matchesOf } = await import("./lookup.ts");
    return { phone: number.kept, phoneShown: number.shown, matches: await matchesOf(call, number.kept) };
  },
});

/** Whoever may not see numbers of contacts and leads sees none here either. */
function shownCall(row: CallRow, { access }: Pick<Enlisting, "access">): object {
  const { events, phone, phoneShown, ...others } = row;
  const thread = events.flatMap(({ type, at, author, text }) =>
    type === "said" && text ? [{ at, text, ...(author && { author }) }] : [],
  );
  const isOpen = !access.isClosed("contact", "phone") && !access.isClosed("lead", "phone");
  return { ...others, ...(isOpen && { phone, phoneShown }), ...(thread.length > 0 && { thread }) };
}

const calls = {
  entity: phoneCall,
  permission: "calls.read",
  view: PhoneCallView,
  show: shownCall,
} as const;

const create = route({
  method: "POST",
  path: LISTS,
  permission: "dialling.write",
  summary:
    "Makes a list of people to be called: those with a number who have agreed to it. Who has not is counted and left out, and is asked about again at each call.",
  noun: callList.noun,
  body: CallListInput.extend({ id: idOf(callList.prefix).optional() }).strict(),
  reply: CallList,
  status: 201,
  example: callListNoun.example,
  run: async (call) => {
    const { id = call.newId(callList.prefix), ...given } = call.body;
    const [{ callable, enlist }, { creation, commit }] = await Promise.all([listing(), writing()]);
    const { ids, unreachable, withheld } = await callable(call, given);
    const enlisting: Enlisting = { ...call, enlisted: { size: ids.length, unreachable, withheld } };
    const change = await creation(enlisting, callListNoun, given, id);
    // People first: nobody sees them before their list is there, and a call that is sent again finds them.
    await enlist(call, id, ids);
    return commit(call, change);
  },
});

const claim = route({
  method: "POST",
  path: `${LISTS}/{id}/claim`,
  permission: "dialling.call",
  summary:
    "Takes the next of a list, whom nobody else gets: within its hours, who still agrees to be called. One without a result goes back after claimMinutes.",
  noun: callList.noun,
  reply: Claim,
  example: { params: { id: "{id}" } },
  run: async (call) => (await listing()).claimed(call, await load(call, callList)),
});

const result = route({
  method: "POST",
  path: `${LISTS}/{id}/entries/{callListEntryId}/result`,
  permission: "dialling.call",
  summary: "Says what came of a call that the caller has taken; it is an activity of whom they called.",
  body: ResultInput,
  reply: CallListEntryView,
  example: {
    params: { id: "{callListId}", callListEntryId: "{callListEntryId}" },
    body: { result: "noAnswer", note: "无人接听" },
  },
  run: async (call) => {
    const row = await load(call, callList);
    return (await listing()).resulted(call, row, call.params.callListEntryId ?? "");
  },
});

const entries = childRoute({
  parent: callList,
  child: callListEntry,
  path: `${LISTS}/{id}/entries`,
  permission: "dialling.read",
  summary: "Who is on a list, and what came of them.",
  view: CallListEntryView,
  at: { index: "parent", places: entriesPartition, begins: "" },
  order: "oldest",
  filters: ["state", "result", "claimedBy"],
});

const close = action(callList, {
  name: "close",
  label: { "zh-CN": "关闭", en: "Close" },
  summary: "Closes it: nobody is called for it any more.",
  to: "closed",
  repeats: true,
});
const reopen = action(callList, {
  name: "reopen",
  label: { "zh-CN": "重新打开", en: "Reopen" },
  summary: "Opens it again: those who wait are called.",
  to: "open",
  repeats: true,
  example: { after: ["close"] },
});

const [, ...listRoutes] = crud(callListNoun);

export const routes: Route[] = [
  ...connectionRoutes,
  webhook,
  lookup,
  listRoute({ ...calls, path: CALLS, filters: ["ownerId", "state", "direction", "kind", "phone"], example: {} }),
  readRoute({ ...calls, path: `${CALLS}/{id}` }),
  create,
  ...listRoutes,
  ...actionRoutes(callListNoun, [close, reopen]),
  claim,
  entries,
  result,
];
