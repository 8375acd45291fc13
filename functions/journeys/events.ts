import { type Emission, type Handler, handle, type Watcher, when } from "../../shared/events/event.ts";
import { segmentMember } from "../segments/table.ts";
import { liveJourneys } from "./live.ts";

/** Loaded in tenants that have journeys. */
const triggers = () => import("./triggers.ts");

/** A change costs a tenant nothing while nobody can begin a journey of it. */
export const watches: Watcher[] = [
  {
    consumer: "rest",
    does: "begins journeys, and brings on who is under way",
    run: async (change, work) => {
      const live = await liveJourneys(work.table);
      if (live.length > 0) await (await triggers()).react(change, work, live);
    },
  },
];

export const emits: Emission[] = [
  when(segmentMember, "segmentMember.listed", ({ before, after }) => (before === undefined) !== (after === undefined)),
];

export const handles: Handler[] = [
  handle(segmentMember, "segmentMember.listed", "rest", "begins journeys of a list's people", async (change, work) => {
    const live = await liveJourneys(work.table);
    if (live.length > 0) await (await triggers()).listed(change, work, live);
  }),
];
