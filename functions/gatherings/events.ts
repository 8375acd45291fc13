import { became, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { type EventRow, marketingEvent, registration } from "./table.ts";

/** What whoever comes has to know: where it is, and when. */
const TOLD = ["venue", "onlineUrl", "startsAt", "endsAt", "timeZone"] as const;
const isMoved = (before: EventRow, after: EventRow): boolean => TOLD.some((name) => before[name] !== after[name]);

export const emits: Emission[] = [
  when(
    registration,
    "registration.came",
    ({ before, after }) => after !== undefined && (before?.state !== after.state || before.round !== after.round),
  ),
  when(
    marketingEvent,
    "marketingEvent.moved",
    ({ before, after }) => before?.status === "open" && after?.status === "open" && isMoved(before, after),
  ),
  when(
    marketingEvent,
    "marketingEvent.calledOff",
    (change) => became(change, "status", "cancelled") && change.before?.status === "open",
  ),
  when(
    marketingEvent,
    "marketingEvent.grew",
    ({ before, after }) => after?.status === "open" && before !== undefined && after.capacity > before.capacity,
  ),
];

/** Who is concerned by what changes; whoever has come on its first day is so on the second. */
const STANDING = ["registered", "waiting", "attended"];
const followed = () => import("./follow.ts");

export const handles: Handler[] = [
  handle(
    registration,
    "registration.came",
    "rest",
    "finds out who registered, notes it in campaign and lead, and confirms it",
    async ({ after }, work) => {
      if (after) await (await followed()).follow(work, after);
    },
  ),
  handle(
    marketingEvent,
    "marketingEvent.moved",
    "rest",
    "tells all who registered before that time or place have changed",
    async ({ after }, work) => {
      if (!after) return;
      const told = { what: "changed" as const, key: `eventChanged:${after.version}`, states: STANDING };
      await (await followed()).tellAll(work, after, { ...told, since: after.updatedAt });
    },
  ),
  handle(
    marketingEvent,
    "marketingEvent.calledOff",
    "rest",
    "tells all who registered that it does not take place",
    async ({ after }, work) => {
      if (!after) return;
      const told = { what: "calledOff" as const, key: "eventCalledOff", states: STANDING };
      await (await followed()).tellAll(work, after, told);
    },
  ),
  handle(
    marketingEvent,
    "marketingEvent.grew",
    "rest",
    "gives the new places to those who wait",
    async ({ after }, work) => {
      if (after) await (await import("./seats.ts")).fill(work, after.id);
    },
  ),
];
