import type * as z from "zod";
import type { RowOf } from "../../shared/table/entity.ts";
import type { Factors as FactorsShape, GroupMapping as MappingShape, Session, SessionBook } from "./schema.ts";
import type { signOn } from "./table.ts";

export type Factors = z.output<typeof FactorsShape>;
type Row = RowOf<typeof signOn>;

/** A tenant's issuer with what was left out. */
export const wholeSignOn = (row: Row) => ({
  ...row,
  audience: row.audience ?? row.clientId,
  scope: row.scope ?? "openid email",
  claim: row.claim ?? "email",
  means: row.means ?? ("email" as const),
  bearer: row.bearer ?? ("accessToken" as const),
});

/** What issuers write of more than a password, where they say nothing else (RFC 8176). */
export const FACTORS_USUAL: Factors = {
  claim: "amr",
  anyOf: ["mfa", "otp", "hwk", "swk", "fpt", "face", "iris", "sc"],
};

/** True where the claims of a token tell of a factor that is asked for. */
export function tellsFactor(claims: Readonly<Record<string, unknown>>, { claim, anyOf }: Factors): boolean {
  const told = [claims[claim]].flat().filter((one) => typeof one === "string");
  return told.some((one) => anyOf.includes(one));
}

export type GroupMapping = z.output<typeof MappingShape>;
type Claims = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Claims =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands where a claim says: under its whole name, or below a part of it that ends at a dot, since names may have dots. */
function claimAt(claims: Claims, way: string): unknown {
  if (Object.hasOwn(claims, way)) return claims[way];
  for (let dot = way.indexOf("."); dot !== -1; dot = way.indexOf(".", dot + 1)) {
    const name = way.slice(0, dot);
    const below = Object.hasOwn(claims, name) ? claims[name] : undefined;
    const found = isObject(below) ? claimAt(below, way.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The groups that a token tells; undefined where it only says that there are more than it can name. Then Entra ID puts an
 * address in their place (`_claim_names`), or `hasgroups`. One group may stand as a text; a claim that is absent names none.
 */
export function groupsTold(claims: Claims, claim: string): string[] | undefined {
  const told = claimAt(claims, claim);
  const elsewhere = claims._claim_names;
  const isElsewhere = (isObject(elsewhere) && Object.hasOwn(elsewhere, claim)) || claims.hasgroups === true;
  if (told === undefined && isElsewhere) return undefined;
  return [told].flat().filter((one): one is string => typeof one === "string");
}

/** The keys of the roles that follow from groups, in the order of the mapping. */
export const rolesOfGroups = (groups: readonly string[], of: GroupMapping["of"]): string[] => [
  ...new Set(of.filter(({ group }) => groups.includes(group)).flatMap(({ roles }) => roles)),
];

export type SessionRow = z.output<typeof Session>;
export type Sessions = Pick<z.output<typeof SessionBook>, "sessions" | "next" | "evictedTo" | "evicted">;

export const NO_SESSIONS: Sessions = { sessions: [], next: 0, evictedTo: 0, evicted: [] };

const isEarlier = (a: SessionRow, b: SessionRow): number => a.at - b.at || a.n - b.n;

/** What becomes of a sign-in: `known` it goes on, `evicted` it is over, `changed` it goes on and the book with it. */
export type Admission = { kind: "known" } | { kind: "evicted"; book?: Sessions } | { kind: "changed"; book: Sessions };

/**
 * Lets a sign-in take a seat; of more sessions than seats the earliest goes. What has begun before somebody was evicted is
 * over too, so whichever calls come first, those stay that began last. A session whose last token has ended gives its seat
 * free: a call with a later token takes it again. All times are seconds.
 */
export function admitted(before: Sessions, one: Omit<SessionRow, "n">, seats: number, now: number): Admission {
  const { evictedTo, evicted } = before;
  const found = before.sessions.find(({ key }) => key === one.key);
  const isOver = one.at < evictedTo || (one.at === evictedTo && evicted.includes(one.key));
  if (!found && isOver) return { kind: "evicted" };
  // Seats may have become fewer since it came.
  if (found && found.until >= one.until && before.sessions.length <= seats) return { kind: "known" };
  const others = before.sessions.filter(({ key, until }) => key !== one.key && until > now);
  const mine = found ? { ...found, until: Math.max(found.until, one.until) } : { ...one, n: before.next };
  const all = [...others, mine].sort(isEarlier);
  const gone = all.slice(0, Math.max(0, all.length - seats));
  const to = Math.max(evictedTo, ...gone.map(({ at }) => at));
  const there = gone.filter(({ at }) => at === to).map(({ key }) => key);
  const book = {
    sessions: all.slice(gone.length),
    next: before.next + (found ? 0 : 1),
    evictedTo: to,
    evicted: [...(to === evictedTo ? evicted : []), ...there],
  };
  return gone.some(({ key }) => key === one.key) ? { kind: "evicted", book } : { kind: "changed", book };
}
