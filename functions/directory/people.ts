import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { directoryEntry, directoryMatch } from "./table.ts";

const PEOPLE_MAX = 200;

const Person = z.object({
  noun: z.enum(["contact", "lead"]),
  id: z.string(),
  ...{ name: z.string().optional(), role: z.string().optional(), decisionRole: z.string().optional() },
  ...{ email: z.string().optional(), phone: z.string().optional(), status: z.string().optional() },
});

/** People as the caller may see them, whether as contacts or as leads. */
function shownTo({ access }: Caller, of: Entity, rows: readonly AnyRow[]): z.output<typeof Person>[] {
  const seen = rows
    .filter((row) => !row.archived && access.sees(of, row))
    .map((row) => projected(access, of.noun, row));
  return seen.map(({ id, name, role, title, decisionRole, email, phone, status }: Record<string, unknown>) => {
    const said = { name, role: role ?? title, decisionRole, email, phone, status };
    const told = Object.entries(said).filter(([, value]) => typeof value === "string");
    return { noun: of.noun as "contact" | "lead", id: String(id), ...Object.fromEntries(told) };
  });
}

/** Those whom we know at a company of the directory. */
export const peopleRoute: Route = route({
  method: "GET",
  path: "/v1/directory-entries/{id}/people",
  permission: "directory.read",
  summary: `Whom we know at a company: the contacts of its account, and leads that are of it; the first ${PEOPLE_MAX} of each.`,
  reply: z.object({ items: z.array(Person) }),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: entryId, accountId } = await load(call, directoryEntry);
    const { access, table } = call;
    const range = { from: "con#", to: "con#\uffff" };
    const [contacts, matches] = await Promise.all([
      accountId && access.can("contacts.read")
        ? table.list(contact, { sources: [sourceOf(contact, "account", { accountId })], range, limit: PEOPLE_MAX })
        : { rows: [] },
      access.can("leads.read")
        ? table.list(directoryMatch, { sources: [sourceOf(directoryMatch, "parent", { entryId })], limit: PEOPLE_MAX })
        : { rows: [] },
    ]);
    const leads = await table.getMany(
      lead,
      matches.rows.map(({ leadId }) => leadId),
    );
    return {
      items: [
        ...shownTo(call, contact, contacts.rows as AnyRow[]),
        ...shownTo(call, lead, [...leads.values()] as AnyRow[]),
      ],
    };
  },
});
