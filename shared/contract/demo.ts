import * as z from "zod";
import { type Route, routeKey } from "../http/route.ts";
import type { Module } from "../module.ts";
import type { Entity } from "../table/entity.ts";
import { demoId, type Finding, filledPath, type Lookup, nounOfName, OTHER, resolveExample } from "./examples.ts";
import { collectionNoun, entitiesOf } from "./names.ts";

/** What the example of a call needs before it can run, by the call's method and path. */
export type Needs = Record<
  string,
  {
    /** Calls made on the same record first. */
    after?: readonly string[];
    /** The filter that finds a record in the right state, where records cannot be named beforehand. */
    where?: string;
    /** What the reader has to know before pasting. */
    note?: string;
  }
>;

/** A call that prepares the demo tenant. */
export type DemoCall = { route: string; method: string; path: string; body?: unknown };

/** Everything that examples are resolved against. */
export type Scene = { routes: readonly Route[]; entities: readonly Entity[]; needs: Needs };

/** What examples of actions say that they need: other actions of the same record, done before. */
const declaredNeeds = (routes: readonly Route[]): Needs =>
  Object.fromEntries(
    routes.flatMap((route) => {
      const after = route.example?.after?.map((name) => `POST ${route.path.replace(/[^/]+$/, name)}`);
      return after ? [[routeKey(route), { after }]] : [];
    }),
  );

export function sceneOf(modules: readonly Module[], needs: Needs): Scene {
  const routes = modules.flatMap((m) => m.routes);
  return { routes, entities: modules.flatMap(entitiesOf), needs: { ...declaredNeeds(routes), ...needs } };
}

/** The last parameter of a path and what stands before it: `/v1/orders/{id}/sign` → `id`, `/v1/orders`. */
const lastParameter = (path: string): { name: string; before: string } | undefined => {
  const match = /^(.*)\/\{(\w+)\}[^{}]*$/.exec(path);
  return match ? { before: match[1] as string, name: match[2] as string } : undefined;
};

/** Works something out once for each route of a scene: the nouns of routes are asked for again and again. */
function oncePerRoute<T>(work: (route: Route, scene: Scene) => T): typeof work {
  const known = new WeakMap<Scene, Map<Route, T>>();
  return (route, scene) => {
    const ofScene = known.get(scene) ?? new Map<Route, T>();
    known.set(scene, ofScene);
    if (!ofScene.has(route)) ofScene.set(route, work(route, scene));
    return ofScene.get(route) as T;
  };
}

const takesId = (route: Route): boolean => route.body instanceof z.ZodObject && "id" in route.body.shape;

/** The noun that a call is made on; none for calls on a whole collection. */
export const targetOf = oncePerRoute((route, scene): string | undefined => {
  const last = lastParameter(route.path);
  return last && nounOfName(last.name, collectionNoun(route, scene.routes), scene.entities);
});

const isMaker = (route: Route): boolean => route.method === "POST" && takesId(route) && route.permission !== "operator";

const routeAt = (scene: Scene, key: string): Route | undefined => scene.routes.find((r) => routeKey(r) === key);

/** The call that makes the record which `route` is made on, under an id of the caller's. */
function makerFor(route: Route, scene: Scene): Route | undefined {
  const last = lastParameter(route.path);
  const maker = last && routeAt(scene, `POST ${last.before}`);
  return maker && isMaker(maker) ? maker : undefined;
}

/** The call that makes the first record of a noun. */
function makerOf(noun: string, scene: Scene): Route | undefined {
  return scene.routes.find((r) => isMaker(r) && madeBy(r, scene) === noun);
}

/** The noun that a creating call makes: its own, or what the last part of its path is called in the paths below it. */
const madeBy = oncePerRoute((route, scene): string | undefined => {
  const below = scene.routes.find((r) => lastParameter(r.path)?.before === route.path);
  return below ? targetOf(below, scene) : route.noun;
});

/** Actions change what a record is, so each has a record of its own; the plain calls share the first. */
function isAction(route: Route): boolean {
  return route.method === "POST" && /\{\w+\}\/[^{]+$/.test(route.path) && !takesId(route);
}

/** Archiving and restoring undo each other, so one record does for both. */
const actionName = (route: Route): string => route.path.replace(/\/restore$/, "/archive");

/** The number of the demo record that a call's example is made on. */
export const recordNumber = oncePerRoute((route, scene): number => {
  if (!isAction(route)) return 1;
  const noun = targetOf(route, scene);
  const actions = scene.routes.filter((r) => isAction(r) && targetOf(r, scene) === noun).map(actionName);
  return 2 + [...new Set(actions)].indexOf(actionName(route));
});

const prefixOf = (noun: string, scene: Scene): string => scene.entities.find((e) => e.noun === noun)?.prefix ?? noun;

/** The second record that a call is made on has the number of the first, so much higher. */
export const OTHERS_FROM = 500;

const numberOf = (route: Route, scene: Scene, noun: string, isOther = false): number => {
  if (isOther) return OTHERS_FROM + recordNumber(route, scene);
  return noun === targetOf(route, scene) ? recordNumber(route, scene) : 1;
};

/** Does the example of a call, or of one that it needs, name a second record? */
const namesOther = (route: Route, scene: Scene): boolean =>
  [route, ...(scene.needs[routeKey(route)]?.after ?? []).map((key) => routeAt(scene, key))].some((one) =>
    JSON.stringify(one?.example?.body ?? "").includes(OTHER),
  );

/** The ids that an example names: its own record's number for what it is made on, the first for all else. */
export const demoLookup =
  (route: Route, scene: Scene): Lookup =>
  (noun, isOther) =>
    demoId(prefixOf(noun, scene), numberOf(route, scene, noun, isOther));

/** How the records are found that an example names and nobody could name beforehand. */
export function findingsOf(route: Route, scene: Scene, nouns: readonly string[]): Finding[] {
  return nouns.flatMap((noun) => {
    const list = scene.routes.find((r) => r.list?.entity.noun === noun);
    if (makerOf(noun, scene) || !list) return [];
    const where = noun === targetOf(route, scene) ? scene.needs[routeKey(route)]?.where : undefined;
    const variable = `${noun.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}_ID`;
    const path = `${list.path}?${where ? `${where}&` : ""}limit=1`;
    return [{ variable, id: demoLookup(route, scene)(noun), path }];
  });
}

/** The body with its id, and with unique fields that neither another demo record nor the example itself has. */
function bodyFor(maker: Route, scene: Scene, body: unknown, id: string, number: number): unknown {
  const entity = scene.entities.find((e) => e.noun === madeBy(maker, scene));
  const fields: Record<string, unknown> = { ...(body as object), id };
  for (const field of Object.keys(entity?.unique ?? {})) {
    const value = fields[field];
    if (typeof value !== "string") continue;
    fields[field] = value.includes("@") ? value.replace("@", `+${number}@`) : `${value}${number}`;
  }
  return fields;
}

/** The call that makes one demo record. `ids` says how records are named. */
export function makingCall(maker: Route, number: number, scene: Scene, ids: typeof demoId = demoId): DemoCall {
  const id = ids(prefixOf(madeBy(maker, scene) ?? "", scene), number);
  const lookup: Lookup = (noun) => ids(prefixOf(noun, scene), 1);
  const { params, body } = resolveExample(maker, scene.routes, scene.entities, lookup);
  return {
    route: routeKey(maker),
    method: maker.method,
    path: filledPath(maker.path, params),
    body: bodyFor(maker, scene, body, id, number),
  };
}

/** Calls after those that make what they name. */
function inOrder(calls: DemoCall[]): DemoCall[] {
  const made = (call: DemoCall): string => String((call.body as { id: string }).id);
  const text = (call: DemoCall): string => call.path + JSON.stringify({ ...(call.body as object), id: undefined });
  const waiting = [...calls];
  const ordered: DemoCall[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(
      (call) => !waiting.some((other) => other !== call && text(call).includes(made(other))),
    );
    ordered.push(...waiting.splice(Math.max(0, next), 1));
  }
  return ordered;
}

/**
 * The calls that give a tenant the records which the examples name, in an order in which each finds what it needs.
 * An administrator makes them; made again they change nothing.
 */
export function demoCalls(scene: Scene, ids: typeof demoId = demoId): DemoCall[] {
  const firsts = scene.routes.filter((r) => isMaker(r) && r === makerOf(madeBy(r, scene) ?? "", scene));
  const actions = scene.routes.filter((r) => isAction(r) && makerFor(r, scene));
  const makings = [
    ...firsts.map((maker) => makingCall(maker, 1, scene, ids)),
    ...actions
      .filter((route, n) => actions.findIndex((other) => actionName(other) === actionName(route)) === n)
      .map((route) => makingCall(makerFor(route, scene) as Route, recordNumber(route, scene), scene, ids)),
    ...actions
      .filter((route) => namesOther(route, scene))
      .map((route) =>
        makingCall(makerFor(route, scene) as Route, OTHERS_FROM + recordNumber(route, scene), scene, ids),
      ),
  ];
  const preparations = actions.flatMap((route) =>
    (scene.needs[routeKey(route)]?.after ?? []).flatMap((key) => {
      const step = routeAt(scene, key);
      if (!step) return [];
      const lookup: Lookup = (noun, isOther) => ids(prefixOf(noun, scene), numberOf(route, scene, noun, isOther));
      const { params, body } = resolveExample(step, scene.routes, scene.entities, lookup);
      return [{ route: key, method: step.method, path: filledPath(step.path, params), body }];
    }),
  );
  return [...inOrder(makings), ...preparations];
}
