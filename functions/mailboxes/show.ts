import type { Caller } from "../../shared/http/route.ts";
import type { MailRow } from "./table.ts";

/** That there was a mail. Whoever may not see addresses of contacts and leads sees none here either. */
export function headed({ access }: Caller, row: MailRow): object {
  if (!access.isClosed("contact", "email") && !access.isClosed("lead", "email")) return row;
  const { from: _from, to: _to, cc: _cc, ...others } = row;
  return others;
}
