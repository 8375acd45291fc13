import { type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { message } from "../../shared/notify/outbox.ts";
import { changesFigure } from "../../shared/records/figures.ts";
import { countReputation, reputationFigure } from "./reputation.ts";

export const emits: Emission[] = [
  when(message, "message.marketingTaken", ({ before, after }) => changesFigure(reputationFigure, before, after)),
];

export const handles: Handler[] = [
  handle(
    message,
    "message.marketingTaken",
    "rest",
    "counts how marketing by mail is taken, and stops it where too much comes back",
    async ({ after }, work) => {
      if (after) await countReputation(after, work);
    },
  ),
];
