import { isDeepStrictEqual } from "node:util";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { beside, commit } from "../../shared/records/write.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { endTold } from "./mail.ts";
import { type EnvelopeRow, isOpen, reckoned, type Told } from "./rules.ts";
import { signedChange, stands, subjectOf } from "./subject.ts";
import { envelope } from "./table.ts";

const TRIES_MAX = 12;

/** In whose name a signature acts: whoever sent the document, while they are there; else the product itself. */
async function actingFor(call: Caller, { senderId }: EnvelopeRow): Promise<Caller> {
  const sender = senderId ? await call.table.find(user, senderId) : undefined;
  if (!sender || sender.archived) return call;
  const access = accessOf(sender, call.tenant);
  return { ...call, actor: access.actor, access, ifMatch: undefined };
}

/** The envelope with all that follows from its signature, in one transaction: so a signature acts once or not at all. */
async function signed(call: Caller, row: EnvelopeRow, next: EnvelopeRow): Promise<void> {
  const record = await subjectOf(call, row);
  if (!stands(row, record))
    throw new Fault("invalid_state", "It has changed since it was sent, or is decided already.");
  const actor = await actingFor(call, row);
  const change = await signedChange(actor, row, record);
  const told = await endTold(call, next);
  await commit(actor, beside(change, [write.replace(envelope, row, next), ...told]));
}

/** A signature that came too late for its record is kept with the reason; somebody is told, and decides. */
async function refused(call: Caller, row: EnvelopeRow, next: EnvelopeRow, refusal: string): Promise<void> {
  const kept = { ...next, refusal };
  await call.table.commit([write.replace(envelope, row, kept), ...(await endTold(call, kept))]);
}

async function noted(call: Caller, row: EnvelopeRow, after: EnvelopeRow): Promise<EnvelopeRow> {
  const hasEnded = isOpen(row) && !isOpen(after);
  const isFiled = after.state === "signed" && row.state !== "signed";
  // Of what has ended nothing is asked any more, but for the document that was signed and for a provider to be told.
  const dueAt = isFiled || after.isUntold ? call.now : hasEnded ? undefined : row.dueAt;
  const written = nextVersion(row, call.now, { ...after, dueAt });
  if (!isFiled) {
    const told = hasEnded ? await endTold(call, written) : [];
    await call.table.commit([write.replace(envelope, row, written), ...told]);
    return written;
  }
  try {
    await signed(call, row, written);
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500 || isRaced(error)) throw error;
    const { version } = await call.table.get(envelope, row.id);
    if (version !== row.version) throw new Fault("stale", "Somebody else has noted what happened to it.");
    await refused(call, row, written, error.detail);
  }
  return written;
}

/**
 * Takes in what happened to an envelope, in any order and however often, whoever tells of it. The first to note that it
 * is signed by all accepts its quote, or signs its order, by the same transaction.
 */
export const takeIn = (
  call: Caller,
  id: string,
  told: readonly Told[],
  more: Partial<Pick<EnvelopeRow, "isUntold">> = {},
): Promise<EnvelopeRow> =>
  anew(
    TRIES_MAX,
    async () => {
      const row = await call.table.get(envelope, id);
      const after = reckoned(row, told, call.now);
      if (isDeepStrictEqual(after, row)) return row;
      return noted(call, row, { ...after, ...(isOpen(after) ? {} : more) });
    },
    (error) => isRaced(error) || isOvertaken(error),
  );
