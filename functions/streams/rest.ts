import { streamHandler } from "../../shared/events/dispatch.ts";
import * as accounts from "../accounts/events.ts";
import * as activities from "../activities/events.ts";
import * as approvals from "../approvals/events.ts";
import { watches } from "../audit/events.ts";
import * as bank from "../bank/events.ts";
import * as customers from "../customers/events.ts";
import * as fields from "../fields/events.ts";
import * as jobs from "../jobs/events.ts";
import * as messages from "../messages/events.ts";
import * as opportunities from "../opportunities/events.ts";
import * as quotes from "../quotes/figures.ts";
import * as receivables from "../receivables/events.ts";
import * as search from "../search/events.ts";
import { tenantContext } from "../users/context.ts";
import { entities } from "./entities.ts";

/** The consumer of everything but money: history, messages, reports. */
export const handler = streamHandler({
  consumer: "rest",
  entities,
  reactions: [
    { watches },
    accounts,
    activities,
    approvals,
    bank,
    customers,
    fields,
    jobs,
    messages,
    opportunities,
    quotes,
    receivables,
    search,
  ],
  tenantContext,
});
