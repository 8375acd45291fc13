import { streamHandler } from "../../shared/events/dispatch.ts";
import { tenantContext } from "../users/context.ts";
import { entities } from "./entities.ts";
import { reactions } from "./generated/reactions.ts";

/** The consumer of everything but money: history, messages, reports. */
export const handler = streamHandler({ consumer: "rest", entities, reactions, tenantContext });
