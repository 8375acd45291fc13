import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas, modules, SELDOM } from "../../functions/modules.ts";
import type { Lambda } from "../../infra/local/lambda.ts";
import { Router } from "../../infra/local/routes.ts";
import { doorsOf } from "../../shared/http/doors.ts";
import { matcher } from "../../shared/http/match.ts";
import type { Module } from "../../shared/module.ts";

/** A module of paths alone; a path that begins with `!` is public. */
const moduleOf = (name: string, paths: readonly string[]): Module => {
  const routes = paths.map((path) => {
    return { method: "GET", path: path.replace("!", ""), permission: path.startsWith("!") ? "public" : "a.read" };
  });
  return { name, routes: routes as never, entities: [] };
};

type Doors = ReturnType<typeof doorsOf>;

/** The gateway of some doors, as the local stack has it. */
const gatewayOf = (doors: Doors): Router =>
  new Router(
    [...doors].map(([name, routes]) => {
      return { declaration: { name, kind: "api", entry: "", routes } } as unknown as Lambda<never>;
    }),
  );

/** The door that a path leads through. */
function doorOf(gateway: Router, path: string): string {
  const match = gateway.match("GET", path);
  if (match.kind !== "route") return match.kind;
  return `${match.route.lambda.declaration.name}${match.route.public ? ", public" : ""}`;
}

const answererOf = ({ name }: Module, permission: string): string =>
  `${name}${permission === "public" ? ", public" : ""}`;

/** What stands for the variables of a path: an id, and every literal that stands in its place elsewhere. */
function samplesOf(path: string, all: readonly string[]): string[] {
  const segments = path.split("/");
  return segments
    .reduce<string[][]>(
      (made, segment, n) => {
        if (!segment.startsWith("{")) return made.map((head) => [...head, segment]);
        const others = all.map((other) => other.split("/")[n]).filter((other) => other && !other.startsWith("{"));
        return made.flatMap((head) => ["x_1", ...new Set(others)].map((value) => [...head, value as string]));
      },
      [[]],
    )
    .map((parts) => parts.join("/"));
}

/** Every path that leads to another Lambda, or past another guard, than the one whose route the path means. */
function astray(all: readonly Module[], doors: Doors): string[] {
  const gateway = gatewayOf(doors);
  const owners = all.flatMap((m) => m.routes.map((r) => ({ ...r, owner: answererOf(m, r.permission) })));
  const meant = matcher(owners);
  const paths = owners.map(({ path }) => path);
  return owners.flatMap(({ path }) =>
    samplesOf(path, paths).flatMap((sample) => {
      const { route } = meant("GET", sample);
      const to = doorOf(gateway, sample);
      return route === undefined || to === route.owner ? [] : [`${sample}: ${to}, not ${route.owner}`];
    }),
  );
}

const GREEDY = "/{proxy+}";

/** Greedy doors of different modules below one another that only variables tell apart: AWS does not say which it asks first. */
function untold(doors: Doors): string[] {
  const heads = [...doors].flatMap(([name, routes]) =>
    routes
      .filter(({ path }) => path.endsWith(GREEDY))
      .map(({ path }) => ({ name, head: path.slice(0, -GREEDY.length) })),
  );
  return heads.flatMap((outer) =>
    heads
      .filter(({ name, head }) => name !== outer.name && head.startsWith(`${outer.head}/`))
      .filter(({ head }) => /^(\/\{\w+\})+$/.test(head.slice(outer.head.length)))
      .map(({ head }) => `${outer.head}${GREEDY} or ${head}${GREEDY}`),
  );
}

describe("the doors of the gateway", () => {
  test("are told apart by what AWS documents", () => {
    const doors = doorsOf(modules, "docs");
    expect([...doors.values()].flat().filter(({ path }) => path.endsWith(GREEDY)).length).toBeGreaterThan(10);
    expect(untold(doors)).toEqual([]);
  });

  test("lead every declared path to its Lambda, past its guard", () => {
    const gateway = gatewayOf(new Map(lambdas.flatMap((l) => (l.kind === "api" ? [[l.name, [...l.routes]]] : []))));
    for (const module of modules) {
      for (const { path, permission } of module.routes) {
        expect([path, doorOf(gateway, path.replace(/\{\w+\}/g, "x_1"))]).toEqual([
          path,
          answererOf(module.seldom ? { ...module, name: SELDOM } : module, permission),
        ]);
      }
    }
  });

  test("are one or two a collection, one for each path of another module in it, and one for each public path", () => {
    const quotes = moduleOf("quotes", [
      "/v1/quotes",
      "/v1/quotes/{id}",
      "/v1/quotes/{id}/send",
      "!/v1/quotes/{id}/sign",
    ]);
    const notes = moduleOf("notes", ["/v1/quotes/{id}/notes"]);
    const rates = moduleOf("rates", ["/v1/rates"]);
    const doors = doorsOf([quotes, notes, rates], "rates");
    expect(Object.fromEntries([...doors].map(([name, routes]) => [name, routes.map(({ path }) => path)]))).toEqual({
      quotes: ["/v1/quotes", "/v1/quotes/{proxy+}", "/v1/quotes/{id}/sign"],
      notes: ["/v1/quotes/{id}/notes"],
      rates: ["/v1/rates", "/{proxy+}"],
    });
  });

  test("are the fewest: a module that has most of what lies below another's records gets one door for it", () => {
    const own = moduleOf("lines", ["/v1/lines", "/v1/lines/{id}"]);
    const work = moduleOf("work", ["/v1/lines/{id}/a", "/v1/lines/{id}/b", "/v1/lines/{id}/c"]);
    const doors = doorsOf([own, work], "lines");
    expect(doors.get("work")?.map(({ path }) => path)).toEqual(["/v1/lines/{proxy+}"]);
    expect(doors.get("lines")?.map(({ path }) => path)).toEqual(["/v1/lines", "/v1/lines/{id}", "/{proxy+}"]);
  });

  test("are none for the others but where another would take what is theirs, or where nobody is asked who calls", () => {
    const own = moduleOf("lines", ["/v1/lines", "/v1/lines/{id}", "/v1/lines/{id}/a", "/v1/lines/{id}/b"]);
    const rules = moduleOf("rules", ["/v1/rules", "/v1/rules/{id}", "/v1/lines/{id}/rules", "!/v1/rules/{id}/form"]);
    const doors = doorsOf([own, rules], "lines", "rules");
    const paths = doors.get("rules")?.map(({ path }) => path);
    expect(paths?.sort()).toEqual(["/v1/lines/{id}/rules", "/v1/rules/{id}/form", "/v1/{proxy+}"]);
  });

  test("are refused for a path of two modules, or with two guards", () => {
    expect(() => doorsOf([moduleOf("a", ["/v1/a/{id}"]), moduleOf("b", ["/v1/a/{key}"])], "a")).toThrow("/v1/a/{key}");
    expect(() => doorsOf([moduleOf("a", ["/v1/a", "!/v1/a"])], "a")).toThrow("one guard");
  });

  test("lead aright whatever paths modules share", () => {
    const segment = fc.constantFrom("a", "b", "{id}", "{key}");
    const path = fc.array(segment, { minLength: 0, maxLength: 4 }).map((rest) => ["/v1/c", ...rest].join("/"));
    const owned = fc.record({ path, owner: fc.integer({ min: 0, max: 3 }), isPublic: fc.boolean() });
    const form = ({ path: p }: { path: string }) => p.replaceAll("{key}", "{id}");
    const paths = fc.uniqueArray(owned, { selector: form, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(paths, (all) => {
        const some = [0, 1, 2, 3].map((n) =>
          moduleOf(
            `m${n}`,
            all.filter(({ owner }) => owner === n).map(({ path: p, isPublic }) => (isPublic ? `!${p}` : p)),
          ),
        );
        for (const others of [undefined, "m1"]) {
          const doors = doorsOf(some, "m0", others);
          expect(astray(some, doors)).toEqual([]);
          expect(untold(doors)).toEqual([]);
          // Never more than a door for each path, the collection's own, that of the others and the one to nowhere.
          expect([...doors.values()].flat().length).toBeLessThanOrEqual(all.length + (others ? 3 : 2));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("the match in a Lambda", () => {
  const match = matcher([
    { method: "GET", path: "/v1/users/{id}" },
    { method: "PATCH", path: "/v1/users/{userId}" },
    { method: "GET", path: "/v1/users/me" },
    { method: "POST", path: "/v1/users" },
  ] as const);

  test.each([
    ["GET", "/v1/users/usr_1", "/v1/users/{id}", { id: "usr_1" }],
    ["HEAD", "/v1/users/usr_1", "/v1/users/{id}", { id: "usr_1" }],
    ["PATCH", "/v1/users/usr_1", "/v1/users/{userId}", { userId: "usr_1" }],
    ["GET", "/v1/users/me", "/v1/users/me", {}],
    ["GET", "/v1/users/a b%2Fc?d", "/v1/users/{id}", { id: "a b%2Fc?d" }],
  ])("%s %s means a route", (method, path, route, params) => {
    expect(match(method, path)).toMatchObject({ route: { path: route }, params });
  });

  test.each([
    ["PATCH", "/v1/users/me", ["GET", "HEAD", "OPTIONS"]],
    ["DELETE", "/v1/users/usr_1", ["GET", "HEAD", "OPTIONS", "PATCH"]],
    ["HEAD", "/v1/users", ["OPTIONS", "POST"]],
    ["get", "/v1/users/me", ["GET", "HEAD", "OPTIONS"]],
    ["OPTIONS", "/v1/users", ["OPTIONS", "POST"]],
    ["GET", "/v1/users/", []],
    ["GET", "/v1//users", []],
    ["GET", "/v1/users/..", []],
    ["GET", "/v1/users/.", []],
    ["GET", "/v1/Users/me", []],
    ["GET", "v1/users/me", []],
    ["GET", "", []],
  ])("%s %s means none, and the path answers %j", (method, path, allow) => {
    expect(match(method, path)).toEqual({ params: {}, allow });
  });
});
