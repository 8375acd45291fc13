import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { promisify } from "node:util";
import { ROOT } from "../../infra/bundle.ts";
import { until } from "./until.ts";

/** The emulator, in the one version that this run is known to work with. */
export const EMULATOR = "ministack==1.5.33";
const PYTHONS = ["python3", "python"];
const IS_NEW_ENOUGH = "import sys, venv; sys.exit(sys.version_info < (3, 10))";
/** What the templates call the queues in which work ends that failed for good. */
const DEAD_LETTERS = /Failures|Undelivered/;
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 10_000;

/** The account and the region that the emulator plays. */
export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";
/** Whoever comes with the account's number is its root. */
export const CREDENTIALS = { accessKeyId: ACCOUNT, secretAccessKey: "test" };

/** The run cannot take place on this machine; nothing is said about the product. */
export class CannotRun extends Error {}

const run = promisify(execFile);

async function python(): Promise<string> {
  for (const name of PYTHONS) {
    const isThere = await run(name, ["-c", IS_NEW_ENOUGH]).then(
      () => true,
      () => false,
    );
    if (isThere) return name;
  }
  throw new CannotRun(
    "The emulator needs Python 3.10 or newer with its module venv, as python3 or python in the PATH.",
  );
}

/** Installs the emulator into a virtual environment of its own; the path of its interpreter. */
export async function install(folder: string): Promise<string> {
  const environment = join(folder, "venv");
  const interpreter = await python();
  const bin = join(environment, process.platform === "win32" ? "Scripts" : "bin");
  await run("openssl", ["version"]).catch(() => {
    throw new CannotRun("The emulator makes its certificate with openssl, which is not in the PATH.");
  });
  try {
    await run(interpreter, ["-m", "venv", environment]);
    await run(join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", EMULATOR]);
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new CannotRun(
      `${EMULATOR} could not be installed from PyPI; this run needs the network.\n${stderr ?? error}`,
    );
  }
  return join(bin, "python");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** A mail that the emulated SES took. */
export type Mail = { To: string[]; Subject: string };

export type Emulator = {
  endpoint: string;
  /** Where the certificate lies that its TLS bears. */
  certificate: string;
  /** What it logs, the Lambdas' lines included. */
  log: string;
  mails(): Promise<Mail[]>;
  /** The queues of dead letters that hold something, by name. */
  deadLetters(): Promise<string[]>;
  stop(): Promise<void>;
};

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}

/**
 * Starts the emulator, by way of `emulator.py`, with empty data on a free port of 127.0.0.1. It enforces every role's policy (`AUTH`), runs each
 * environment of a Lambda as a process of its own with the Node that the bundles are built for, and finds the SDK clients
 * that AWS's runtime brings along in this project's `node_modules`.
 */
export async function start(interpreter: string, folder: string): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `https://127.0.0.1:${port}`;
  const temporary = join(folder, "emulator");
  mkdirSync(temporary);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const certificate = join(temporary, "ministack-tls/server.crt");
  const log = join(folder, "emulator.log");
  const output = openSync(log, "a");
  const child = spawn(interpreter, [join(import.meta.dirname, "emulator.py")], {
    cwd: temporary,
    stdio: ["ignore", output, output],
    env: {
      PATH: `${join(ROOT, "node_modules/node/bin")}:${process.env.PATH}`,
      TMPDIR: temporary,
      STATE_DIR: join(temporary, "state"),
      S3_DATA_DIR: join(temporary, "s3"),
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      // A bucket has no host name of its own here.
      AWS_ENDPOINT_URL_S3: endpoint,
      AUTH: "true",
      // Queues and topics refuse whoever comes without TLS.
      USE_SSL: "1",
      SFTP_ENABLED: "0",
      IOT_MTLS_ENABLED: "0",
    },
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
    await ended(child);
    clearTimeout(late);
  };
  const ask = (path: string): Promise<Response> => fetch(`${endpoint}${path}`);
  const isUp = async (): Promise<true | undefined> => {
    if (child.exitCode !== null) throw new Error(`The emulator ended at once; see ${log}.`);
    if (!existsSync(certificate)) return undefined;
    setDefaultCACertificates([...getCACertificates("bundled"), readFileSync(certificate, "utf8")]);
    const answered = await ask("/_ministack/health").catch(() => undefined);
    return answered?.ok || undefined;
  };
  await Promise.race([until("the emulator answers", isUp, undefined, STARTS_WITHIN_MS), failed]);
  const told = async <T>(what: string): Promise<T | undefined> => {
    const reply = await (await ask(`/_ministack/${what}/messages?account=${ACCOUNT}`)).json();
    return (reply as { messages: Record<string, T> }).messages[ACCOUNT];
  };
  const mails = async (): Promise<Mail[]> => (await told<Mail[]>("ses")) ?? [];
  const deadLetters = async (): Promise<string[]> => {
    const queues = (await told<Record<string, Record<string, unknown[]>>>("sqs"))?.[REGION] ?? {};
    const filled = Object.entries(queues).filter(([, messages]) => messages.length > 0);
    return filled.map(([url]) => url.split("/").at(-1) ?? "").filter((name) => DEAD_LETTERS.test(name));
  };
  return { endpoint, certificate, log, mails, deadLetters, stop };
}
