import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join, posix } from "node:path";
import { type Node, parse } from "acorn";

const ROOT = join(import.meta.dirname, "../..");

/** Folders whose files are made by programs or by others. */
const LEFT_OUT = ["/generated/", "/node_modules/", "/snapshots/", "/cdk.out/"];

export type Import = { from: string; typeOnly: boolean; line: number };

/** One source file: its text, its syntax tree (types blanked out, so lines are those of the text), what it imports. */
export type Source = { path: string; text: string; lines: number; tree: Node; imports: Import[] };

export type AnyNode = Node & Record<string, unknown>;

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && typeof (value as AnyNode).type === "string";

/** The nodes of each tree: many rules look at them, and walking a tree takes longer than reading its file. */
const walked = new WeakMap<Node, readonly AnyNode[]>();

/** Every node of a tree, outer ones first. */
export function nodesOf(tree: Node): readonly AnyNode[] {
  const known = walked.get(tree);
  if (known) return known;
  const nodes: AnyNode[] = [tree as AnyNode];
  // What is found is looked into in its turn.
  for (const node of nodes) {
    for (const key in node) {
      const value = node[key];
      if (Array.isArray(value)) for (const item of value) isNode(item) && nodes.push(item);
      else if (isNode(value)) nodes.push(value);
    }
  }
  walked.set(tree, nodes);
  return nodes;
}

export const lineOf = (node: Node): number => node.loc?.start.line ?? 0;

/** `a.b.c` of a chain of plain members; empty for anything else. */
export function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  if (node.type === "Identifier") return String(node.name);
  if (node.type !== "MemberExpression" || node.computed) return "";
  const [object, property] = [nameOf(node.object), nameOf(node.property)];
  return object && property ? `${object}.${property}` : "";
}

function importsOf(path: string, text: string, tree: Node): Import[] {
  const target = (specifier: string): string =>
    specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : specifier;
  const runtime = nodesOf(tree).flatMap((node) => {
    const source = node.source as { value?: unknown } | null | undefined;
    return typeof source?.value === "string"
      ? [{ from: target(source.value), typeOnly: false, line: lineOf(node) }]
      : [];
  });
  const types = [...text.matchAll(/^(?:import|export) type [^"]*? from "([^"]+)"/gm)].map((match) => ({
    from: target(match[1] ?? ""),
    typeOnly: true,
    line: text.slice(0, match.index).split("\n").length,
  }));
  return [...runtime, ...types];
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  const options = { ecmaVersion: "latest", sourceType: "module", locations: true } as const;
  const tree = parse(stripTypeScriptTypes(text), options);
  return { path, text, lines: text.split("\n").length - 1, tree, imports: importsOf(path, text, tree) };
}

/** All TypeScript files below some folders of the project. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
      .filter((path) => path.endsWith(".ts") && !LEFT_OUT.some((part) => `/${path}`.includes(part)))
      .sort()
      .map(read),
  );
}

/** The names of the files and folders of a folder of the project. */
export const namesIn = (folder: string): string[] => readdirSync(join(ROOT, folder)).sort();
