import { ApiProblem, type CallOptions, createClient, type RouteName } from "../../../../shared/client/client.ts";
import { getToken, signOut } from "../session/index.ts";
import { readPreferences } from "./preferences.ts";

export type * from "../../../../shared/client/client.ts";
export { ApiProblem } from "../../../../shared/client/client.ts";

/** Says the reader's language with each call; a credential that is refused ends the session. */
async function fetchAs(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("accept-language", readPreferences().language);
  const response = await fetch(input, { ...init, headers });
  if (response.status === 401) await signOut();
  return response;
}

/** The typed caller of the API. */
export const api = createClient({ baseUrl: "", token: getToken, fetch: fetchAs });

type Parts = CallOptions & { query?: Readonly<Record<string, string | number | boolean | undefined>>; body?: unknown };

/** Calls a path that a noun tells of itself, so that no type can know it. */
export const callPath = <T>(method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path: string, parts: Parts = {}) =>
  api(`${method} ${path}` as RouteName, parts as never) as Promise<T>;

/** Whether an error is the API's own answer with this status. */
export const isStatus = (error: unknown, ...statuses: number[]): error is ApiProblem =>
  error instanceof ApiProblem && statuses.includes(error.status);
