import { standingOf } from "../auth/standing.ts";
import { clock } from "../config.ts";
import type { Fault } from "../fault.ts";
import { type LinkEntry, linkEntryId } from "../records/directory.ts";
import type { Entity, RowOf } from "../table/entity.ts";
import { systemTable, type Table, tenantTable } from "../table/table.ts";
import { spend } from "./limits.ts";
import type { Call } from "./route.ts";

/** What one address may be used for a second unless it is for many, besides what the caller's own address may. */
const LINK_PER_SECOND_MAX = 5;

type Link = { id: string; revokedAt?: string; expiresAt: string };

/**
 * The link that the `token` of a path opens, and its tenant's table, written to in the address's name. The directory keeps
 * tokens as hashes. An address that is unknown, revoked or ended is `closed`, and the three are not told apart.
 */
export async function openLink<L extends Entity>(
  call: Call<unknown, unknown>,
  {
    entry: directory,
    link: entity,
    perSecond = LINK_PER_SECOND_MAX,
  }: { entry: LinkEntry; link: L; perSecond?: number },
  closed: () => Fault,
): Promise<{ table: Table; link: RowOf<L> }> {
  const stamp = { actor: "link:public", from: call.sourceIp, requestId: call.requestId, unattended: true };
  const entry = await systemTable(stamp).find(directory, linkEntryId(directory, call.params.token ?? ""));
  if (!entry) throw closed();
  const table = await tenantTable(entry.tenantId, { ...stamp, actor: `link:${entry.linkId}` });
  const link = (await table.find(entity, entry.linkId)) as (RowOf<L> & Link) | undefined;
  if (!link || link.revokedAt || link.expiresAt <= call.now) throw closed();
  if (await standingOf(table)) throw closed();
  await spend({ table, kind: `link ${link.id}`, perSecond }, clock.now());
  return { table, link };
}
