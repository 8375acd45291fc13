import { standingOf } from "../auth/standing.ts";
import { clock } from "../config.ts";
import { Fault } from "../fault.ts";
import { type directoryEntry, wayIn } from "../records/directory.ts";
import type { Entity, RowOf } from "../table/entity.ts";
import type { Table } from "../table/table.ts";
import { spend } from "./limits.ts";
import type { Call } from "./route.ts";
import { acceptedSecrets, type SigningSecret, verifyDelivery } from "./signature.ts";

type Of<E extends Entity> = {
  /** Whose rows hold the secrets. */
  entity: E;
  entry: ReturnType<typeof directoryEntry>;
  /** As whom deliveries write, the sender's id behind it. */
  actor: string;
  /** Deliveries a second that are taken: of one sender, or of all of a tenant's under the name that they are counted by. */
  perSecond: number;
  together?: string;
};
/** When a delivery to a tenant that takes nothing in is to be sent again. */
const RETRY_SECONDS = 3_600;

type Signing = { secrets?: readonly SigningSecret[]; archived?: boolean };

type Limit = { kind: string; perSecond: number };

/**
 * Lets nothing of a body be looked at before the signature is good, and no more of them than a second may bring. The answer
 * is the same for a sender that is unknown, archived or signs badly: whoever calls learns nothing from it.
 * @throws Fault unauthorized, rate_limited.
 */
export async function checkDelivery<S>(
  { headers, rawBody, now }: Pick<Call, "headers" | "rawBody" | "now">,
  table: Table | undefined,
  sender: (S & Signing) | undefined,
  limit: Limit,
): Promise<{ table: Table; sender: S }> {
  if (!table || !sender?.secrets || sender.archived) {
    throw new Fault("unauthorized", "No webhook-signature matches the body.");
  }
  verifyDelivery(headers, rawBody, acceptedSecrets(sender.secrets, now), clock);
  // Banks and others keep what is not taken, and send it again for days.
  if (await standingOf(table)) {
    const headers = { "retry-after": String(RETRY_SECONDS) };
    throw new Fault("unavailable", "This tenant takes nothing in at present; send it again later.", { headers });
  }
  await spend({ table, ...limit }, clock.now());
  return { table, sender };
}

/** Takes in what a system outside sends, signed after the Standard Webhooks specification: finds the sender and its tenant. */
export function deliveries<E extends Entity>({ entity, entry, actor, perSecond, together }: Of<E>) {
  const find = wayIn(entry);
  return async (call: Call<unknown, unknown>, id = "") => {
    const { sourceIp: from, requestId } = call;
    const table = await find(id, { actor: `${actor}:${id}`, from, requestId, unattended: true });
    const sender: (RowOf<E> & Signing) | undefined = await table?.find(entity, id, false);
    return checkDelivery<RowOf<E>>(call, table, sender, { kind: together ?? `${actor} ${id}`, perSecond });
  };
}
