import { setTimeout as wait } from "node:timers/promises";

/** A problem document of the API, as an error. */
export class CallError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(call: string, status: number, problem: { code?: string; detail?: string }) {
    super(`${call} answered ${status} ${problem.code ?? ""}: ${problem.detail ?? ""}`);
    this.status = status;
    this.code = problem.code ?? "";
  }
}

/** Calls the API with one credential; resolves to the reply of a success. */
export type Caller = <T = { id: string }>(method: string, path: string, body?: unknown, key?: string) => Promise<T>;

const TRIES_MAX = 5;

/**
 * A call that is put off is made again when the reply says: over the tenant's rate limit, or after a start that was
 * broken off in the midst of this very call, which is taken over when its lease has ended.
 */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await send();
    const seconds = response.headers.get("retry-after");
    if (seconds === null || tries === TRIES_MAX) return response;
    await wait(1_000 * Number(seconds));
  }
}

/** A caller of the public API, over HTTP like anybody else. `key` makes a POST that is sent again take effect once. */
export function callerOf(baseUrl: string, token: string): Caller {
  return async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    if (key) headers["idempotency-key"] = key;
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await patiently(() => fetch(new URL(path, baseUrl), { method, headers, body: sent }));
    const reply: unknown = await response.json();
    if (!response.ok) throw new CallError(`${method} ${path}`, response.status, reply as object);
    return reply as T;
  };
}

/** Runs all of the work, a few at a time. */
export async function together<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  atOnce = 12,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
