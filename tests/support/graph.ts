import type { Source } from "./source.ts";

/** A step from one module into another. */
export type Edge = { module: string; to: string; path: string; line: number; target: string; file: string };

/** Every import from one folder of `functions` into another. */
export const moduleEdges = (sources: readonly Source[]): Edge[] =>
  sources.flatMap((s) => {
    const [, module = "", ...rest] = s.path.split("/");
    if (rest.length === 0) return [];
    return s.imports.flatMap(({ from, line }) => {
      const [top, to = "", ...file] = from.split("/");
      if (top !== "functions" || to === module) return [];
      return [{ module, to, path: s.path, line, target: from, file: file.join("/") }];
    });
  });

/** The first circle that a graph has, as its nodes in order; empty if there is none. */
function cycleIn(next: (node: string) => readonly string[], nodes: readonly string[]): string[] {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (node: string): string[] => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return [];
    way.push(node);
    for (const following of next(node)) {
      const circle = visit(following);
      if (circle.length > 0) return circle;
    }
    way.pop();
    done.add(node);
    return [];
  };
  for (const node of nodes) {
    const circle = visit(node);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** A circle of modules in a map. */
export const moduleCycle = (map: Record<string, readonly string[]>): string[] =>
  cycleIn((module) => map[module] ?? [], Object.keys(map));

const runtime = (source: Source): string[] => source.imports.filter((i) => !i.typeOnly).map((i) => i.from);

/** A circle of files that import each other at run time. */
export function importCycle(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((s) => [s.path, s]));
  return cycleIn((path) => runtime(byPath.get(path) as Source).filter((p) => byPath.has(p)), [...byPath.keys()]);
}

/** Everything that a file imports at run time, directly or through others. */
export function reachedFrom(source: Source, sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((s) => [s.path, s]));
  const reached = new Set(runtime(source));
  for (const name of reached) for (const next of runtime(byPath.get(name) ?? source)) reached.add(next);
  return [...reached];
}
