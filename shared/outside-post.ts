import { type LookupAddress, lookup } from "node:dns";
import { request as plain } from "node:http";
import { request as secured } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { addressProblem, isLocal } from "./outside.ts";

const TIMEOUT_MS = 10_000;

/** Networks that are nobody's on the internet: a machine itself, its neighbours, what a cloud tells its machines, and what is for no use. */
const CLOSED: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ...(
    [
      ["0.0.0.0", 8],
      ["10.0.0.0", 8],
      ["100.64.0.0", 10],
      ["127.0.0.0", 8],
      ["169.254.0.0", 16],
      ["172.16.0.0", 12],
      ["192.0.0.0", 24],
      ["192.0.2.0", 24],
      ["192.88.99.0", 24],
      ["192.168.0.0", 16],
      ["198.18.0.0", 15],
      ["198.51.100.0", 24],
      ["203.0.113.0", 24],
      ["224.0.0.0", 3],
    ] as const
  ).map(([net, bits]) => [net, bits, "ipv4"] as const),
  // Besides what is closed itself: forms of addresses of the other kind. Those that are merely mapped the list sees through.
  ...(
    [
      ["::", 96],
      ["64:ff9b::", 96],
      ["64:ff9b:1::", 48],
      ["100::", 64],
      ["2001::", 23],
      ["2001:db8::", 32],
      ["2002::", 16],
      ["fc00::", 7],
      ["fe80::", 9],
      ["ff00::", 8],
    ] as const
  ).map(([net, bits]) => [net, bits, "ipv6"] as const),
];

const closed = new BlockList();
for (const [net, bits, kind] of CLOSED) closed.addSubnet(net, bits, kind);

/** True for an address that anybody on the internet can reach. */
export function isPublic(address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && !closed.check(address, kind === 4 ? "ipv4" : "ipv6");
}

type Resolve = (host: string, told: (error: Error | null, found: LookupAddress[]) => void) => void;
const resolved: Resolve = (host, told) => lookup(host, { all: true }, told);

/** Finds the addresses of a name, and none that is closed: the connection is made to what was looked at, not to the name. */
export const walledLookup =
  (resolve: Resolve = resolved): LookupFunction =>
  (host, options, told) =>
    resolve(host, (error, found) => {
      const open = found?.filter(({ address }) => isPublic(address)) ?? [];
      const [first] = open;
      if (error || !first) return told(error ?? new Error(`${host} leads to no public address`), "", 0);
      if (options.all) told(null, open);
      else told(null, first.address, first.family);
    });

/** What somebody outside answers: the status, and when they want to be asked again, where they say so. */
export type OutsideAnswer = { status: number; retryAfter?: string | undefined };

/**
 * Sends a body to somebody else's address and gives the head of the answer. It follows no redirect, reads nothing of what is
 * answered, and never connects to an address that the internet cannot reach, whatever the name leads to at that moment.
 */
export async function postOutside(
  address: string,
  headers: Record<string, string>,
  body: string,
): Promise<OutsideAnswer> {
  const problem = addressProblem(address);
  if (problem) throw new Error(`its address ${problem}`);
  const url = new URL(address);
  const request = url.protocol === "https:" ? secured : plain;
  const options = {
    ...{ method: "POST", headers: { ...headers, "content-length": String(Buffer.byteLength(body)) }, agent: false },
    ...{ signal: AbortSignal.timeout(TIMEOUT_MS), ...(!isLocal() && { lookup: walledLookup() }) },
  } as const;
  return new Promise((done, failed) => {
    const sent = request(url, options, (answer) => {
      answer.destroy();
      done({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] });
    });
    sent.on("error", failed);
    sent.end(body);
  });
}
