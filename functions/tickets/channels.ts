import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { checkReferences, fresh } from "../../shared/http/record.ts";
import { rotationRoute, signingSecretOf } from "../../shared/http/rotation.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { inboundAddress } from "../../shared/mailin/addresses.ts";
import { enter } from "../../shared/records/directory.ts";
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
const create = route({
  method: "POST",
  path: PATH,
  permission: "ticketing.write",
  summary:
    "Opens a way by which customers bring tickets: a mail address, a web form, or a signed webhook of a chat or hotline.",
  body: TicketChannelInput.extend({ id: channelId.optional() }).strict(),
  reply: TicketChannelView,
  status: 201,
  example: { body: { name: "官网 在线提问", kind: "form", priority: "normal" } },
  run: async (call) => {
    await checkReferences(call, references, call.body);
    await channelsInForce.room(call.table, CHANNELS_MAX, "channels");
    const signingSecret = isSigned(call.body) ? signingSecretOf(call) : undefined;
    const { id, ...given } = call.body;
    const base = fresh(call, ticketChannel, id);
    const row = { ...base, ...given, ...(signingSecret && { secrets: [{ secret: signingSecret }] }) };
    // The directory first: an entry that leads to no channel takes nothing in.
    await enter(ticketChannelEntry, { ...base, tenantId: call.tenant.id }, call.table.stamp);
    await call.table.create(ticketChannel, row);
    return { ...view(row), ...(signingSecret && { signingSecret }) };
  },
});

const rotate = rotationRoute({
  ...{ entity: ticketChannel, path: PATH, permission: "ticketing.write", reply: TicketChannelView },
  show: view,
  check: (row) => {
    if (!isSigned(row)) throw new Fault("invalid_state", `A channel of the kind ${row.kind} has no secret.`);
  },
});

const [, ...others] = crud({
  entity: ticketChannel,
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
  example: {},
  patchExample: { body: { priority: "high" } },
});

export const channelRoutes: Route[] = forgetting([create, rotate, ...others], channelsInForce.forget);
