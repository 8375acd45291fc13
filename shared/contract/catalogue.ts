import type * as z from "zod";
import type { Route } from "../http/route.ts";
import type { Module } from "../module.ts";
import type { Card } from "../records/card.ts";
import { type JsonSchema, plainSchema } from "./json-schema.ts";

/** What can be asked of a noun's records and done with one, as far as its routes say it. */
export type Calls = {
  filters: readonly string[];
  ranges: readonly string[];
  sorts: readonly string[];
  actions: readonly {
    name: string;
    path: string;
    labels: Readonly<Record<"zh-CN" | "en", string>>;
    summary: string;
    permission: string;
    from?: readonly string[];
    to?: string;
    body?: JsonSchema;
  }[];
  runs: readonly {
    name: string;
    path: string;
    labels: Readonly<Record<"zh-CN" | "en", string>>;
    all: Readonly<Record<"zh-CN" | "en", string>>;
    summary: string;
    permissions: readonly string[];
    body: JsonSchema;
  }[];
};

const actionOf = ({ action, path, summary, permission, body }: Route): Calls["actions"] => {
  if (!action) return [];
  const { name, label, from, to } = action;
  const given = body && { body: plainSchema(body as z.ZodType) };
  return [{ name, path, labels: label, summary, permission, ...(from && { from }), ...(to && { to }), ...given }];
};

const runOf = ({ starts, path, summary, permission }: Route, noun: string): Calls["runs"] => {
  if (starts?.over !== noun) return [];
  const { name, label, all, needs, asks } = starts;
  return [{ name, path, labels: label, all, summary, permissions: [permission, needs], body: plainSchema(asks) }];
};

/** The calls of every noun of the list, by its name. */
export function callsOf(modules: readonly Module[], nouns: readonly Card[]): Record<string, Calls> {
  const routes = modules.flatMap((module) => module.routes);
  return Object.fromEntries(
    nouns.map(({ noun, path }) => {
      const list = routes.find((route) => route.method === "GET" && route.path === path)?.list;
      const { filters = [], ranges = [], sorts = [] } = list ?? {};
      const actions = routes.filter((route) => route.path.startsWith(`${path}/{id}/`)).flatMap(actionOf);
      const runs = routes.flatMap((route) => runOf(route, noun));
      return [noun, { filters, ranges, sorts, actions, runs }];
    }),
  );
}
