import type * as z from "zod";
import { changed } from "../../shared/http/record.ts";
import { anew } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import type { LicenceInput } from "../tenants/schema.ts";
import { tenant } from "../tenants/table.ts";
import { forgetContext } from "../users/context.ts";
import type { activationCode } from "./table.ts";

type Given = z.output<typeof LicenceInput> & { activationCodeId?: string };

const TRIES_MAX = 5;

/** Gives a tenant a licence. What it had before stays known, so that what was written then can be read. */
export async function grant(table: Table, now: string, given: Given): Promise<RowOf<typeof tenant>> {
  const after = await anew(TRIES_MAX, async () => {
    const row = await table.get(tenant, table.tenantId);
    const { licence: before } = row;
    const had = [...new Set([...(before?.had ?? []), before?.edition ?? ("enterprise" as const)])];
    const licence = { ...given, had, counted: (before?.counted ?? 0) + 1 };
    return table.replace(tenant, row, changed({ now }, row, { licence }));
  });
  forgetContext(table.tenantId);
  return after;
}

/** Gives what a code now says to every tenant that it holds for; one that was deleted has none any more. */
export async function regrant(system: Table, now: string, code: RowOf<typeof activationCode>): Promise<void> {
  for (const { tenantId } of code.registrations) {
    const table = await tenantTable(tenantId, system.stamp);
    const row = await table.find(tenant, tenantId);
    if (row?.licence?.activationCodeId === code.id) await grant(table, now, licenceOfCode(code));
  }
}

/** The licence that a code gives; one that was revoked ended the day before. */
export function licenceOfCode({ id, edition, seats, quotas, ...until }: RowOf<typeof activationCode>): Given {
  const { validUntil, revokedOn } = until;
  return {
    ...{ state: "registered" as const, edition, activationCodeId: id, validUntil: revokedOn ?? validUntil },
    ...(seats !== undefined && { seats }),
    ...(quotas && { quotas }),
  };
}
