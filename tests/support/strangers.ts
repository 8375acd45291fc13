import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../infra/bundle.ts";
import { type Shell, shellBlocks, unkept } from "./readme.ts";

const CHAPTER = "From an empty account to a booked receipt";

/** The steps by which a stranger comes from nothing to a booked receipt, as the page on AWS has them. */
export const STEPS = [
  "account",
  "settings",
  "key",
  "deploy",
  "release",
  "tenant",
  "signIn",
  "owe",
  "tell",
  "booked",
] as const;
export type Step = (typeof STEPS)[number];

export function stepsOfStranger(): Map<Step, string> {
  const blocks = shellBlocks(CHAPTER, "infra/README.md");
  if (blocks.length !== STEPS.length) throw new Error(`The page has ${blocks.length} steps, and not ${STEPS.length}.`);
  return new Map(STEPS.map((step, n) => [step, blocks[n] as string]));
}

/** The project as a stranger has it: what they write lands in their own folder. */
export function strangersCopy(folder: string): string {
  const copy = join(folder, "cashloop");
  for (const part of ["infra", "functions", "shared", "package.json", "cdk.json", "tsconfig.json"]) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Pastes a step and insists on what the page says that it prints. */
export async function walked(shell: Shell, step: Step): Promise<string> {
  const block = stepsOfStranger().get(step) as string;
  const printed = await shell.paste(block);
  const missing = unkept(block, printed);
  if (missing.length > 0) throw new Error(`${step} does not print ${missing.join("; ")}, but:\n${printed}`);
  return printed;
}
