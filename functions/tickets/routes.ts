import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { forgetting as forgettingContext } from "../users/context.ts";
import { ticketActions } from "./actions.ts";
import { channelRoutes } from "./channels.ts";
import { ticketNoun } from "./noun.ts";
import { publicRoutes } from "./public.ts";
import { cannedAnswerNoun, policiesInForce, queuesInForce, slaPolicyNoun, ticketQueueNoun } from "./setup.ts";
import { ticketSettings } from "./table.ts";
import { messages, split, thread } from "./thread.ts";
import { unmerge } from "./unmerge.ts";

export const routes: Route[] = [
  ...crud(ticketNoun),
  ...actionRoutes(ticketNoun, [...ticketActions, messages, split]),
  thread,
  unmerge,
  ...forgettingContext(forgetting(crud(ticketQueueNoun), queuesInForce.forget)),
  ...forgetting(crud(slaPolicyNoun), policiesInForce.forget),
  ...crud(cannedAnswerNoun),
  ...settingRoutes(ticketSettings),
  ...channelRoutes,
  ...publicRoutes,
];
