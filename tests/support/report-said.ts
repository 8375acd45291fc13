import { civilDate } from "../../shared/clock.ts";
import { TIME_ZONE } from "./tenant.ts";

// biome-ignore lint/suspicious/noExplicitAny: replies of many nouns are read here.
export type Raw = Record<string, any>;
export type Numbers = Record<string, (row: Raw) => number>;
export type Values = Record<string, (row: Raw) => unknown>;
/** How a fact looks through the public door: the rows of a list, what each says, and what it counts. */
export type Truth = { paths: string[]; explode?(row: Raw, path: string): Raw[]; says?: Values; counts: Numbers };

export const on = (at?: string): string | null => (at ? civilDate(new Date(at), TIME_ZONE) : null);
export const one = () => 1;
export const if1 = (holds: boolean): number => (holds ? 1 : 0);
export const days = (from: string | null, to: string | null): number =>
  from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) : 0;
export const created: Values = { createdOn: (r) => on(r.createdAt), archived: (r) => r.archived === true };
export const won = (r: Raw) => r.status === "closedWon";
export const lost = (r: Raw) => r.status === "closedLost";
export const signed = (r: Raw) => r.status === "signed";
export const has = (value: unknown): number => if1(value !== undefined && value !== null);
export const entries = (r: Raw, ...kinds: string[]): number =>
  r.allocations.filter((e: Raw) => kinds.includes(e.kind)).reduce((sum: number, e: Raw) => sum + e.amountMinor, 0);
export const decided = (r: Raw) => r.direction === "credit" && (r.state === "applied" || r.state === "partlyApplied");
export const came = (r: Raw) => r.direction === "credit" && r.state !== "excluded";
export const line: Values = { receivedOn: (r) => on(r.createdAt), isVirtual: (r) => r.virtualAccountNo !== undefined };
