import * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { type Caller, type Permission, type Route, route } from "../../shared/http/route.ts";
import { titleOf } from "../../shared/records/noun.ts";
import { nouns } from "../nouns.ts";
import { entities } from "../streams/entities.ts";
import { department, role, user } from "../users/table.ts";

const TITLES_MAX = 100;
const ID_CHARS_MAX = 60;

const Title = z.object({ noun: z.string(), id: z.string(), title: z.string() });
type Title = z.output<typeof Title>;

/** People, departments and roles are no nouns of lists, but every record names some. */
const ORGANISATION = [user, department, role];

/** What a tenant works by and records name, each with the permission by which it is listed. */
export const LISTED_BY: Readonly<Record<string, Permission>> = {
  bankConnection: "bank.read",
  couponTemplate: "prices.read",
  directorySource: "directory.read",
  leadPool: "assignment.read",
  mailbox: "mailboxes.read",
  pipeline: "pipelines.read",
  template: "templates.read",
};

/** The names of what a tenant works by. */
async function namesOf({ access, table }: Caller, prefix: string, ids: readonly string[]): Promise<Title[]> {
  const card = entities.find((one) => one.prefix === prefix);
  const permission = card && LISTED_BY[card.noun];
  if (!permission || !access.can(permission)) return [];
  const rows = await table.getMany(await card.load(), ids);
  return [...rows.values()].map((row) => {
    const { name } = projected(access, card.noun, row) as { name?: string };
    return { noun: card.noun, id: row.id, title: name ?? row.id };
  });
}

/** The titles of some records of one kind, as far as the caller may see each. */
async function titlesOf(call: Caller, prefix: string, ids: readonly string[]): Promise<Title[]> {
  const { access, table } = call;
  const entity = ORGANISATION.find((one) => one.prefix === prefix);
  if (entity && access.can("users.read")) {
    const rows = await table.getMany(entity, ids);
    return [...rows.values()].map(({ id, name }) => ({ noun: entity.noun, id, title: name }));
  }
  const card = nouns.find((one) => one.prefix === prefix);
  if (!card) return namesOf(call, prefix, ids);
  if (!access.can(`${card.module}.read`)) return [];
  const of = await card.load();
  const rows = await table.getMany(of.entity, ids);
  return [...rows.values()]
    .filter((row) => access.sees(of.entity, row))
    .map((row) => ({ noun: card.noun, id: row.id, title: titleOf(of, projected(access, card.noun, row)) }));
}

/** What records are called that others name by their ids: one call for all that a page shows. */
export const titlesRoute: Route = route({
  method: "GET",
  path: "/v1/titles",
  permission: "self",
  summary:
    "What records are called, by their ids. Those that do not exist or that the caller may not see are left out.",
  query: z.strictObject({
    ids: z
      .string()
      .min(1)
      .max(TITLES_MAX * (ID_CHARS_MAX + 1))
      .transform((text) => [...new Set(text.split(",").map((id) => id.trim()))].filter((id) => id !== ""))
      .pipe(z.array(z.string().max(ID_CHARS_MAX)).min(1).max(TITLES_MAX))
      .describe(`Up to ${TITLES_MAX} ids of any nouns, separated by commas.`),
  }),
  reply: z.object({ items: z.array(Title) }),
  example: { query: { ids: "{accountId}" } },
  run: async (call) => {
    const groups = Map.groupBy(call.query.ids, (id: string) => id.split("_")[0] ?? "");
    const found = await Promise.all([...groups].map(([prefix, ids]) => titlesOf(call, prefix, ids)));
    return { items: found.flat() };
  },
});
