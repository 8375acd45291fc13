import { type LookupAddress, lookup } from "node:dns";
import { type IncomingMessage, request as plain } from "node:http";
import { request as secured } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { addressProblem, isLocal } from "./outside.ts";

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

/** What is sent to somebody else's address. */
export type Sent = { method?: string; headers?: Record<string, string>; body?: string | undefined; timeoutMs: number };

/** What somebody outside answers; whoever does not read the body lets it go. */
export type Answer = Pick<Response, "ok" | "status"> & {
  header(name: string): string | undefined;
  body: AsyncIterable<Uint8Array>;
  letGo(): void;
};

const answerOf = (answer: IncomingMessage): Answer => {
  const status = answer.statusCode ?? 0;
  return {
    ...{ ok: status >= 200 && status < 300, status, body: answer },
    header: (name) => [answer.headers[name] ?? []].flat()[0],
    letGo: () => void answer.destroy(),
  };
};

/**
 * Calls somebody else's address. It follows no redirect, takes no longer than it is given, and never connects to an address that
 * the internet cannot reach, whatever the name leads to at that moment. Whoever reads what is answered bounds it.
 */
export async function callOutside(
  address: string,
  { method = "GET", headers, body, timeoutMs }: Sent,
): Promise<Answer> {
  const problem = addressProblem(address);
  if (problem) throw new Error(`its address ${problem}`);
  const url = new URL(address);
  const request = url.protocol === "https:" ? secured : plain;
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const options = {
    ...{ method, headers: { ...headers, ...length }, agent: false },
    ...{ signal: AbortSignal.timeout(timeoutMs), ...(!isLocal() && { lookup: walledLookup() }) },
  } as const;
  return new Promise((done, failed) => {
    const sent = request(url, options, (answer) => done(answerOf(answer)));
    sent.on("error", failed);
    sent.end(body);
  });
}
