/**
 * The gateway knows doors and the Lambda knows routes. A route of its own for each call would be 1,047 of the
 * gateway's 300; one or two a collection, and one for all that is asked seldom, are 276 for 70 modules. Where modules
 * share a collection the fewest further doors are computed (`shared/http/doors.ts`), and generated modules test that
 * no path goes astray. No wall stands on it: who calls is what the authorizer said, and a door without one lets nobody
 * behind a guard.
 */
import assert from "node:assert";
import type { LambdaDeclaration, Module } from "../module.ts";
import { formOf, isVariable, orderOf } from "./match.ts";

/** A route of the gateway: whatever the method, to one Lambda, asked of the authorizer unless it is public. */
export type Door = Extract<LambdaDeclaration, { kind: "api" }>["routes"][number];

/** Who answers a path, and whether the authorizer is asked before. */
type Answerer = { module: string; public: boolean };
/** A path and what lies below it. */
type Place = { path: string; answerer?: Answerer; below: Map<string, Place> };
type Opened = Door & { module: string };

/** Answers the callers whom no other door lets in, with 404. */
const NOWHERE = "/{proxy+}";

const placed = (path: string): Place => ({ path, below: new Map() });

/** All paths of all modules as a tree. A path belongs to one module, and is public for all methods or for none. */
function treeOf(modules: readonly Served[]): Place {
  const root = placed("");
  for (const { name: module, routes } of modules) {
    for (const { path, permission } of routes) {
      let at = root;
      for (const segment of path.split("/").slice(1)) {
        const key = formOf(segment);
        const next = at.below.get(key) ?? placed(`${at.path}/${segment}`);
        at.below.set(key, next);
        at = next;
      }
      const answerer = { module, public: permission === "public" };
      assert.deepStrictEqual(at.answerer ?? answerer, answerer, `${path} belongs to one module and has one guard`);
      at.answerer = answerer;
    }
  }
  return root;
}

/** The modules that answer below a place and ask the authorizer, in the order of their first path. */
function modulesBelow(place: Place): string[] {
  const found = [...place.below.values()].flatMap((next) => [
    ...(next.answerer && !next.answerer.public ? [next.answerer.module] : []),
    ...modulesBelow(next),
  ]);
  return [...new Set(found)];
}

/** Who answers everything below a place and nothing at it, where all of that is public: one door leads there. */
function openBelow(place: Place): string | undefined {
  const below = answeredBelow(place);
  const [first] = below;
  const isOne = below.every((door) => door.public && door.module === first?.module);
  return place.answerer === undefined && below.length > 1 && isOne ? first?.module : undefined;
}

/** The first of the shortest. */
const fewest = (choices: Opened[][]): Opened[] =>
  choices.reduce((best, one) => (one.length < best.length ? one : best));

/** True where a path may be meant for a sibling: for a variable of a literal, or for a literal of a variable. */
const isAmbiguous = (key: string, siblings: ReadonlyMap<string, Place>): boolean =>
  isVariable(key) ? [...siblings].some(([other, { below }]) => other !== key && below.size > 0) : siblings.has("{}");

/**
 * The fewest doors for what lies below a place, of which `taker` has all that no other door leads to. A greedy door below
 * an ambiguous place would keep what is meant for its sibling, so that none is opened there. Nor is one where nothing but
 * variables tell it from the greedy door above it (`isTold`): which of the two a gateway asks first, AWS does not say.
 */
function below(place: Place, taker: string | undefined, mayBeGreedy: boolean, isTold = true): Opened[] {
  return [...place.below].flatMap(([key, next]) => {
    const { answerer } = next;
    const open = isVariable(key) || !mayBeGreedy || isAmbiguous(key, place.below) ? undefined : openBelow(next);
    if (open) return [{ method: "ANY", path: `${next.path}${NOWHERE}`, public: true, module: open }];
    const isTaken = answerer === undefined || (!answerer.public && answerer.module === taker);
    const own = isTaken ? [] : [{ method: "ANY", path: next.path, ...answerer }];
    const isGreedy = mayBeGreedy && !isAmbiguous(key, place.below);
    const isToldHere = isTold || !isVariable(key);
    const greedy = (isGreedy && isToldHere ? modulesBelow(next) : []).map((module) => [
      { method: "ANY", path: `${next.path}${NOWHERE}`, public: false, module },
      ...below(next, module, isGreedy, false),
    ]);
    const plain = below(next, taker, isGreedy, isToldHere);
    // Without a taker a greedy door costs no more and answers 404 and 405 for its collection.
    return [...own, ...fewest(taker === undefined ? [...greedy, plain] : [plain, ...greedy])];
  });
}

/** Every path below a place, with who answers it. */
const answeredBelow = (place: Place): Opened[] =>
  [...place.below.values()].flatMap((next) => [
    ...(next.answerer ? [{ method: "ANY", path: next.path, ...next.answerer }] : []),
    ...answeredBelow(next),
  ]);

/** A door with the form of its path taken apart once, since each is compared with all others. */
type Shaped = { door: Opened; form: string; segments: readonly string[] };

const shaped = (door: Opened): Shaped => {
  const form = formOf(door.path);
  return { door, form, segments: form.split("/") };
};

const mayBeSame = ({ segments: some }: Shaped, { segments: others }: Shaped): boolean =>
  some.length === others.length && some.every((s, n) => s === others[n] || s === "{}" || others[n] === "{}");

/**
 * True where another's door of the whole path takes a call that is meant for this path: a variable fits it too, and the
 * gateway asks the whole paths before the greedy ones.
 */
const isTakenAway = (path: Shaped, doors: readonly Shaped[]): boolean =>
  doors.some((other) => {
    const isAnothers = other.door.module !== path.door.module || other.door.public !== path.door.public;
    return isAnothers && mayBeSame(path, other) && orderOf(path.form) < orderOf(other.form);
  });

/** Some doors, with one of its own for each path that another's would take away. */
function keeping(doors: readonly Shaped[], paths: readonly Shaped[]): readonly Shaped[] {
  const forms = new Set(doors.map(({ form }) => form));
  const lost = paths.filter((path) => !forms.has(path.form) && isTakenAway(path, doors));
  return lost.length === 0 ? doors : keeping([...doors, ...lost], paths);
}

/** The name of the variable that stands for any collection. */
const ANY_COLLECTION = "{collection}";

/** The path of a door with any collection in the place of its own; nothing where it is a collection, or leads to all below. */
function ofAnyCollection({ path }: Door): string | undefined {
  const [empty, version = "", collection = "", ...tail] = path.split("/");
  if (version !== "v1" || isVariable(collection) || tail.length === 0 || path.endsWith(NOWHERE)) return undefined;
  return tail.every(isVariable) ? undefined : [empty, version, ANY_COLLECTION, ...tail].join("/");
}

/** True where a path ends in the literals of a joined door, so that the door would take it. */
const isTakenBy = (path: string, door: string): boolean => {
  const [segments, others] = [path.split("/"), door.split("/")];
  return segments.length === others.length && others.every((o, n) => isVariable(o) || o === segments[n]);
};

/**
 * Some doors, with one for what a module has below several collections (`ANY /v1/{collection}/{id}/timeline`), where no other
 * module has the like below one of its own. A further collection then costs no further door.
 */
function joined(shapes: readonly Shaped[], paths: readonly Opened[]): Opened[] {
  const like = Map.groupBy(shapes, ({ door }) => (door.public ? undefined : ofAnyCollection(door)));
  // The gateway asks a door with the collection's own name first.
  const whole = shapes.filter(({ door }) => !door.path.endsWith(NOWHERE));
  const isHidden = (shape: Shaped): boolean => whole.some((other) => other !== shape && mayBeSame(shape, other));
  return [...like].flatMap(([path, alike]) => {
    const group = alike.map(({ door }) => door);
    if (path === undefined) return group;
    const hidden = new Set(alike.filter(isHidden).map(({ door }) => door));
    const [own, some] = [[...hidden], group.filter((door) => !hidden.has(door))];
    const [first] = some;
    if (!first || some.length === 1) return group;
    const isAnothers = ({ module }: Opened): boolean => module !== first.module;
    const isShared = group.some(isAnothers) || paths.some((one) => isAnothers(one) && isTakenBy(one.path, path));
    return isShared ? group : [...own, { ...first, path }];
  });
}

/** Below these prefixes lie the collections, each with doors of its own. */
const isPrefix = ({ path, answerer }: Place): boolean => path === "/v1" && answerer === undefined;

/** The places that a collection, or a document beside them, begins at. */
function rootsOf(place: Place): Place {
  const roots = [...place.below].flatMap(([key, next]) => (isPrefix(next) ? [...next.below] : [[key, next] as const]));
  return { path: "", below: new Map(roots) };
}

/** What has a name and paths: a module, or several of one Lambda. */
type Served = Pick<Module, "name" | "routes">;

/**
 * The doors of every module, computed from its routes: one or two a collection (`ANY /v1/quotes`, `ANY /v1/quotes/{proxy+}`),
 * one more for each path below another module's collection (`ANY /v1/accounts/{id}/timeline`) and for each public one.
 * Which route is meant is found in the Lambda (`match.ts`). The `others`, where there are such, have one door for all that
 * no other leads to, and need none of their own; whom none lets in goes to `nowhere`.
 */
export function doorsOf(modules: readonly Served[], nowhere: string, others?: string): Map<string, Door[]> {
  const roots = rootsOf(treeOf(modules));
  const paths = answeredBelow(roots);
  const kept = keeping(below(roots, others, true).map(shaped), paths.map(shaped));
  const opened: Opened[] = [
    ...joined(kept, paths),
    ...(others ? [{ method: "ANY", path: `/v1${NOWHERE}`, public: false, module: others }] : []),
    { method: "ANY", path: NOWHERE, public: true, module: nowhere },
  ];
  const byModule = Map.groupBy(opened, ({ module }) => module);
  return new Map(
    modules.map(({ name }) => [name, (byModule.get(name) ?? []).map(({ module: _, ...door }) => door)] as const),
  );
}
