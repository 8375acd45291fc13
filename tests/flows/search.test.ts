import { beforeAll, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { ENOUGH } from "../../functions/search/search.ts";
import { type Indexed, postingsOf } from "../../shared/search/index.ts";
import { companyName, personTexts, SearchIndex, typo } from "../support/search.ts";
import { scaled } from "../support/soak.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const SEED = Number(process.env.SEED ?? 3);
const RECORDS = scaled(40, 400);
const QUERIES = scaled(40, 1_000);

const stack = useStack();

type Held = { id: string; texts: Indexed[] };
type Viewer = { api: Api; sees: Held[] };

let viewers: Viewer[];
let all: Held[];

const texts = (fields: Record<string, string>): Indexed[] =>
  Object.entries(fields).map(([field, text]) => ({
    field,
    text,
    kind: field === "phone" || field === "email" ? field : "name",
  }));

beforeAll(async () => {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  await made(admin, "/v1/roles", {
    name: "quiet",
    permissions: ["search.read", "accounts.read", "contacts.read"],
    scopes: { "*": "all" },
    fields: { contact: { phone: "hidden", email: "masked" } },
  });
  const [rep, quiet] = [await tenant.person({ roles: ["sales"] }), await tenant.person({ roles: ["quiet"] })];
  all = [];
  const own: Held[] = [];
  for (let n = 0; n < RECORDS; n++) {
    const ownerId = n % 3 === 0 ? rep.id : undefined;
    const company = { name: companyName(n) };
    const { id: accountId } = await made(admin, "/v1/accounts", { ...company, ownerId });
    const person = Object.fromEntries(personTexts(n).map(({ field, text }) => [field, text])) as { name: string };
    const { id } = await made(admin, "/v1/contacts", { ...person, accountId, ownerId });
    const held = [
      { id: accountId, texts: texts(company) },
      { id, texts: texts(person) },
    ];
    all.push(...held);
    if (ownerId) own.push(...held);
  }
  const unhidden = all.map(({ id, texts: every }) => ({ id, texts: every.filter(({ field }) => field === "name") }));
  viewers = [
    { api: admin, sees: all },
    { api: rep.api, sees: own },
    { api: quiet.api, sees: unhidden },
  ];
  await stack().settled();
});

async function foundBy(api: Api, q: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const reply = await api.get(`/v1/search?q=${encodeURIComponent(q)}&limit=${limit}${after}`);
    ids.push(...reply.body.items.map(({ id }: { id: string }) => id));
    cursor = reply.body.nextCursor;
  } while (cursor !== null);
  return ids;
}

/** What the kernel finds among the records that somebody sees, by what they may read of them. */
function oracle({ sees }: Viewer, q: string, fuzzy: boolean): string[] {
  return new SearchIndex(sees.map((held) => held.texts)).search(q, fuzzy).flatMap((n) => sees[n]?.id ?? []);
}

const typed = fc.record({
  record: fc.nat(),
  term: fc.nat(),
  chars: fc.integer({ min: 1, max: 18 }),
  /** A kind of typing error and its place; half of all are typed right. */
  kind: fc.nat(7),
  at: fc.nat(),
  viewer: fc.nat(2),
});
type Typed = Omit<typeof typed extends fc.Arbitrary<infer T> ? T : never, "viewer">;

const isMistyped = ({ kind }: Typed): boolean => kind < 4;

/** The beginning of a term of some record, sometimes with a typing error. */
function queryOf(ask: Typed): string {
  const { record, term, chars, kind, at } = ask;
  const terms = postingsOf(all[record % all.length]?.texts ?? []).map((p) => p.term);
  const plain = terms.filter((one) => /^[\p{L}\p{N}]/u.test(one));
  const begun = [...(plain[term % plain.length] ?? "a")].slice(0, chars + 1).join("");
  return isMistyped(ask) && begun.length > 4 ? typo(begun, at % begun.length, kind, "x").trim() : begun.trim();
}

test("finds what looking through everything that one sees would find, each record once, on pages of any size", async () => {
  const asked = fc.sample(typed, { numRuns: QUERIES, seed: SEED });
  for (const [n, ask] of asked.entries()) {
    const q = queryOf(ask);
    const viewer = viewers[ask.viewer] as Viewer;
    const exact = oracle(viewer, q, false);
    const must = exact.length >= ENOUGH ? exact : oracle(viewer, q, true);
    const found = await foundBy(viewer.api, q, 1 + (n % 7));
    if (!q.includes(" ")) expect([q, ask.viewer, [...found].sort()]).toEqual([q, ask.viewer, [...must].sort()]);
    else expect([q, new Set(found).isSubsetOf(new Set(oracle(viewer, q, true)))]).toEqual([q, true]);
    expect(new Set(found).size).toBe(found.length);
  }
}, 600_000);

test("two words of one record find it", async () => {
  const asked = fc.sample(fc.tuple(typed, typed), { numRuns: QUERIES / 2, seed: SEED });
  for (const [one, other] of asked) {
    const held = all[one.record % all.length] as Held;
    const q = `${queryOf(one)} ${queryOf({ ...other, record: one.record })}`;
    if (isMistyped(one) || isMistyped(other)) continue;
    expect([q, await foundBy((viewers[0] as Viewer).api, q, 50)]).toEqual([q, expect.arrayContaining([held.id])]);
  }
}, 600_000);
