import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { TOOLS } from "../../functions/console/app/settings/list.ts";
import { openSections } from "../../functions/console/app/settings/sections.ts";
import { ROOT } from "../../infra/bundle.ts";
import { builtConsole } from "../../infra/local/console.ts";
import { MINUTE_MS } from "../../shared/duration.ts";
import { openTenant, seedDemo } from "../support/demo.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";
import { inBrowser, type Visit } from "./support/browser.ts";
import { signIn, walk } from "./support/people.ts";

const stack = useStack({ userPool: true, console: builtConsole() });
/** Everybody goes to every page at both widths where there is time. */
const { SOAK } = process.env;
const ROLES = ["admin", "manager", "sales", "finance", "marketing", "service"] as const;
const ON_PHONES = ["manager", "sales", "service"];
const LOOKS = ROLES.flatMap((role) =>
  (["desk", "phone"] as const)
    .filter((screen) => SOAK !== undefined || (screen === "phone") === ON_PHONES.includes(role))
    .map((screen) => [role, screen] as const),
);
const emailOf = (role: string): string => `${role}.pages@example.com`;

/** Hundreds of pages, one after the other, on whatever machine. */
const PATIENCE_MS = 30 * MINUTE_MS;

/** So many calls a page makes at the most. */
const CALLS_MAX = 6;

/** Every address that the console has a page for, as its router has it: a page that is added is gone to. */
const PATTERNS = [
  ...readFileSync(join(ROOT, "functions/console/app/routes.tsx"), "utf8").matchAll(/path: "([^"*]+)"/g),
].flatMap(([, path = ""]) => (path === "/" ? [""] : [path]));
const OF_NOUNS = PATTERNS.filter((pattern) => pattern.startsWith("r/:noun"));

/** Where the ids of a page are listed that is of no noun. */
const LISTS: Readonly<Record<string, string>> = {
  "receipts/:id": "/v1/bank-transactions",
  "inbox/:id": "/v1/leads",
  "approvals/:id": "/v1/approvals",
  "journeys/:id": "/v1/journeys",
  "mail/:id": "/v1/mails",
  "plans/:id": "/v1/plans",
  "knowledge/:id": "/v1/knowledge",
  "reports/:id": "/v1/reports",
  "reports/saved/:savedId": "/v1/saved-reports",
  "dashboards/:id": "/v1/dashboards",
  "jobs/:id": "/v1/jobs",
};

type Noun = { noun: string; path: string; rights: { write: boolean }; does: string[] };
type Place = { pattern: string; path: string; noun?: string };
type Caller = { api: Api; nouns: Noun[]; can: (permission: string) => boolean };

async function firstId(api: Api, path: string): Promise<string | undefined> {
  const { status, body } = await api.get(path);
  return status === 200 ? body.items[0]?.id : undefined;
}

/** The pages of one noun that somebody has: they write it, may import it, see a record of it. */
async function placesOfNoun({ api }: Caller, pattern: string, { noun, path, rights, does }: Noun): Promise<Place[]> {
  const isOpen = { new: rights.write, edit: rights.write, import: rights.write && does.includes("import") };
  const last = pattern.split("/").at(-1) ?? "";
  if (last in isOpen && !isOpen[last as keyof typeof isOpen]) return [];
  const id = pattern.includes(":id") ? await firstId(api, `${path}?limit=1`) : "";
  return id === undefined ? [] : [{ pattern, noun, path: `/${pattern.replace(":noun", noun).replace(":id", id)}` }];
}

/** The pages that a pattern stands for, to somebody. */
async function placesOf(caller: Caller, pattern: string): Promise<Place[]> {
  const { api, nouns, can } = caller;
  if (pattern === "settings/:section") {
    const open = [...openSections(can), ...TOOLS.filter(({ permission }) => can(permission))];
    return open.map(({ key }) => ({ pattern, path: `/settings/${key}` }));
  }
  if (pattern === "duplicates/:noun") {
    return ["account", "contact", "lead"].map((noun) => ({ pattern, path: `/duplicates/${noun}` }));
  }
  if (pattern.includes(":noun")) {
    return (await Promise.all(nouns.map((one) => placesOfNoun(caller, pattern, one)))).flat();
  }
  if (!pattern.includes(":")) return [{ pattern, path: `/${pattern}` }];
  const list = LISTS[pattern];
  if (!list) throw new Error(`Say in LISTS where the ids of ${pattern} are listed.`);
  const id = await firstId(api, list);
  return id === undefined ? [] : [{ pattern, path: `/${pattern.replace(/:\w+/, id)}` }];
}

const shares = new Map<string, Place[]>();

/** Where there is little time, a page that is the same for all nouns is gone to by one of those who have it, whoever has most last. */
function share(role: string, places: readonly Place[], taken: Set<string>): void {
  const own = places.filter(({ noun, path }) => SOAK !== undefined || !noun || !taken.has(path));
  for (const { path } of own) taken.add(path);
  shares.set(role, own);
}

beforeAll(async () => {
  const tenant = await seedDemo(stack(), await openTenant(stack(), "示例租户"));
  const operator = stack().api(stack().operatorKey);
  await operator.patch(`/v1/tenants/${tenant.id}`, { requestsPerSecondMax: 10_000 });
  // What there is must be seen to be gone to, whoever owns it.
  const everywhere = { name: "everywhere", permissions: ["accounts.read"], scopes: { "*": "all" } };
  await made(tenant.admin, "/v1/roles", everywhere);
  const keys = new Map<string, string>();
  for (const role of ROLES) {
    const roles = role === "admin" ? [role] : [role, everywhere.name];
    const { id } = await made(tenant.admin, "/v1/users", { name: role, email: emailOf(role), roles });
    keys.set(role, String((await made(tenant.admin, `/v1/users/${id}/api-keys`, { name: "test" })).key));
  }
  await stack().settled();
  const taken = new Set<string>();
  for (const role of [...ROLES].reverse()) {
    const api = stack().api(keys.get(role));
    const nouns = (await api.get("/v1/nouns")).body.items as Noun[];
    const { permissions } = (await api.get("/v1/me")).body as { permissions: string[] };
    const caller: Caller = { api, nouns, can: (permission) => permissions.includes(permission) };
    share(role, (await Promise.all(PATTERNS.map((pattern) => placesOf(caller, pattern)))).flat(), taken);
  }
});

/** The calls of the API that a page makes until it is calm. */
async function callsOf({ page, calm }: Visit, go: (page: Page) => Promise<unknown>): Promise<string[]> {
  const calls: string[] = [];
  const note = (request: { url(): string }): void => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/v1/")) calls.push(pathname);
  };
  page.on("request", note);
  await go(page);
  await calm();
  page.off("request", note);
  return calls;
}

/** What is wrong with a page as it stands. */
async function faultsOf({ page, axe }: Visit, isLooked: boolean): Promise<string[]> {
  const heads = page.locator("h1");
  await heads.first().waitFor();
  const count = await heads.count();
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  return [
    ...(count === 1 ? [] : [`has ${count} heads`]),
    ...(wide > 0 ? [`is ${wide} pixels too wide`] : []),
    ...(isLooked ? await axe() : []),
  ];
}

/**
 * Axe looks at every page where there is time. Where there is little, at those that are of a record and of no noun, which the crawl of
 * what is linked to does not meet, and of those that all nouns have at one of each noun, by turns.
 */
const isLooked = ({ pattern, noun }: Place, nouns: readonly string[]): boolean =>
  SOAK !== undefined || (noun ? OF_NOUNS[nouns.indexOf(noun) % OF_NOUNS.length] === pattern : pattern.includes(":"));

inBrowser("every page of the console", (open) => {
  test.each(LOOKS)(
    "is shown to %s at a %s without an error, with few calls, and axe finds nothing",
    async (role, screen) => {
      const visit = await open(stack().baseUrl, { language: "en", screen });
      const { page, problems, calm } = visit;
      await page.goto("/");
      await signIn(page, emailOf(role));
      await calm();
      const places = shares.get(role) ?? [];
      const nouns = [...new Set(places.flatMap(({ noun }) => noun ?? []))];
      const found: string[] = [];
      let told = 0;
      for (const place of places) {
        const calls = await callsOf(visit, () => walk(page, place.path));
        const many = calls.length > CALLS_MAX ? [`makes ${calls.length} calls: ${calls.join(" ")}`] : [];
        const lines = problems.list();
        const faults = [...many, ...(await faultsOf(visit, isLooked(place, nouns))), ...lines.slice(told)];
        found.push(...faults.map((fault) => `${place.path} ${fault}`));
        told = lines.length;
      }
      expect(found).toEqual([]);
    },
    PATIENCE_MS,
  );

  test("is gone to, whichever the router has", () => {
    const gone = [...shares.values()].flat();
    expect(PATTERNS.filter((pattern) => !gone.some((place) => place.pattern === pattern))).toEqual([]);
  });
});
