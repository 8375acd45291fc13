import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import {
  cannedAnswer,
  queueTurn,
  slaPolicy,
  ticket,
  ticketChannel,
  ticketMessage,
  ticketQueue,
  ticketSettings,
} from "./table.ts";

/** What customers ask for: tickets with their threads, the ways they come by, who works on them, and until when. */
export const tickets = {
  name: "tickets",
  routes,
  entities: [
    ...[ticket, ticketMessage, ticketQueue, queueTurn, cannedAnswer, slaPolicy],
    ...[ticketChannel, ticketSettings.entity],
  ],
  further: [ticketMessage],
  emits,
  handles,
  schedules: [{ name: "ticketClocks", rateMinutes: 1, file: "due.ts" }],
  permissions: ["tickets.internal"],
  grants: {
    everybody: ["ticketing.read"],
    manager: ["tickets.*", "ticketing.*"],
    service: ["tickets.*"],
    sales: ["tickets.read", "tickets.write", "tickets.internal"],
    finance: ["tickets.read"],
  },
};
