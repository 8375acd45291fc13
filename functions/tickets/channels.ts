import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { inboundAddress } from "../../shared/mailin/addresses.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { TicketChannelInput, TicketChannelView } from "./channel-schema.ts";
import { channelsInForce } from "./setup.ts";
import { ticketChannel, ticketChannelEntry, ticketQueue } from "./table.ts";

const PATH = "/v1/ticket-channels";
const CHANNELS_MAX = 100;

/** A mail system may write an address small, so its letters are of one size. */
const channelId = z.string().regex(/^tkc_[0-9A-Z]{6,40}$/, "must be an id that begins with tkc_, in capitals");

type Row = RowOf<typeof ticketChannel>;

/** Whoever sends mail signs nothing; a form's own server may send what it was told as a chat does. */
const isSigned = ({ kind }: Pick<Row, "kind">): boolean => kind !== "email";

const view = ({ secrets: _secrets, ...row }: Row) => ({
  ...row,
  ...(row.kind === "email" && { address: inboundAddress(row.id) }),
  ...(row.kind === "form" && {
    definitionPath: `${PATH}/${row.id}/definition`,
    submissionPath: `${PATH}/${row.id}/submissions`,
  }),
  ...(isSigned(row) && { webhookPath: `/v1/webhooks/tickets/${row.id}` }),
});

const references = { queueId: ticketQueue };
const channels = outsideCrud({
  entity: ticketChannel,
  entry: ticketChannelEntry,
  module: "ticketing",
  path: PATH,
  input: TicketChannelInput,
  view: TicketChannelView,
  filters: ["kind"],
  references,
  revise: (_call, before, { kind }: Partial<Row>) => {
    if (kind !== undefined && kind !== before.kind)
      throw invalidField("kind", "A channel stays of its kind; open another.");
    return {};
  },
  show: view,
  permission: "ticketing.write",
  summary:
    "Opens a way by which customers bring tickets: a mail address, a web form, or a signed webhook of a chat or hotline.",
  example: { body: { name: "官网 在线提问", kind: "form", priority: "normal" } },
  id: channelId,
  signs: isSigned,
  rotates: (row) => {
    if (!isSigned(row)) throw new Fault("invalid_state", `A channel of the kind ${row.kind} has no secret.`);
  },
  checks: ({ table }) => channelsInForce.room(table, CHANNELS_MAX, "channels"),
  patchExample: { body: { priority: "high" } },
});

export const channelRoutes: Route[] = forgetting(channels, channelsInForce.forget);
