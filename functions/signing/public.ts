import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { deliveries } from "../../shared/http/deliveries.ts";
import { openLink } from "../../shared/http/open-link.ts";
import { type Call, type Caller, Reply, type Route, route } from "../../shared/http/route.ts";
import {
  type Asking,
  answered,
  closedPage,
  languageFor,
  pathOf,
  sentTo,
  VisitQuery,
  visitRoute,
} from "../../shared/http/visits.ts";
import { log } from "../../shared/log.ts";
import { readObject } from "../../shared/objects.ts";
import type { Sheet } from "../documents/sheet.ts";
import { systemCaller } from "../users/system.ts";
import type { Standing } from "./page.ts";
import { type EnvelopeRow, isOpen, type Told } from "./rules.ts";
import { DeclineInput, SignInput, SigningNotice } from "./schema.ts";
import { stands, subjectOf } from "./subject.ts";
import {
  documentKey,
  envelope,
  envelopeLink,
  envelopeLinkEntry,
  signingConnection,
  signingConnectionEntry,
} from "./table.ts";
import { takeIn } from "./take-in.ts";
import { signingWords } from "./words.ts";

export const PUBLIC_PATH = "/v1/public-envelopes/{token}";
const NOTICES_PER_SECOND_MAX = 50;
const AGENT_CHARS_MAX = 300;

/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({ ...(await import("../../shared/http/page.ts")), ...(await import("./page.ts")) });

const example = { params: { token: "DEMO-envelope-address" } };

type Signer = EnvelopeRow["signers"][number];
type Opened = { caller: Caller; row: EnvelopeRow; signer: Signer; standing: Standing };

const closed = (): Fault =>
  new Fault("not_found", "There is nothing to be signed at this address, or the address has ended.");

async function standingOf(caller: Caller, row: EnvelopeRow, signer: Signer): Promise<Standing> {
  if (!isOpen(row)) return row.state as Standing;
  if (row.expiresAt <= caller.now) return "expired";
  if (row.state === "preparing") return "preparing";
  if (signer.signedAt) return "yours";
  return stands(row, await subjectOf(caller, row)) ? "open" : "superseded";
}

/** Opens an address: its document, who signs it there, and a caller in the address's name. */
async function opened(call: Call<unknown, unknown>): Promise<Opened> {
  const { table, link } = await openLink(call, { entry: envelopeLinkEntry, link: envelopeLink }, closed);
  const [row, caller] = await Promise.all([
    table.find(envelope, link.envelopeId),
    systemCaller(table, "signing", new Date(call.now)),
  ]);
  const signer = row?.signers.find(({ contactId }) => contactId === link.contactId);
  if (!row || !signer) throw closed();
  return { caller, row, signer, standing: await standingOf(caller, row, signer) };
}

/** Where a provider has the document signed; nothing where it is not to be reached, and the page says so. */
async function providersPage({ caller, row, signer }: Opened, returnUrl: string): Promise<string | undefined> {
  const { providerOf } = await import("./advance.ts");
  try {
    const provider = await providerOf(caller, row);
    return provider && row.externalId ? await provider.link(row.externalId, signer.contactId, returnUrl) : undefined;
  } catch (error) {
    log.warn("provider of signatures gives no address", { envelopeId: row.id, why: String(error) });
    return undefined;
  }
}

const read = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary: "A document for whoever signs it: a page to read, sign or decline it, or the way to the provider's.",
  query: VisitQuery,
  example,
  run: async (call) => {
    try {
      const at = await opened(call);
      const { row, caller, signer } = at;
      const locale = call.query.lang ?? row.locale;
      const path = pathOf(call, PUBLIC_PATH);
      let { standing } = at;
      if (standing === "open" && row.connectionId) {
        const { config } = await import("../../shared/config.ts");
        const location = await providersPage(at, config().publicUrl + path);
        if (location) return new Reply(303, "", { location });
        standing = "preparing";
      }
      if (standing === "open" && !signer.viewedAt) {
        await takeIn(caller, row.id, [{ type: "viewed", at: call.now, signer: signer.contactId }]);
      }
      const { bytes } = await readObject(documentKey(caller.tenant.id, row.id, "json"));
      const sheet = JSON.parse(new TextDecoder().decode(bytes)) as Sheet;
      const { PAGE_HEADERS, signingPage } = await pages();
      return new Reply(200, signingPage(row, sheet, standing, { locale, path }), PAGE_HEADERS);
    } catch (error) {
      return closedPage(call, error, (language) => signingWords[language].closed);
    }
  },
});

const pdf = route({
  method: "GET",
  path: `${PUBLIC_PATH}/pdf`,
  permission: "public",
  summary: "The document of an address as a PDF: the very bytes whose hash stands in the evidence.",
  example,
  run: async (call) => {
    const { caller, row, standing } = await opened(call);
    if (!["open", "yours", "signed"].includes(standing)) throw closed();
    const { bytes } = await readObject(documentKey(caller.tenant.id, row.id, "pdf"));
    return new Reply(200, Buffer.from(bytes), {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${row.id}.pdf"`,
    });
  },
});

const REFUSALS: Record<Exclude<Standing, "open">, string> = {
  preparing: "The document is being prepared; try again in a minute.",
  yours: "You have signed it.",
  superseded: "What the document says has changed since; ask for the newer one.",
  signed: "The document has been signed by all.",
  declined: "The document has been declined.",
  expired: "The time to sign is over; ask for a new address.",
  cancelled: "The document has been called back.",
};

/** Does something on the product's own page, if it still can be done. */
async function done(at: Opened, told: Omit<Told, "at" | "signer">): Promise<object> {
  const { caller, row, signer, standing } = at;
  if (standing !== "open") throw new Fault("invalid_state", REFUSALS[standing]);
  if (row.connectionId) throw new Fault("invalid_state", "It is signed at the provider's page; open the address anew.");
  const after = await takeIn(caller, row.id, [{ ...told, at: caller.now, signer: signer.contactId }]);
  if (after.refusal) throw new Fault("invalid_state", after.refusal);
  const mine = after.signers.find(({ contactId }) => contactId === signer.contactId);
  if (told.type === "signed" && mine?.evidence?.name !== told.evidence?.name) {
    throw new Fault("invalid_state", REFUSALS[isOpen(after) ? "yours" : (after.state as "signed")]);
  }
  return { state: after.state };
}

const language = (call: Asking) => ({ language: languageFor(call), path: pathOf(call, PUBLIC_PATH) });
const Done = z.object({ state: z.string() });

const sign = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/sign`,
  summary:
    "Signs the document of an address. Once all have, its quote is accepted, or its order signed; a form gets a page.",
  reply: Done,
  example: { ...example, body: { name: "李娜", consent: true } },
  run: (call) =>
    answered(call, language(call), async () => {
      const at = await opened(call);
      const { name } = sentTo(call, SignInput);
      // Sent once more by the same person it is told again and done once.
      if (at.signer.evidence?.name === name) return { state: at.row.state };
      const agent = call.headers["user-agent"]?.slice(0, AGENT_CHARS_MAX);
      const consentText = signingWords[call.query.lang ?? at.row.locale].consent(at.row.title);
      const evidence = { name, from: call.sourceIp, ...(agent && { agent }), consentText };
      return done(at, { type: "signed", evidence });
    }),
});

const decline = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/decline`,
  summary: "Declines the document of an address, with a reason; whoever sent it is told.",
  reply: Done,
  example: { params: { token: "DEMO-envelope-to-decline" }, body: { reason: "付款条件需要再谈。" } },
  run: (call) =>
    answered(call, language(call), async () => {
      const at = await opened(call);
      const { reason } = sentTo(call, DeclineInput);
      if (at.signer.declinedAt && at.signer.reason === reason) return { state: at.row.state };
      return done(at, { type: "declined", reason });
    }),
});

const admit = deliveries({
  ...{ entity: signingConnection, entry: signingConnectionEntry, actor: "signing", perSecond: NOTICES_PER_SECOND_MAX },
});

const webhook = route({
  method: "POST",
  path: "/v1/webhooks/signing/{connectionId}",
  permission: "public",
  summary:
    "Told by a provider what became of envelopes, signed after the Standard Webhooks specification; told twice or in another order it comes to the same.",
  body: SigningNotice,
  reply: z.object({ received: z.literal(true) }),
  status: 202,
  rawBody: true,
  signed: true,
  example: {
    params: { connectionId: "{signingConnectionId}" },
    body: { events: [{ ref: "env_0000000000DEMO000001", type: "viewed", at: "2026-11-22T02:00:00Z" }] },
  },
  run: async (call) => {
    const { table, sender } = await admit(call, call.params.connectionId);
    const caller = await systemCaller(table, "signing", new Date(call.now));
    for (const [ref, told] of Map.groupBy(call.body.events, (event) => event.ref)) {
      const row = await table.find(envelope, ref);
      // Of what another connection has sent nothing is believed.
      if (row?.connectionId === sender.id) {
        await takeIn(
          caller,
          ref,
          told.map(({ type, at, signer, reason }) => ({ type, at: new Date(at).toISOString(), signer, reason })),
        );
      }
    }
    return new Reply(202, { received: true });
  },
});

export const publicRoutes: Route[] = [read, pdf, sign, decline, webhook];
