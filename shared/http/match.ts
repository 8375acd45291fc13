import { type Route, routeKey } from "./route.ts";

/** The part of a route that says which calls it answers. */
type Answering = Pick<Route, "method" | "path">;

/** What routes say to a call: the one that answers it, or the methods of its path where none does. */
export type Match<R extends Answering> = { route?: R; params: Record<string, string>; allow: string[] };

export const isVariable = (segment: string): boolean => segment.startsWith("{") && segment.endsWith("}");

/** A path without the names of its variables: two routes of one form answer the same calls. */
export const formOf = (path: string): string =>
  path
    .split("/")
    .map((segment) => (isVariable(segment) ? "{}" : segment))
    .join("/");

/** No record has such an id, and no route such a segment: a path that holds one means another than it says. */
const NO_SEGMENTS: readonly string[] = ["", ".", ".."];

/** Sorts literal segments before variables, from left to right. */
export const orderOf = (form: string): string => form.replaceAll("{}", "\uffff");

/**
 * Finds the route of a call among those of one Lambda. The gateway leads whole collections to a Lambda, so method and path
 * are told apart here; the path comes decoded, once. A literal segment wins over a variable, whatever the method.
 */
export function matcher<R extends Answering>(routes: readonly R[]): (method: string, path: string) => Match<R> {
  const forms = [...Map.groupBy(routes, ({ path }) => formOf(path))]
    .sort(([a], [b]) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map(([form, some]) => {
      const of = some.map((route) => ({ route, variables: variablesOf(route) }));
      return { segments: form.split("/").slice(1), of, allow: methodsOf(some) };
    });
  const byLength = Map.groupBy(forms, ({ segments }) => segments.length);
  return (method, path) => {
    const given = path.split("/").slice(1);
    const isPath = path.startsWith("/") && !given.some((segment) => NO_SEGMENTS.includes(segment));
    const found = isPath
      ? byLength.get(given.length)?.find(({ segments }) => segments.every((s, n) => s === "{}" || s === given[n]))
      : undefined;
    const wanted = method === "HEAD" ? "GET" : method;
    const { route, variables = [] } = found?.of.find((one) => one.route.method === wanted) ?? {};
    const params = Object.fromEntries(variables.map(({ name, at }) => [name, given[at] ?? ""]));
    return { ...(route && { route }), params, allow: found?.allow ?? [] };
  };
}

/** What a path answers: `HEAD` where there is a `GET`, and `OPTIONS` everywhere. */
const methodsOf = (routes: readonly Answering[]): string[] => {
  const methods = routes.map(({ method }) => method as string);
  return [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].sort();
};

/** The variables of a path, each with the segment that it stands for. */
const variablesOf = ({ path }: Answering): { name: string; at: number }[] =>
  path
    .split("/")
    .slice(1)
    .flatMap((segment, at) => (isVariable(segment) ? [{ name: segment.slice(1, -1), at }] : []));

/** The name by which a call is logged and measured: its route, and of others the bare method. */
export const nameOf = ({ route }: Match<Answering>, method: string): string =>
  route ? routeKey(route) : `${method} (no route)`;
