import type { GetJourneysByIdEnrolmentsReply, Journey } from "../lib/api.ts";
import type { WordKey } from "../words/index.ts";

export const JOURNEY_WORDS: Record<Journey["status"], WordKey> = {
  draft: "journey.draft",
  live: "journey.live",
  paused: "journey.paused",
  stopped: "journey.stopped",
};
export const ENROLMENT_WORDS: Record<GetJourneysByIdEnrolmentsReply["state"], WordKey> = {
  active: "journey.active",
  goal: "journey.reached",
  completed: "journey.completed",
  exited: "journey.exited",
  stopped: "journey.stopped",
};

const TONES: Readonly<Record<string, string>> = {
  ...{ live: "done", paused: "partlyPaid", stopped: "over", draft: "over" },
  ...{ active: "open", goal: "done", completed: "done", exited: "partlyPaid" },
};

/** The state of records by whose colour a state of journeys is shown. */
export const toneOf = (state: string): string => TONES[state] ?? "over";
