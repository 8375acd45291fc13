import * as z from "zod";
import { invalidField } from "../fault.ts";
import { idOf } from "../schema.ts";
import type { Entity, RowOf } from "../table/entity.ts";
import { sourceOf } from "../table/list.ts";
import { changed, load } from "./record.ts";
import { type Permission, type Route, route } from "./route.ts";
import { spoken } from "./words.ts";

/** Links of one record that are looked at. */
export const LINKS_MAX = 200;

type Revoking<L extends Entity> = {
  /** Whose links they are, and the field of a link that names it. */
  of: Entity;
  by: string;
  link: L;
  path: string;
  permission: Permission;
  summary: string;
  /** False where there is nothing left to end. */
  isOpen?(link: RowOf<L>): boolean;
};

/** The route that ends the public links of a record, or one of them. */
export const revokeLinksRoute = <L extends Entity>(spec: Revoking<L>): Route => {
  const { of, by, link, path, permission, summary, isOpen = () => true } = spec;
  return route({
    method: "POST",
    path: `${path}/{id}/revoke-links`,
    permission,
    summary,
    body: z.strictObject({
      linkId: idOf(link.prefix).optional().describe("The only one that ends; all, where left out."),
    }),
    reply: z.object({ revoked: z.int() }),
    example: { params: { id: "{id}" }, body: {} },
    run: async (call) => {
      const { id } = await load(call, of);
      const { linkId } = call.body;
      const { rows } = await call.table.list(link, {
        sources: [sourceOf(link, "parent", { [by]: id })],
        limit: LINKS_MAX,
        keep: (row) => !("revokedAt" in row && row.revokedAt) && (linkId ?? row.id) === row.id && isOpen(row),
      });
      if (linkId && rows.length === 0) {
        throw invalidField("linkId", `The ${spoken(of.noun)} has no open address ${linkId}.`, "unknown_reference");
      }
      await Promise.all(rows.map((row) => call.table.replace(link, row, changed(call, row, { revokedAt: call.now }))));
      return { revoked: rows.length };
    },
  });
};
