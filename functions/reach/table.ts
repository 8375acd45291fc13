import { hashedId } from "../../shared/hashed.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity } from "../../shared/table/entity.ts";
import { ReachSettings, ReachTally, SendingState } from "./schema.ts";

export const reachSettings = setting({
  noun: "reachSettings",
  plural: "reach settings",
  prefix: "rst",
  id: "rst_reach",
  schema: ReachSettings,
  path: "/v1/reach-settings",
  reading: "reach.read",
  writing: "reach.configure",
  tells: "When and how often people outside are written to: quiet hours, and how much marketing one person gets.",
  replaces: "Replaces the reach settings. What is left out takes its default; what is queued already goes by them too.",
  example: {
    quietHours: { from: "21:00", to: "08:00", channels: ["sms"] },
    caps: [
      { messages: 4, days: 7 },
      { channel: "sms", messages: 2, days: 7 },
    ],
  },
});

/** A claim writes it with the message's own row, so that senders at once count as one after the other. */
export const reachTally = entity({
  noun: "reachTally",
  plural: "tallies of marketing",
  prefix: "rtl",
  schema: ReachTally,
  scoped: false,
  audited: false,
});

export const tallyId = (personId: string): string => hashedId(reachTally.prefix, personId);

export const sendingState = entity({
  noun: "sendingState",
  plural: "states of sending",
  prefix: "sst",
  schema: SendingState,
  scoped: false,
});
