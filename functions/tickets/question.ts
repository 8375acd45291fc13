import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { write } from "../../shared/table/table.ts";
import { type TicketRow, ticketMessage } from "./table.ts";

/** The first piece of the thread: what was asked. */
export function questionOf(call: Caller, row: TicketRow): Action {
  const { id: ticketId, body, channel, requester, contactId, mail, firstMessageId, fileIds, leftOut } = row;
  return write.create(ticketMessage, {
    ...fresh(call, ticketMessage, firstMessageId),
    ...{ ticketId, visibility: "public", author: "customer", text: body, channel },
    ...(contactId && { authorId: contactId }),
    ...(requester?.name && { authorName: requester.name }),
    ...(requester?.email && { email: requester.email }),
    ...(mail && { mail }),
    ...(fileIds && { fileIds }),
    ...(leftOut && { leftOut }),
  });
}
