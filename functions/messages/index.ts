import { message, sendingHalt, suppression, unsentWatch } from "../../shared/notify/outbox.ts";
import { sendingPace } from "../../shared/notify/pace.ts";
import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { chatGroup } from "./table.ts";

/** Tells people what concerns them, by mail and text message, and shows what was told. */
export const messages = {
  name: "messages",
  routes,
  entities: [message, suppression, sendingHalt, sendingPace, unsentWatch.entity, chatGroup],
  emits,
  handles,
  further: [message],
  schedules: [{ name: "sweep", rateMinutes: 1, file: "sweep.ts" }],
  grants: { everybody: ["messages.read"], manager: ["chats.read"], sales: ["chats.read"], finance: ["chats.read"] },
};
