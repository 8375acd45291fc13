import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";

/** What is the owner's alone: the local stack's data are real people's as soon as somebody tries it with them. */
export const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** What SQLite keeps beside a file; it gives them the rights of the file. */
const COMPANIONS = ["", "-wal", "-shm"];

/** Makes a folder that its owner alone may enter. One that was there keeps its rights. */
export function privateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Makes a file, empty where it is new, that its owner alone may read and write, also where an earlier one was more open. */
export function privateFile(...path: string[]): string {
  const file = join(...path);
  closeSync(openSync(file, "a", PRIVATE_FILE));
  for (const companion of COMPANIONS) if (existsSync(file + companion)) chmodSync(file + companion, PRIVATE_FILE);
  return file;
}
