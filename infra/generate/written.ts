import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

type Content = string | Uint8Array;
/** What a file says; two contents that say the same are alike, whatever their bytes. */
type Meaning = (file: string, content: Uint8Array | undefined) => string | undefined;

const asText: Meaning = (_file, content) => content && Buffer.from(content).toString("latin1");

function contentOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Writes the files that are stale; with `--check` it says which are, by the exit status too, and writes none. */
export function written(files: Readonly<Record<string, Content>>, meaningOf = asText): void {
  const isCheck = process.argv.includes("--check");
  const stale = Object.entries(files).filter(
    ([file, content]) => meaningOf(file, contentOf(join(ROOT, file))) !== meaningOf(file, Buffer.from(content)),
  );
  for (const [file, content] of stale) {
    if (!isCheck) {
      mkdirSync(dirname(join(ROOT, file)), { recursive: true });
      writeFileSync(join(ROOT, file), content);
    }
    process.stdout.write(`${isCheck ? "stale" : "wrote"} ${file}\n`);
  }
  if (isCheck && stale.length > 0) {
    process.stdout.write('Run "npm run generate" and commit what it writes.\n');
    process.exitCode = 1;
  }
}
