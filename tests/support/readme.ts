import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";

/** The shell blocks of one chapter of a README, in order. */
export function shellBlocks(chapter: string, file = "README.md"): string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const [, after = ""] = text.split(`\n## ${chapter}\n`);
  const [inside = ""] = after.split("\n## ");
  return [...inside.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block as string);
}

/** What a block says that it prints: its lines `# → …`. */
export const promisedBy = (block: string): string[] =>
  block.split("\n").flatMap((line) => (line.startsWith("# → ") ? [line.slice("# → ".length)] : []));

/** The promises of a block that what it printed does not keep; `…` in one stands for anything within a line. */
export const unkept = (block: string, printed: string): string[] =>
  promisedBy(block).filter((promise) => {
    const parts = promise.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return !new RegExp(parts.join(".*")).test(printed);
  });

const MARK = "-- next block --";

/** One shell into which somebody pastes block after block. */
export class Shell {
  readonly #shell: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;

  constructor(env: Record<string, string>, cwd?: string) {
    this.#shell = spawn("bash", ["-s"], { env: { ...process.env, ...env }, cwd });
    this.#shell.stdin.write("exec 2>&1\n");
    this.#lines = createInterface({ input: this.#shell.stdout });
  }

  /** What a block prints, its errors among it. */
  async paste(block: string): Promise<string> {
    const printed: string[] = [];
    const marked = new Promise<void>((resolve, reject) => {
      const take = (line: string): void => {
        if (line !== MARK) return void printed.push(line);
        this.#lines.off("line", take);
        resolve();
      };
      this.#lines.on("line", take);
      this.#lines.once("close", () => reject(new Error(`The shell has ended: ${printed.join("\n")}`)));
    });
    // What a block prints last may lack an end of line.
    this.#shell.stdin.write(`${block}\nprintf '\\n%s\\n' '${MARK}'\n`);
    await marked;
    return printed.join("\n");
  }

  end(): void {
    this.#lines.removeAllListeners();
    this.#lines.close();
    this.#shell.stdin.destroy();
    this.#shell.kill();
  }
}

/** Runs the blocks in one shell, as somebody who pastes them would; what each printed. */
export async function pasted(blocks: readonly string[], env: Record<string, string>): Promise<string[]> {
  const shell = new Shell(env);
  const printed: string[] = [];
  for (const block of blocks) printed.push(await shell.paste(block));
  shell.end();
  return printed;
}
