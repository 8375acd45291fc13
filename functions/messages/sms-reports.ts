import * as z from "zod";
import { route } from "../../shared/http/route.ts";
import { message } from "../../shared/notify/outbox.ts";
import { namedBy } from "../../shared/notify/return-path.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { became } from "./became.ts";
import { senderIn } from "./sending.ts";

const REPORTS_MAX = 500;

/** Half a character of a provider's text becomes the sign for what is unknown. */
const told = (charsMax: number) =>
  z
    .string()
    .max(charsMax)
    .overwrite((text) => text.toWellFormed())
    .optional();

const Report = z.looseObject({
  out_id: told(256).describe("The token that the message was sent with."),
  success: z.boolean().describe("True where the telephone has it."),
  err_code: told(200).describe("Why it has not."),
  biz_id: told(200).describe("The provider's own id of the message."),
});

const stamp = { actor: "system:smsReports", from: "", requestId: "", unattended: true };

/** Notes one report, if its token is ours. */
async function taken({ out_id = "", success, err_code, biz_id }: z.output<typeof Report>): Promise<void> {
  const named = namedBy(out_id);
  if (!named) return;
  const { tenantId, messageId, resends } = named.sending;
  const table = await tenantTable(tenantId, stamp);
  const row = await table.find(message, messageId);
  if (row?.channel !== "sms" || !named.isSealed((await senderIn(table)).sealingKey)) return;
  const error = success ? undefined : (err_code ?? "The provider could not deliver it.");
  await became(table, messageId, resends, {
    state: success ? "delivered" : "bounced",
    providerId: biz_id,
    error,
    lost: [],
  });
}

/** What the provider of text messages pushes. Each report is believed by the seal of its token, may come twice and in any order. */
export const smsReports = route({
  method: "POST",
  path: "/v1/sms-reports",
  permission: "public",
  summary:
    "Takes in what the provider of text messages tells of their delivery; each is known by the token it was sent with.",
  body: z.array(Report).min(1).max(REPORTS_MAX),
  reply: z.object({ code: z.int(), msg: z.string() }),
  example: { body: [{ out_id: "none", success: true }] },
  run: async ({ body }) => {
    // What is none of ours is passed over: a provider that is refused sends its whole batch again and again.
    for (const report of body) await taken(report);
    return { code: 0, msg: "OK" };
  },
});
