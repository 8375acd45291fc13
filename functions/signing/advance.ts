import { later, MINUTE_MS } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { readObject } from "../../shared/objects.ts";
import { anew, isRaced } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { pdfOf } from "../documents/paper.ts";
import { attach, filesOf } from "../files/attached.ts";
import { certificateOf } from "./papers.ts";
import { restSigning, type SigningProvider } from "./port.ts";
import { type EnvelopeRow, isOpen } from "./rules.ts";
import { subjectOf } from "./subject.ts";
import { documentKey, envelope, signingConnection } from "./table.ts";
import { takeIn } from "./take-in.ts";

const TRIES_MAX = 8;
const ASKED_EVERY_MS = 6 * 60 * MINUTE_MS;
const WAIT_MS_MAX = 6 * 60 * MINUTE_MS;
const ERROR_CHARS_MAX = 300;

/** When an open envelope is looked at next: at its end, and where a provider may have told what was lost, before. */
export function nextLook({ expiresAt, connectionId }: Pick<EnvelopeRow, "expiresAt" | "connectionId">, now: string) {
  const asked = later(now, ASKED_EVERY_MS);
  return connectionId && asked < expiresAt ? asked : expiresAt;
}

/** Changes what is known of an envelope besides what happened to it. */
const amended = (call: Caller, id: string, change: (row: EnvelopeRow) => Partial<EnvelopeRow>): Promise<EnvelopeRow> =>
  anew(
    TRIES_MAX,
    async () => {
      const row = await call.table.get(envelope, id);
      return call.table.replace(envelope, row, nextVersion(row, call.now, change(row)));
    },
    isRaced,
  );

/** The provider of an envelope; none where it is signed on the product's own page. */
export async function providerOf({ table }: Pick<Caller, "table">, { connectionId }: EnvelopeRow) {
  if (!connectionId) return undefined;
  const connection = await table.find(signingConnection, connectionId);
  if (!connection || connection.archived) throw new Error("its connection has ended");
  return restSigning(connection);
}

/** Has the provider make an envelope; asked again it is the same one. */
async function prepared(call: Caller, row: EnvelopeRow, provider: SigningProvider): Promise<void> {
  const { title, locale, expiresAt, documentHash: sha256, signers } = row;
  const { bytes } = await readObject(documentKey(call.tenant.id, row.id, "pdf"));
  const content = Buffer.from(bytes).toString("base64");
  const { id: externalId } = await provider.put(row.id, {
    ...{ title, locale, expiresAt },
    document: { name: `${row.id}.pdf`, contentType: "application/pdf", sha256, content },
    signers: signers.map(({ contactId, name = "", email = "" }) => ({ id: contactId, name, email })),
  });
  await amended(call, row.id, (now) => ({
    ...{ externalId, failures: 0, error: undefined },
    ...(now.state === "preparing" && { state: "sent" as const, sentAt: call.now }),
    // One that was called back meanwhile is called back there too.
    ...(isOpen(now) ? { dueAt: nextLook(now, call.now) } : { isUntold: true, dueAt: call.now }),
  }));
}

/** Asks a provider what has happened, and ends what nobody has signed in time. */
async function lookedAfter(call: Caller, row: EnvelopeRow, provider: SigningProvider | undefined): Promise<void> {
  const told = provider && row.externalId ? await provider.events(row.externalId) : [];
  const isOver = row.expiresAt <= call.now;
  const after = await takeIn(call, row.id, [
    ...told,
    ...(isOver ? [{ type: "expired" as const, at: row.expiresAt }] : []),
  ]);
  if (isOpen(after)) {
    await amended(call, row.id, (now) => ({ failures: 0, error: undefined, dueAt: nextLook(now, call.now) }));
  }
}

type Paper = { filename: string; content: Uint8Array };

/** What is kept of a signature: the provider's document with its evidence; or the very document that was shown, and a certificate. */
async function papersOf(call: Caller, row: EnvelopeRow, provider: SigningProvider | undefined): Promise<Paper[]> {
  const name = row.title.replace(/[^\p{L}\p{N}]+/gu, "-");
  if (provider && row.externalId) {
    return [{ filename: `${name}-signed.pdf`, content: await provider.document(row.externalId) }];
  }
  const { bytes } = await readObject(documentKey(call.tenant.id, row.id, "pdf"));
  return [
    { filename: `${name}-signed.pdf`, content: bytes },
    { filename: `${name}-certificate.pdf`, content: await pdfOf(await certificateOf(call, row)) },
  ];
}

/** Keeps the signed document as a file of the order; of its account, where nothing came of the signature. */
async function filed(call: Caller, row: EnvelopeRow, provider: SigningProvider | undefined): Promise<void> {
  const papers = await papersOf(call, row, provider);
  const subject = await subjectOf(call, row);
  const orderId = row.orderId ?? (subject && "orderId" in subject ? subject.orderId : undefined);
  const { files } = filesOf(
    papers.map((paper) => ({ ...paper, mimeType: "application/pdf" })),
    row.id,
  );
  const relatedTo =
    orderId && !row.refusal ? { noun: "order" as const, id: orderId } : { noun: "account" as const, id: row.accountId };
  const { accountId, departmentId } = row;
  await attach(call, { relatedTo, accountId, departmentId }, files);
  const fileIds = files.map(({ id }) => id);
  await amended(call, row.id, () => ({ fileIds, failures: 0, error: undefined, dueAt: undefined }));
}

/** Tells a provider that an envelope was called back. What was signed there before stands, and is taken in. */
async function calledBack(call: Caller, row: EnvelopeRow, provider: SigningProvider | undefined): Promise<void> {
  if (provider && row.externalId && !(await provider.cancel(row.externalId, row.reason ?? ""))) {
    await takeIn(call, row.id, await provider.events(row.externalId));
  }
  await amended(call, row.id, (now) => ({
    ...{ isUntold: undefined, failures: 0, error: undefined },
    dueAt: now.state === "signed" && !now.fileIds ? call.now : undefined,
  }));
}

/** Does what is due of an envelope. What fails is tried later and later, and the envelope says why. */
export async function advance(call: Caller, row: EnvelopeRow): Promise<void> {
  try {
    const provider = await providerOf(call, row);
    if (row.isUntold) await calledBack(call, row, provider);
    else if (row.state === "signed") await filed(call, row, provider);
    else if (provider && !row.externalId && row.expiresAt > call.now) await prepared(call, row, provider);
    else await lookedAfter(call, row, provider);
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARS_MAX);
    await amended(call, row.id, ({ failures, dueAt, ...now }) => {
      const at = later(call.now, Math.min(WAIT_MS_MAX, MINUTE_MS * 2 ** failures));
      // One that cannot be asked ends in time all the same.
      const isEndNext = isOpen(now) && now.expiresAt > call.now && now.expiresAt < at;
      const next = isEndNext ? now.expiresAt : at;
      return { failures: failures + 1, error: why, dueAt: dueAt ? next : undefined };
    });
    if (isOpen(row) && row.expiresAt <= call.now) {
      await takeIn(call, row.id, [{ type: "expired", at: row.expiresAt }], { isUntold: true });
    }
  }
}
