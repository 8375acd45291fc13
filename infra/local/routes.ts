import { isVariable } from "../../shared/http/match.ts";
import type { ApiLambda, RouteDeclaration } from "./declarations.ts";
import type { Lambda } from "./lambda.ts";

export type Route = RouteDeclaration & { lambda: Lambda<ApiLambda>; segments: string[] };

export type Match =
  | { kind: "route"; route: Route; pathParameters: Record<string, string> }
  | { kind: "method"; allowed: string[] }
  | { kind: "none" }
  | { kind: "malformed" };

const isGreedy = (segment: string): boolean => segment.startsWith("{") && segment.endsWith("+}");
const variableName = (segment: string): string => segment.replace(/^\{|\+?\}$/g, "");

/** Sorts whole paths before greedy ones, then literal segments before variables before greedy variables, from left to right. */
function weight(segments: string[]): string {
  const kinds = segments.map((segment) => (isGreedy(segment) ? "2" : isVariable(segment) ? "1" : "0"));
  return `${kinds.at(-1) === "2" ? "1" : "0"}${kinds.join("")}`;
}

const bySpecificity = (a: Route, b: Route): number => (weight(a.segments) < weight(b.segments) ? -1 : 1);

function fits(route: Route, path: string[]): boolean {
  const { segments } = route;
  const greedy = isGreedy(segments.at(-1) ?? "");
  if (greedy ? path.length < segments.length : path.length !== segments.length) return false;
  return segments.every((segment, i) => {
    if (isGreedy(segment)) return path.slice(i).join("/") !== "";
    return isVariable(segment) ? path[i] !== "" : segment === path[i];
  });
}

function parametersOf(route: Route, path: string[]): Record<string, string> | undefined {
  try {
    const entries = route.segments.flatMap((segment, i) => {
      if (!isVariable(segment)) return [];
      const raw = isGreedy(segment) ? path.slice(i).join("/") : path[i]!;
      return [[variableName(segment), decodeURIComponent(raw)]];
    });
    return Object.fromEntries(entries) as Record<string, string>;
  } catch {
    return undefined;
  }
}

/**
 * The routes of an HTTP API. The most specific one answers, as API Gateway has it: whole paths before `{greedy+}` ones,
 * literal segments before `{variables}`. A path that exists under other methods only is told apart from one that does not exist.
 */
export class Router {
  private readonly byFirst = new Map<string, Route[]>();

  constructor(lambdas: readonly Lambda<ApiLambda>[]) {
    const routes = lambdas.flatMap((lambda) => {
      return lambda.declaration.routes.map((route) => ({ ...route, lambda, segments: route.path.split("/").slice(1) }));
    });
    for (const route of routes) {
      const key = this.group(route.segments);
      this.byFirst.set(key, [...(this.byFirst.get(key) ?? []), route]);
    }
  }

  match(method: string, rawPath: string): Match {
    const path = rawPath.split("/").slice(1);
    const candidates = [...(this.byFirst.get(path.slice(0, 2).join("/")) ?? []), ...(this.byFirst.get("*") ?? [])];
    const fitting = candidates.filter((route) => fits(route, path)).sort(bySpecificity);
    const best = fitting.find((route) => route.method === method) ?? fitting.find((route) => route.method === "ANY");
    if (best) {
      const pathParameters = parametersOf(best, path);
      return pathParameters ? { kind: "route", route: best, pathParameters } : { kind: "malformed" };
    }
    if (fitting.length === 0) return { kind: "none" };
    return { kind: "method", allowed: [...new Set(fitting.map((route) => route.method))].sort() };
  }

  /** Routes are grouped by their first two segments where these are literal, e.g. `v1/accounts`. */
  private group(segments: string[]): string {
    const head = segments.slice(0, 2);
    return head.some(isVariable) ? "*" : head.join("/");
  }
}
