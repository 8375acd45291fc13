import { ApiProblem, type CallOptions, createClient } from "../../../../shared/client/client.ts";
import { getToken, renewed } from "../session/index.ts";
import { readPreferences } from "./preferences.ts";

export type * from "../../../../shared/client/client.ts";
export { ApiProblem } from "../../../../shared/client/client.ts";

/**
 * Says the reader's language with each call. A credential that is refused is renewed once and the call made again, as a refused
 * call wrote nothing; where it cannot be renewed, the page asks to sign in, and what is not saved stays.
 */
async function fetchAs(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("accept-language", readPreferences().language);
  const response = await fetch(input, { ...init, headers });
  if (response.status !== 401 || !(await renewed())) return response;
  headers.set("authorization", `Bearer ${await getToken()}`);
  return fetch(input, { ...init, headers });
}

/** The typed caller of the API. */
export const api = createClient({ baseUrl: "", token: getToken, fetch: fetchAs });

type Parts = CallOptions & { query?: Readonly<Record<string, string | number | boolean | undefined>>; body?: unknown };

type Untyped = (route: string, parts: Parts) => Promise<unknown>;

/** Calls a path that a noun tells of itself, so that no type can know it. */
export const callPath = <T>(method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path: string, parts: Parts = {}) =>
  (api as Untyped)(`${method} ${path}`, parts) as Promise<T>;

/** Whether an error is the API's own answer with this status. */
export const isStatus = (error: unknown, ...statuses: number[]): error is ApiProblem =>
  error instanceof ApiProblem && statuses.includes(error.status);

/** Fetches a file as the caller and has the browser keep it under its name. */
export async function download(path: string, query: Readonly<Record<string, string | undefined>>): Promise<void> {
  const stated = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const headers = { authorization: `Bearer ${await getToken()}` };
  const response = await fetchAs(`${path}?${new URLSearchParams(stated)}`, { headers });
  if (!response.ok) throw new ApiProblem(await response.json());
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "report";
  link.click();
  URL.revokeObjectURL(address);
}
