/**
 * A customer's address is a secret of 256 bits, kept as its hash alone, outside every wall, beside the name of its
 * tenant. It opens one revision of one quote and ends with the quote, its own date, a revocation; after a revision it
 * says that it is of an older one. What a visitor may do there is read, take, ask; the page runs no script, and its
 * policy lets none in.
 */
import * as z from "zod";
import { config } from "../config.ts";
import { type LinkEntry, linkEntryId } from "../records/directory.ts";
import { systemTable } from "../table/table.ts";
import { fresh } from "./record.ts";
import type { Call, Caller } from "./route.ts";

/** What is told of an address when it is made, this once. */
export const LinkMade = z
  .object({ publicUrl: z.string(), linkId: z.string(), expiresAt: z.string() })
  .meta({ id: "LinkMade", description: "An address for the public, shown this once, and when it ends." });

/**
 * Makes the address, at a `path` with a `{token}`, of a link that is about to be written, and notes in the directory where
 * it leads. An entry that leads to no link opens nothing.
 */
export async function addressFor(
  call: Caller & Pick<Call, "secret">,
  { entry, path }: { entry: LinkEntry; path: string },
  linkId: string,
): Promise<string> {
  const token = call.secret();
  const row = { ...fresh(call, entry, linkEntryId(entry, token)), tenantId: call.tenant.id, linkId };
  await systemTable(call.table.stamp).createOnce(entry, row);
  return config().publicUrl + path.replace("{token}", token);
}
