import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import { type Stack, type StackOptions, startStack } from "../../infra/local/stack.ts";
import { type Api, apiClient } from "./api.ts";
import { MORNING } from "./morning.ts";

export type { Api, ApiReply } from "./api.ts";
export { apiClient } from "./api.ts";

export type TestStack = Stack & {
  /** A caller with this credential. */
  api(token?: string): Api;
};

export type TestStackOptions = Partial<StackOptions>;

const MEMORY_FOLDER = "/dev/shm";
const MEMORY_BYTES_MIN = 1024 ** 3;

/** Memory where the machine offers enough of it as a folder: a test outlives no power cut, so a disk only costs time. */
function quickestFolder(): string {
  if (!existsSync(MEMORY_FOLDER)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
  return bavail * bsize > MEMORY_BYTES_MIN ? MEMORY_FOLDER : tmpdir();
}

/** A fresh folder for one stack's data, with the function that removes it. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(quickestFolder(), "stack-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The ports of this test file: a stack that is started again is found where it was. */
const ports = {};

/** Starts a stack of the product's Lambdas, or of those that the options name, on free ports with empty data. */
export async function startTestStack(options: TestStackOptions & { dataDir: string }): Promise<TestStack> {
  const lambdas = options.lambdas ?? (await import("../../functions/modules.ts")).lambdas;
  // A Lambda that stands beside the tests is loaded as they are, so that a test sees what it remembers.
  const load = (href: string): Promise<unknown> => import(href);
  const stack = await startStack({ startsAt: MORNING, ...options, lambdas, ports, load });
  return Object.assign(stack, { api: (token?: string) => apiClient(stack.baseUrl, token) });
}

/**
 * One stack for a test file: started before its tests, stopped after them. Call it at the top of the file and the returned
 * function inside the tests.
 */
export function useStack(options: TestStackOptions | (() => Promise<TestStackOptions>) = {}): () => TestStack {
  let stack: TestStack | undefined;
  const folder = dataFolder();
  beforeAll(async () => {
    const chosen = typeof options === "function" ? await options() : options;
    stack = await startTestStack({ dataDir: folder.path, ...chosen });
  });
  afterAll(async () => {
    await stack?.stop();
    folder.remove();
  });
  return () => {
    if (!stack) throw new Error("The stack is available inside tests only.");
    return stack;
  };
}
