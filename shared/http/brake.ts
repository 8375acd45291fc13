/**
 * An address is braked by what is refused. Calls of public routes, refused credentials and badly signed notices count
 * against the address that the gateway saw (of IPv6 the /64 network), in a counter outside every tenant; beyond the
 * limit they get 429. Whoever has a good credential or signature is let in all the same: an office or a bank with one
 * broken client behind its address would shut out all others. `/docs` has no counter, as its Lambda has no right to
 * any row.
 */
import type { Table } from "../table/table.ts";
import { spend } from "./limits.ts";
import { sha256 } from "./seal.ts";

/** Calls a second that one source address may make without being let in: those of public routes, and those that are refused. */
export const ADDRESS_PER_SECOND_MAX = 50;
/** Of an IPv6 address the network counts, since whoever has one has all of its addresses. */
const NETWORK_HEXTETS = 4;

/** What one caller has at least: an IPv4 address, or the /64 of an IPv6 one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(":")) return mapped ?? address;
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const [left, right] = [head, tail].map((part) => part.split(":").filter(Boolean)) as [string[], string[]];
  const gap = address.includes("::") ? Math.max(0, 8 - left.length - right.length) : 0;
  const hextets = [...left, ...Array<string>(gap).fill("0"), ...right].map((h) => h.replace(/^0+(?=.)/, ""));
  return `${hextets.slice(0, NETWORK_HEXTETS).join(":")}::/64`;
}

/** Counts a call that nobody answers for against the address that the gateway saw it come from; 429 where there were too many. */
export const brake = (system: Table, address: string, now: Date): Promise<void> =>
  spend(
    { table: system, kind: `address ${sha256(networkOf(address)).slice(0, 20)}`, perSecond: ADDRESS_PER_SECOND_MAX },
    now,
  );
