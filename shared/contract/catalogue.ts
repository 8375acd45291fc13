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
};

const actionOf = ({ action, path, summary, permission, body }: Route): Calls["actions"] => {
  if (!action) return [];
  const { name, label, from, to } = action;
  const given = body && { body: plainSchema(body as z.ZodType) };
  return [{ name, path, labels: label, summary, permission, ...(from && { from }), ...(to && { to }), ...given }];
};

/** The calls of every noun of the list, by its name. */
export function callsOf(modules: readonly Module[], nouns: readonly Card[]): Record<string, Calls> {
  const routes = modules.flatMap((module) => module.routes);
  return Object.fromEntries(
    nouns.map(({ noun, path }) => {
      const list = routes.find((route) => route.method === "GET" && route.path === path)?.list;
      const { filters = [], ranges = [], sorts = [] } = list ?? {};
      const actions = routes.filter((route) => route.path.startsWith(`${path}/{id}/`)).flatMap(actionOf);
      return [noun, { filters, ranges, sorts, actions }];
    }),
  );
}
