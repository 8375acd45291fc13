import * as z from "zod";
import { type Route, route } from "../../shared/http/route.ts";

const PHONE_CHARS_MAX = 60;

/** A record whose number it is. */
const Found = z.object({
  noun: z.string(),
  id: z.string(),
  title: z.string(),
  /** True where the extension is theirs as well, or neither has one. */
  exact: z.boolean(),
});

/** Who calls: one query of the place that leads, accounts and contacts of a number share. */
export const callerRoute: Route = route({
  method: "GET",
  path: "/v1/callers",
  permission: "search.read",
  summary:
    "Finds the leads, accounts and contacts that a telephone number belongs to, however it is written: as a telephone system sends it or as somebody types it.",
  query: z.strictObject({
    number: z.string().trim().min(1).max(PHONE_CHARS_MAX).describe("The caller's number, with or without its country."),
  }),
  reply: z.object({
    number: z.string().nullable().describe("The number as records keep it; null where it can be none."),
    shown: z.string().nullable().describe("The number as people write it where the tenant is."),
    items: z.array(Found),
  }),
  example: { query: { number: "138 0000 0002" } },
  run: async (call) => {
    const { number } = call.query;
    const [{ readPhone }, { samePhone }, { bearersOf }] = await Promise.all([
      import("../../shared/phones.ts"),
      import("../../shared/search/phones.ts"),
      import("../duplicates.ts"),
    ]);
    // A telephone system tells the country's code without its plus.
    const read = readPhone(number, call.tenant) ?? readPhone(`+${number.replace(/^\+/, "")}`, call.tenant);
    const phone = read?.kept ?? number;
    const items = (await bearersOf(call, phone)).map(({ noun, row }) => ({
      ...{ noun, id: row.id, title: String(row.name ?? row.id) },
      exact: samePhone(String(row.phone ?? ""), phone),
    }));
    items.sort((a, b) => Number(b.exact) - Number(a.exact));
    return { number: read?.kept ?? null, shown: read?.shown ?? null, items };
  },
});
