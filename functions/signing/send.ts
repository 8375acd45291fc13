import type * as z from "zod";
import { DAY_MS, later } from "../../shared/duration.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { addressFor } from "../../shared/http/make-link.ts";
import { fresh, loaded } from "../../shared/http/record.ts";
import type { Call } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { spoken } from "../../shared/http/words.ts";
import { writeObject } from "../../shared/objects.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import type { Action } from "../../shared/table/action.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { recipientOf } from "../contacts/recipient.ts";
import { headOf } from "../documents/letterhead.ts";
import { pdfOf } from "../documents/paper.ts";
import { order } from "../orders/table.ts";
import { quote } from "../quotes/table.ts";
import { advance, nextLook } from "./advance.ts";
import { askingMails } from "./mail.ts";
import { paperOf } from "./papers.ts";
import { PUBLIC_PATH } from "./public.ts";
import { type EnvelopeRow, isOpen } from "./rules.ts";
import type { EnvelopeInput } from "./schema.ts";
import { isSignable, type Subject, termsHashOf } from "./subject.ts";
import { documentKey, envelope, envelopeLink, envelopeLinkEntry, signingConnection } from "./table.ts";

type Asking = Call<z.output<typeof EnvelopeInput>, unknown>;
type Signers = EnvelopeRow["signers"];

const OPEN_DAYS = 30;

/** The record that is signed, as the caller may change it, in a state in which it can be. */
async function subjectFor(call: Asking): Promise<{ kind: "quote" | "order"; row: Subject }> {
  const { quoteId, orderId } = call.body;
  if ((quoteId === undefined) === (orderId === undefined)) {
    throw invalidField("quoteId", "Name either quoteId or orderId.", "required");
  }
  const [kind, field] = quoteId ? (["quote", "quoteId"] as const) : (["order", "orderId"] as const);
  const needed = `${kind}s.write` as const;
  if (!call.access.can(needed)) throw new Fault("forbidden", `This call needs ${needed}.`);
  const plain = { ...call, ifMatch: undefined, writes: true };
  const found = quoteId ? loaded(plain, quote, quoteId) : loaded(plain, order, orderId ?? "");
  const row: Subject = await found.catch((error) => {
    throw error instanceof Fault && error.code === "not_found"
      ? invalidField(field, error.detail, "unknown_reference")
      : error;
  });
  if (!isSignable(kind, row)) {
    const wanted = kind === "quote" ? "an approved quote" : "a draft of an order";
    throw new Fault(
      "invalid_state",
      `The ${spoken(kind)} is ${row.status}; only ${wanted} that waits for nobody can be signed.`,
    );
  }
  return { kind, row };
}

async function connectionFor({ table, body }: Asking): Promise<string | undefined> {
  const { connectionId, isLocal } = body;
  if (isLocal) {
    if (connectionId) throw invalidField("isLocal", "Name either a connection or isLocal.");
    return undefined;
  }
  const all = await unarchived(table, signingConnection);
  if (!connectionId) return (all.find((one) => one.isDefault) ?? all[0])?.id;
  if (all.some(({ id }) => id === connectionId)) return connectionId;
  throw invalidField("connectionId", `There is no signing connection ${connectionId}.`, "unknown_reference");
}

async function signersFor(call: Asking, accountId: string): Promise<Signers> {
  const { contactIds } = call.body;
  const all: Signers = [];
  for (const [n, contactId] of contactIds.entries()) {
    const path = `contactIds.${n}`;
    if (contactIds.indexOf(contactId) !== n) throw invalidField(path, "Whoever signs is named once.", "duplicate");
    const person = await recipientOf(call, contactId, accountId).catch((error) => {
      if (error instanceof Fault && error.status < 500) throw invalidField(path, error.detail);
      throw error;
    });
    if (person) all.push({ contactId, name: person.name, email: person.email });
  }
  return all;
}

function endFor({ now, body }: Asking, row: Subject): string {
  const given = body.expiresAt && new Date(body.expiresAt).toISOString();
  if (given && given <= now) throw invalidField("expiresAt", "It lies in the past.");
  const usual = later(now, OPEN_DAYS * DAY_MS);
  const limit = "expiresAt" in row ? [row.expiresAt] : [];
  return [given ?? usual, ...limit].sort()[0] as string;
}

export type Address = { contactId: string; linkId: string; publicUrl: string; expiresAt: string };

/** An address for each of those who have not signed, with the mail that brings it. */
export async function addressed(
  call: Call<unknown, unknown>,
  row: EnvelopeRow,
): Promise<{ links: Address[]; actions: Action[] }> {
  const { expiresAt } = row;
  const asked = await Promise.all(
    row.signers
      .filter(({ signedAt }) => signedAt === undefined)
      .map(async ({ contactId, name = "", email = "" }) => {
        const link = { ...fresh(call, envelopeLink), envelopeId: row.id, contactId, expiresAt: linkEndOf(expiresAt) };
        const publicUrl = await addressFor(call, { entry: envelopeLinkEntry, path: PUBLIC_PATH }, link.id);
        return { link, contactId, name, email, publicUrl, linkId: link.id };
      }),
  );
  const { letterhead } = await headOf(call, row.locale);
  const mails = await askingMails(call, row, letterhead.name, asked);
  return {
    links: asked.map(({ contactId, linkId, publicUrl }) => ({ contactId, linkId, publicUrl, expiresAt })),
    actions: [...asked.map(({ link }) => write.create(envelopeLink, link)), ...mails],
  };
}

/** An address outlives the time to sign, so that whoever comes late is told so, and whoever signed finds the document. */
const LINK_DAYS_MORE = 90;
const linkEndOf = (expiresAt: string): string => later(expiresAt, LINK_DAYS_MORE * DAY_MS);

/** Sends a quote or an order to be signed: the document is frozen first, then its envelope made, then the provider asked. */
export async function send(call: Asking): Promise<EnvelopeRow & { links: Address[] }> {
  const { kind, row } = await subjectFor(call);
  const [connectionId, signers] = [await connectionFor(call), await signersFor(call, row.accountId)];
  const { locale = call.tenant.locale, message } = call.body;
  const { title, sheet } = await paperOf(call, row, locale);
  const pdf = await pdfOf(sheet);
  const base = fresh(call, envelope);
  await writeObject(documentKey(call.tenant.id, base.id, "pdf"), pdf, "application/pdf");
  await writeObject(
    documentKey(call.tenant.id, base.id, "json"),
    Buffer.from(JSON.stringify(sheet)),
    "application/json",
  );
  const { ownerId, departmentId, accountId } = row;
  const { actor } = call;
  const expiresAt = endFor(call, row);
  const made: EnvelopeRow = {
    ...base,
    ...(kind === "quote" ? { quoteId: row.id } : { orderId: row.id }),
    ...{ recordId: row.id, accountId, locale, title, signers, expiresAt, failures: 0 },
    ...(ownerId && { ownerId }),
    ...(departmentId && { departmentId }),
    ...((actor.kind === "user" || actor.kind === "apiKey") && { senderId: actor.principalId }),
    ...(message && { message }),
    termsHash: termsHashOf(row as AnyRow),
    documentHash: sha256(pdf),
    ...(connectionId
      ? { connectionId, state: "preparing" as const, dueAt: call.now }
      : { state: "sent" as const, sentAt: call.now, dueAt: nextLook({ expiresAt, connectionId }, call.now) }),
  };
  const { links, actions } = await addressed(call, made);
  const entity = kind === "quote" ? quote : order;
  // What is signed is what was read: a change that came between is refused here.
  await call.table.commit([write.check(entity as Entity, row as AnyRow), write.create(envelope, made), ...actions]);
  if (connectionId) await advance(call, made);
  return { ...(connectionId ? await call.table.get(envelope, made.id) : made), links };
}

/** Sends those who have not signed new addresses; the earlier ones go on. */
export async function resend(call: Call<unknown, unknown>, row: EnvelopeRow) {
  if (!isOpen(row))
    throw new Fault("invalid_state", `The envelope is ${row.state}; only one that is open is sent again.`);
  const { links, actions } = await addressed(call, row);
  await call.table.commit([write.check(envelope, row), ...actions]);
  return { ...row, links };
}
