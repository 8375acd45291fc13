import * as z from "zod";
import { Fault, notFound } from "../../shared/fault.ts";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import { checkShown, checkVersion } from "../../shared/http/record.ts";
import { type Call, type Caller, type Route, route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { contact } from "../contacts/table.ts";
import { order } from "../orders/table.ts";
import { quote } from "../quotes/table.ts";
import { publicRoutes } from "./public.ts";
import { type EnvelopeRow, isOpen } from "./rules.ts";
import {
  CancelInput,
  EnvelopeInput,
  EnvelopeSent,
  EnvelopeView,
  SigningConnectionInput,
  SigningConnectionView,
} from "./schema.ts";
import { type ConnectionRow, envelope, signingConnection, signingConnectionEntry } from "./table.ts";

const PATH = "/v1/envelopes";
const LISTED_MAX = 50;

const connectionView = ({ secrets: _secrets, token: _token, ...row }: ConnectionRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/signing/${row.id}`,
});

const connections = outsideCrud({
  entity: signingConnection,
  entry: signingConnectionEntry,
  module: "signing",
  path: "/v1/signing-connections",
  input: SigningConnectionInput,
  view: SigningConnectionView,
  revise: (_call, _before, { baseUrl }: Partial<ConnectionRow>) => {
    checkBaseUrl(baseUrl);
    return {};
  },
  show: connectionView,
  permission: "signing.configure",
  summary: "Links a provider of electronic signatures; the secret that its webhook signs with is shown once.",
  example: {
    body: { name: "电子签", baseUrl: "https://sign.example.com/api", token: "a-token", isDefault: true },
  },
  signs: () => true,
  checks: (_call, { baseUrl }) => checkBaseUrl(baseUrl),
  patchExample: { body: { name: "电子签（总部）" } },
});

/** Names and addresses are shown to those who may see them of contacts. */
function view({ access }: Pick<Caller, "access">, { signers, ...row }: EnvelopeRow): object {
  const isShown = (field: "name" | "email"): boolean => !access.isClosed(contact.noun, field);
  return {
    ...row,
    signers: signers.map(({ name, email, evidence, ...signer }) => ({
      ...signer,
      ...(isShown("name") && { name, evidence }),
      ...(isShown("email") && { email }),
    })),
  };
}

const seesSubject = (
  { access }: Pick<Caller, "access">,
  kind: "quote" | "order",
  row: Record<string, unknown> | undefined,
): boolean => row !== undefined && (kind === "quote" ? access.sees(quote, row) : access.sees(order, row));

/** An envelope is seen by whoever sees its quote or order, and moved on by whoever may change that. */
async function envelopeOf(call: Call<unknown, unknown>): Promise<EnvelopeRow> {
  const row = await call.table.get(envelope, call.params.id ?? "");
  const { quoteId, orderId = "" } = row;
  const of = quoteId ? await call.table.find(quote, quoteId) : await call.table.find(order, orderId);
  if (!seesSubject(call, quoteId ? "quote" : "order", of)) throw notFound(envelope.noun, row.id);
  const changes = of !== undefined && call.access.changes(quoteId ? quote : order, of);
  if (call.writes && !changes) throw new Fault("forbidden", "What it is for is shared with you for reading only.");
  checkVersion(call, envelope, row);
  if (!call.writes) checkShown(envelope, row);
  return row;
}

const send = route({
  method: "POST",
  path: PATH,
  permission: "signing.write",
  summary:
    "Sends a quote or an order to be signed, at a provider or on the product's own page: each who signs gets an address by mail, which is shown this once. Once all have signed, the quote is accepted, or the order signed.",
  noun: envelope.noun,
  body: EnvelopeInput,
  reply: EnvelopeSent,
  status: 201,
  example: { body: { orderId: "{orderId}", contactIds: ["{contactId}"], isLocal: true } },
  run: async (call) => {
    const { links, ...row } = await (await import("./send.ts")).send(call);
    return { ...view(call, row), links };
  },
});

const list = route({
  method: "GET",
  path: PATH,
  permission: "signing.read",
  summary: "The envelopes of one quote or order, the newest first.",
  query: z.strictObject({
    recordId: z
      .string()
      .regex(/^(quo|ord)_[0-9A-Za-z]{6,40}$/, "must be the id of a quote or an order")
      .describe("The quote or order."),
  }),
  reply: z.object({ items: z.array(EnvelopeView) }),
  example: { query: { recordId: "{orderId}" } },
  run: async (call) => {
    const { recordId } = call.query;
    const kind = recordId.startsWith(quote.prefix) ? "quote" : "order";
    const of = kind === "quote" ? await call.table.find(quote, recordId) : await call.table.find(order, recordId);
    if (!seesSubject(call, kind, of)) return { items: [] };
    const sources = [sourceOf(envelope, "parent", { recordId })];
    const { rows } = await call.table.list(envelope, { sources, limit: LISTED_MAX, descending: true });
    return { items: rows.map((row) => view(call, row)) };
  },
});

const example = { params: { id: "{id}" } };

const read = route({
  method: "GET",
  path: `${PATH}/{id}`,
  permission: "signing.read",
  summary: "An envelope: who has seen and signed it, how it ended, and the files of what was signed.",
  noun: envelope.noun,
  reply: EnvelopeView,
  example,
  run: async (call) => view(call, await envelopeOf(call)),
});

const resend = route({
  method: "POST",
  path: `${PATH}/{id}/resend`,
  permission: "signing.write",
  summary: "Sends those who have not signed yet new addresses, which are shown this once.",
  noun: envelope.noun,
  reply: EnvelopeSent,
  example,
  run: async (call) => {
    const again = await (await import("./send.ts")).resend(call, await envelopeOf(call));
    const { links, ...row } = again;
    return { ...view(call, row), links };
  },
});

const cancel = route({
  method: "POST",
  path: `${PATH}/{id}/cancel`,
  permission: "signing.write",
  summary: "Calls back what is not signed yet; a provider is told until it knows. What was signed there before stands.",
  noun: envelope.noun,
  body: CancelInput,
  reply: EnvelopeView,
  example: { ...example, body: { reason: "条款有误" } },
  run: async (call) => {
    const row = await envelopeOf(call);
    if (!isOpen(row)) throw new Fault("invalid_state", `The envelope is ${row.state} already.`);
    const { takeIn } = await import("./take-in.ts");
    const told = [{ type: "cancelled" as const, at: call.now, reason: call.body.reason }];
    const after = await takeIn(call, row.id, told, row.connectionId ? { isUntold: true } : {});
    if (after.state !== "cancelled") throw new Fault("invalid_state", `The envelope is ${after.state} already.`);
    return view(call, after);
  },
});

export const routes: Route[] = [...connections, send, list, read, resend, cancel, ...publicRoutes];
