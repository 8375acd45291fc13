import { config } from "./config.ts";
import { invalidField } from "./fault.ts";

/** Where a machine or its neighbours answer, and nothing that others can reach. */
const INSIDE = /^(localhost|\d+\.\d+\.\d+\.\d+|\[.*\]|[^.]+|.*\.(local|internal))$/i;

/** Only a product that runs without TLS itself, on one machine, speaks to others so. */
export const isLocal = (): boolean => config().publicUrl.startsWith("http://");

/** What is wrong with the address of somebody else's service, as a predicate to follow its name; nothing where it may be called. */
export function addressProblem(address: string): string | undefined {
  const { protocol, hostname: written, username, hash } = new URL(address);
  // A name with a dot behind it is the same name.
  const hostname = written.replace(/\.+$/, "");
  if (username || hash) return "is no plain address";
  if (isLocal()) return undefined;
  if (protocol !== "https:") return "must begin with https";
  return INSIDE.test(hostname) ? "is not reachable from the internet" : undefined;
}

/** An answer whose body is still to be read. */
type Answered = { body: AsyncIterable<Uint8Array> | null };

/** The bytes of an answer; throws where they are more than is taken. */
export async function boundedBytes(reply: Answered, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of reply.body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error("its answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The text of an answer; throws where it is longer than is taken. */
export const boundedText = async (reply: Answered, bytesMax: number): Promise<string> =>
  (await boundedBytes(reply, bytesMax)).toString("utf8");

/** Refuses an address of a system outside that must not be called; one that is not told, or is taken away, is none. */
export function checkBaseUrl(baseUrl: string | null | undefined, field = "baseUrl"): void {
  const problem = baseUrl ? addressProblem(baseUrl) : undefined;
  if (problem) throw invalidField(field, `${field} ${problem}.`);
}
