import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";
import type { Needs } from "../../infra/packages.ts";
import type { LambdaDeclaration } from "../../shared/module.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into properties of every shape.
export type Properties = Record<string, any>;
export type Resource = { Type: string; Properties: Properties; DeletionPolicy?: string };
/** A resource with the stack and the id it has in it. */
export type Placed = Resource & { stack: string; id: string };

export type Synth = {
  /** Where the cloud assembly and the packages are. */
  folder: string;
  lambdas: LambdaDeclaration[];
  needs: Record<string, Needs>;
  findings: string[];
  findingsOfNaked: string[];
  reasons: [rule: string, reason: unknown][];
  resources: Placed[];
  /** The resources of one type. */
  ofType(type: string): Placed[];
};

/** Synthesizes the product once and reads its templates; the folder goes when the tests have ended. */
export function synthesize(context: Record<string, string> = {}): Synth {
  const folder = mkdtempSync(join(tmpdir(), "cashloop-synth-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(import.meta.dirname, "every-kind.ts");
  execFileSync(process.execPath, [script, folder, JSON.stringify(context)], { env: { PATH: process.env.PATH } });
  const assembly = join(folder, "assembly");
  const resources = readdirSync(assembly)
    .filter((file) => file.endsWith(".template.json"))
    .flatMap((file) => {
      const template = JSON.parse(readFileSync(join(assembly, file), "utf8")) as {
        Resources: Record<string, Resource>;
      };
      const stack = file.replace(".template.json", "");
      return Object.entries(template.Resources).map(([id, resource]) => ({ stack, id, ...resource }));
    });
  const facts = JSON.parse(readFileSync(join(folder, "facts.json"), "utf8")) as Omit<
    Synth,
    "folder" | "resources" | "ofType"
  >;
  return { folder, ...facts, resources, ofType: (type) => resources.filter((r) => r.Type === type) };
}
