import { type Emission, type Handler, handle, type Watcher, type Work, when } from "../../shared/events/event.ts";
import { behaviourProfile } from "../behaviour/counted.ts";
import { segmentMember, segmentMembership } from "../segments/table.ts";
import { liveJourneys } from "./live.ts";

/** Loaded in tenants that have journeys. */
const triggers = () => import("./triggers.ts");
type Triggers = Awaited<ReturnType<typeof triggers>>;

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

const BEGINS = "begins journeys of a segment's people";

const listed = async (change: Parameters<Triggers["listed"]>[0], work: Work): Promise<void> => {
  const live = await liveJourneys(work.table);
  if (live.length > 0) await (await triggers()).listed(change, work, live);
};

export const handles: Handler[] = [
  handle(segmentMember, "segmentMember.listed", "rest", BEGINS, listed),
  handle(segmentMembership, "segment.entered", "rest", BEGINS, listed),
  handle(segmentMembership, "segment.left", "rest", BEGINS, listed),
  handle(behaviourProfile, "behaviour.counted", "rest", "begins journeys by what people did", async (change, work) => {
    const live = await liveJourneys(work.table);
    if (live.length > 0) await (await triggers()).did(change, work, live);
  }),
];
