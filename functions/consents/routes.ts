import { crud } from "../../shared/http/crud.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { systemCaller } from "../users/system.ts";
import { consentNoun } from "./noun.ts";
import { publicRoutes } from "./public.ts";
import { SmsReply, SmsReplyInput } from "./schema.ts";
import { reachPolicy } from "./table.ts";

/** Of two that record what one person said at the same moment, one records it after the other. */
const TRIES_MAX = 8;

const records = crud(consentNoun).map(
  (one): Route =>
    one.path === consentNoun.path && one.method === "POST"
      ? { ...one, run: (call) => anew(TRIES_MAX, () => one.run(call), isOvertaken) }
      : one,
);

const smsReply = route({
  method: "POST",
  path: "/v1/sms-replies",
  permission: "consents.write",
  summary: "Takes in a reply by text message: one of the tenant's opt-out words ends all text messages to its number.",
  body: SmsReplyInput,
  reply: SmsReply,
  example: { body: { from: "13800000002", text: "退订" } },
  run: async (call) => {
    const { heedReply } = await import("./reply.ts");
    return heedReply(await systemCaller(call.table, "smsReplies", new Date(call.now)), call.body);
  },
});

export const routes: Route[] = [...records, ...settingRoutes(reachPolicy), smsReply, ...publicRoutes];
