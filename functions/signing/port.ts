import * as z from "zod";
import { parseJson } from "../../shared/json.ts";
import { addressProblem, boundedBytes } from "../../shared/outside.ts";
import { type Answer, callOutside } from "../../shared/outside-call.ts";
import { instant } from "../../shared/schema.ts";
import type { Told } from "./rules.ts";
import { EVENT_TYPES } from "./schema.ts";

/** What a provider is asked to have signed. */
export type Wanted = {
  title: string;
  locale: string;
  expiresAt: string;
  document: { name: string; contentType: "application/pdf"; sha256: string; content: string };
  signers: readonly { id: string; name: string; email: string }[];
};

/** What a provider of electronic signatures can do. Asked twice under one `ref` it makes one envelope. */
export type SigningProvider = {
  put(ref: string, wanted: Wanted): Promise<{ id: string }>;
  /** An address at which one of those who sign does so; it leads back to `returnUrl`. */
  link(id: string, signer: string, returnUrl: string): Promise<string>;
  /** All that has happened to an envelope. */
  events(id: string): Promise<Told[]>;
  /** False where it has ended before. */
  cancel(id: string, reason: string): Promise<boolean>;
  /** The signed document with its evidence, as a PDF. */
  document(id: string): Promise<Buffer>;
};

const TIMEOUT_MS = 20_000;
const JSON_BYTES_MAX = 200_000;
const DOCUMENT_BYTES_MAX = 20 * 1_024 * 1_024;
const CONFLICT = 409;

const Made = z.object({ id: z.union([z.string().min(1).max(200), z.int()]) });
const Linked = z.object({ url: z.url({ protocol: /^https?$/ }).max(2_000) });
const Events = z.object({
  events: z
    .array(
      z.object({
        type: z.enum(EVENT_TYPES),
        at: instant,
        signer: z.string().max(100).optional(),
        reason: z.string().max(500).optional(),
      }),
    )
    .max(500),
});

/**
 * A provider that speaks the generic contract: PUT /envelopes/{ref}; POST /envelopes/{id}/links and /cancel; GET
 * /envelopes/{id} for its events, and /document for the signed PDF. Every call has a bearer.
 */
export function restSigning({ baseUrl, token }: { baseUrl: string; token: string }): SigningProvider {
  const call = async (method: string, path: string, body?: object): Promise<Answer> =>
    callOutside(`${baseUrl.replace(/\/$/, "")}/envelopes/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      timeoutMs: TIMEOUT_MS,
      body: body && JSON.stringify(body),
    });
  const answer = async <S extends z.ZodType>(shape: S, what: string, reply: Answer): Promise<z.output<S>> => {
    const text = (await boundedBytes(reply, JSON_BYTES_MAX)).toString("utf8");
    if (!reply.ok) throw new Error(`${what} answers ${reply.status}`);
    const read = shape.safeParse(parseJson(text));
    if (!read.success) throw new Error(`${what} answers what the contract does not have`);
    return read.data;
  };
  const of = (id: string): string => encodeURIComponent(id);
  return {
    put: async (ref, wanted) => {
      const { id } = await answer(Made, "PUT /envelopes", await call("PUT", of(ref), wanted));
      return { id: String(id) };
    },
    link: async (id, signer, returnUrl) => {
      const reply = await call("POST", `${of(id)}/links`, { signer, returnUrl });
      const { url } = await answer(Linked, "POST /links", reply);
      const problem = addressProblem(url);
      if (problem) throw new Error(`the address to sign at ${problem}`);
      return url;
    },
    events: async (id) => (await answer(Events, "GET /envelopes", await call("GET", of(id)))).events,
    cancel: async (id, reason) => {
      const reply = await call("POST", `${of(id)}/cancel`, { reason });
      reply.letGo();
      if (!reply.ok && reply.status !== CONFLICT) throw new Error(`POST /cancel answers ${reply.status}`);
      return reply.ok;
    },
    document: async (id) => {
      const reply = await call("GET", `${of(id)}/document`);
      const bytes = await boundedBytes(reply, DOCUMENT_BYTES_MAX);
      if (!reply.ok) throw new Error(`GET /document answers ${reply.status}`);
      if (bytes.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Error("its document is no PDF");
      return bytes;
    },
  };
}
