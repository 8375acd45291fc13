import type { Route } from "../http/route.ts";
import type { Module } from "../module.ts";
import type { Entity } from "../table/entity.ts";

const words = (text: string): string[] => text.split(/[^A-Za-z0-9]+/).filter(Boolean);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `bank-connections` → `BankConnections`, `bankConnection` → `BankConnection`. */
export const pascal = (text: string): string => words(text).map(capital).join("");

const isParameter = (segment: string): boolean => segment.startsWith("{");

/** The name of a call in OpenAPI: its method and path as one word (`postOrdersByIdSign`). Stable while the path is. */
export function operationId(route: Pick<Route, "method" | "path">): string {
  const segments = route.path.split("/").filter((s) => s && s !== "v1");
  const parts = segments.map((s) => (isParameter(s) ? `By${pascal(s)}` : pascal(s)));
  return route.method.toLowerCase() + parts.join("");
}

/** True for the `POST` that adds a record to a collection. */
export const isCreate = (route: Pick<Route, "method" | "path">): boolean =>
  route.method === "POST" && !isParameter(route.path.split("/").at(-1) ?? "") && !route.path.includes("{");

/** The collection that a path lies in: `/v1/users/{id}/api-keys` → `/v1/users`. */
export const collectionOf = (path: string): string => path.split("/").slice(0, 3).join("/");

/** The noun of the records that a route's collection holds: its own, or that of the collection's other routes. */
export function collectionNoun(route: Route, routes: readonly Route[]): string | undefined {
  const collection = collectionOf(route.path);
  const named = routes.find((r) => r.path === collection && r.noun !== undefined);
  return named?.noun ?? route.noun;
}

/** Every entity of a module: those it keeps, and those that only its lists show. */
export const entitiesOf = (module: Module): Entity[] => [
  ...new Set([...module.entities, ...module.routes.flatMap((r) => (r.list ? [r.list.entity] : []))]),
];
