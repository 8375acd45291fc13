import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modules } from "../functions/modules.ts";
import type { LambdaDeclaration } from "../shared/module.ts";
import { together } from "../shared/together.ts";
import { type Bundle, bundle, NATIVE, ROOT, writePackage } from "./bundle.ts";

/** What a Lambda reaches for, read off its bundle: it gets the rights to that and to nothing else. */
export type Needs = {
  /** Tenants' rows, through the tenant wall. */
  table: boolean;
  /** Rows outside every tenant. */
  system: boolean;
  /** What is due in all tenants. */
  due: boolean;
  bucket: boolean;
  /** Everything that a tenant has in the table: its keys, gone through. */
  walk: boolean;
  /** What lies in the bucket, listed with its sizes. */
  lists: boolean;
  /** Everything that a tenant has in the bucket, taken away. */
  clears: boolean;
  /** The queue of messages. */
  queue: boolean;
  /** The queue of jobs. */
  jobs: boolean;
  /** The pool of those who may sign in. */
  pool: boolean;
  /** The issuers of tokens. */
  issuers: boolean;
  mail: boolean;
  /** Domains that mails are sent as. */
  senders: boolean;
  sms: boolean;
  /** The engine of reports, a native library. */
  native: boolean;
};

/** A Lambda's package on disk, and what it needs. */
export type LambdaPackage = { folder: string; needs: Needs; bundle: Bundle };

/** The one way to the tenants' rows. */
const WALL = "shared/table/wall.ts";
/** Whoever asks issuers is told which there are. */
const DISCOVERY = "shared/auth/discovery.ts";
/** The one way to what is due in all tenants. */
const DUE_READER = "shared/due/run.ts";
/** The one way through the whole table, through the bucket, and to what is taken away there. */
const WALKER = "shared/table/walk.ts";
const LISTER = "shared/listed.ts";
const CLEARER = "shared/cleared.ts";
/** The one way to each queue. */
const MESSAGES_SENDER = "shared/notify/queue.ts";
const JOBS_SENDER = "shared/jobs/queue.ts";
/** A module's own call for rows outside every tenant. The kernel's is for callers who have no tenant. */
const CALLS_SYSTEM_TABLE = /\bsystemTable\(/;

/** True for a module with routes that are called without a tenant: the kernel hands them the system table. */
function servesCallersWithoutTenant(name: string): boolean {
  const routes = modules.find((m) => m.name === name)?.routes ?? [];
  return routes.some(({ permission }) => permission === "public" || permission === "operator");
}

export function needsOf(declaration: Pick<LambdaDeclaration, "name" | "kind">, { parts, metafile }: Bundle): Needs {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const links = (client: string): boolean => imports.some(({ path }) => path === `@aws-sdk/${client}`);
  const own = Object.keys(parts).filter((file) => file.startsWith("functions/"));
  const table = WALL in parts;
  const calls = own.some((file) => CALLS_SYSTEM_TABLE.test(readFileSync(join(ROOT, file), "utf8")));
  return {
    table,
    system: table && (calls || (declaration.kind === "api" && servesCallersWithoutTenant(declaration.name))),
    due: DUE_READER in parts,
    bucket: links("client-s3"),
    walk: WALKER in parts,
    lists: LISTER in parts,
    clears: CLEARER in parts,
    queue: links("client-sqs") && MESSAGES_SENDER in parts,
    jobs: links("client-sqs") && JOBS_SENDER in parts,
    pool: links("client-cognito-identity-provider"),
    issuers: DISCOVERY in parts,
    mail: links("client-ses"),
    senders: links("client-sesv2"),
    sms: links("client-sns"),
    native: NATIVE in parts,
  };
}

/** Builds of Lambdas under way at once: each holds all its sources in memory. */
export const BUILDS_AT_ONCE = 4;

/** Builds the packages of all Lambdas below a folder, and tells which belongs to whom. */
export async function packages(
  lambdas: readonly LambdaDeclaration[],
  into = join(ROOT, ".build/lambda"),
): Promise<(declaration: LambdaDeclaration) => LambdaPackage> {
  const made = await together(lambdas, BUILDS_AT_ONCE, async (declaration) => {
    const built = await bundle(declaration.entry);
    const folder = join(into, declaration.name);
    writePackage(built, folder);
    return [declaration.name, { folder, needs: needsOf(declaration, built), bundle: built }] as const;
  });
  const byName = new Map(made);
  return ({ name }) => {
    const found = byName.get(name);
    if (!found) throw new Error(`No package was built for ${name}.`);
    return found;
  };
}
