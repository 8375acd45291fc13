import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** The shell blocks of one chapter of the README, in order. */
export function shellBlocks(chapter: string): string[] {
  const text = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, after = ""] = text.split(`\n## ${chapter}\n`);
  const [inside = ""] = after.split("\n## ");
  return [...inside.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block as string);
}

/** What a block says that it prints: its lines `# → …`. */
export const promisedBy = (block: string): string[] =>
  block.split("\n").flatMap((line) => (line.startsWith("# → ") ? [line.slice("# → ".length)] : []));

const MARK = "-- next block --";

/** Runs the blocks in one shell, as somebody who pastes them would; what each printed. */
export async function pasted(blocks: readonly string[], env: Record<string, string>): Promise<string[]> {
  const shell = spawn("bash", ["-s"], { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  const printed: Buffer[] = [];
  shell.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
  shell.stderr.on("data", (chunk: Buffer) => printed.push(chunk));
  const ended = new Promise((resolve) => shell.on("close", resolve));
  shell.stdin.end(blocks.join(`\necho '${MARK}'\n`));
  await ended;
  return Buffer.concat(printed).toString().split(`${MARK}\n`);
}
