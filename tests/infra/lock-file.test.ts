import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ROOT } from "../../infra/bundle.ts";

type Locked = { link?: boolean; inBundle?: boolean; integrity?: string };

test("whatever is installed has its hash in the lock file, on every platform", () => {
  const text = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  // A bundled package comes within the bytes of the one that bundles it.
  const own = Object.entries(packages).filter(([path, { link, inBundle }]) => path !== "" && !link && !inBundle);
  expect(own.length).toBeGreaterThan(100);
  const unchecked = own.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? "")).map(([path]) => path);
  expect(unchecked).toEqual([]);
});
