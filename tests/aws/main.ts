import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../infra/bundle.ts";
import { apiClient } from "../support/api.ts";
import { type Assembled, synthesize } from "./assembly.ts";
import { Cloud, type Deployed } from "./deploy.ts";
import { ACCOUNT, CannotRun, EMULATOR, type Emulator, install, REGION, start } from "./emulator.ts";
import { startFront } from "./front.ts";
import { mainJob } from "./job.ts";
import { isError, written } from "./logs.ts";
import { HOMES_THEN, movedModule } from "./move.ts";
import { probeWall } from "./probe.ts";
import { redriven } from "./redrive.ts";
import { restored } from "./restore.ts";
import { rolledBack } from "./rollback.ts";
import { OTHERWISE, Stranger } from "./stranger.ts";

/** Where the logs of the emulator and of the Lambdas are left for who wants to know more. */
const LOGS = join(ROOT, ".build/aws");
const STAGE = "prod";
const DATA = `Cashloop-${STAGE}-data`;
const GATEWAY = `Cashloop-${STAGE}-gateway`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function sayOf({ name, resources, reasons }: Deployed): void {
  say(reasons.length === 0 ? `  ✓ ${name}: ${resources} resources` : `  ✗ ${name}`);
  for (const reason of reasons) say(`      ${reason}`);
}

/** Deploys what the app synthesizes; resolves with the stacks, each with why it could not be made. */
async function deploy(cloud: Cloud, { assets, templates }: Assembled): Promise<Deployed[]> {
  say("  · The emulator's IAM is taught dynamodb:LeadingKeys, aws:PrincipalTag as a variable, and a session's role.");
  for (const { what, around } of new Set(templates.flatMap(({ lacks }) => lacks))) {
    say(`  · The emulator's ${what}; ${around}.`);
  }
  const stacks: Deployed[] = [];
  const note = (stack: Deployed): void => {
    sayOf(stack);
    stacks.push(stack);
  };
  note(await cloud.prepare(assets));
  for (const template of templates) note(await cloud.deploy(template, assets[0]?.bucket ?? ""));
  return stacks;
}

type Prepared = { made: Assembled; stranger: Stranger; operatorKey: string };

/** Goes on with the stranger's steps, runs the main job through the gateway that was deployed, and tries the wall between tenants. */
async function serve(emulator: Emulator, cloud: Cloud, { made, stranger, operatorKey }: Prepared): Promise<void> {
  const [apiId = ""] = await cloud.idsOf(GATEWAY, "AWS::ApiGatewayV2::Api");
  const { baseUrl, stop } = await startFront(emulator.endpoint, apiId);
  const reached = { baseUrl, operatorKey, api: (token?: string) => apiClient(baseUrl, token) };
  try {
    const holds = (line: string): void => say(`  ✓ ${line}`);
    for (const [step, how] of Object.entries(OTHERWISE)) say(`  · The step ${step}: ${how}.`);
    await stranger.arrivesAt(baseUrl);
    holds(
      "the page's steps, pasted, led from no tenant to an administrator who signed in and a receipt that is booked",
    );
    const { tenantId, admin, messageId } = await mainJob({ reached, mails: emulator.mails, holds });
    await probeWall(cloud, DATA, STAGE, tenantId);
    holds(
      "a Lambda in a tenant's session reads that tenant's rows; others', the system's, a scan, and other tags are denied",
    );
    await redriven(emulator, STAGE, tenantId, messageId);
    holds("a letter of every kind was laid into its queue of dead letters and done again by the command");
    await restored(emulator, STAGE, reached, { tenantId, admin });
    holds("the table as it was came beside, and what a tenant had there was put back by the command");
    await movedModule(cloud, made, STAGE, admin);
    holds("a module was moved to another stack, and has what it had");
    await rolledBack(emulator, cloud, { stage: STAGE, bucket: made.assets[0]?.bucket ?? "" }, reached);
    holds("a release that went wrong was taken back by the command: its code at once, then its stacks");
  } finally {
    await stop();
  }
}

/** What went wrong behind the scenes: errors that Lambdas logged, and work that ended among dead letters. */
async function troubles(emulator: Emulator, cloud: Cloud, stacks: readonly Deployed[]): Promise<string[]> {
  const names = stacks.map(({ name }) => name);
  const lines = await written(emulator.endpoint, cloud, names);
  writeFileSync(join(LOGS, "lambdas.log"), lines.map(({ group, text }) => `${group} ${text}\n`).join(""));
  const dead = (await emulator.deadLetters()).map((queue) => `${queue} holds what failed for good`);
  return [...lines.filter(isError).map(({ group, text }) => `${group}: ${text}`), ...dead];
}

/** Deploys and serves; true where every stack stands, the main job holds, and nothing went wrong behind it. */
async function attempt(emulator: Emulator, prepared: Prepared): Promise<boolean> {
  const cloud = new Cloud(emulator.endpoint);
  try {
    say(`Deploying into ${EMULATOR} at ${emulator.endpoint}, with policies enforced:`);
    const stacks = await deploy(cloud, prepared.made);
    say("The main job, through the gateway:");
    const failure = await serve(emulator, cloud, prepared).catch((error: Error) => error);
    if (failure) say(`  ✗ ${failure.stack}`);
    const found = await troubles(emulator, cloud, stacks);
    for (const trouble of found) say(`  ✗ ${trouble}`);
    return !failure && found.length === 0 && stacks.every(({ reasons }) => reasons.length === 0);
  } finally {
    cloud.close();
  }
}

async function main(folder: string): Promise<boolean> {
  say(`Installing ${EMULATOR} from PyPI, building the packages, synthesizing the templates …`);
  const stranger = await Stranger.arrive(STAGE, folder);
  try {
    const operatorKey = await stranger.prepares();
    const context = { stage: STAGE, settings: stranger.settings };
    const place = { account: ACCOUNT, region: REGION };
    const [interpreter, made] = await Promise.all([install(folder), synthesize(folder, context, place, HOMES_THEN)]);
    const emulator = await start(interpreter, folder);
    try {
      return await attempt(emulator, { made, stranger, operatorKey });
    } finally {
      await emulator.stop();
      copyFileSync(emulator.log, join(LOGS, "emulator.log"));
    }
  } finally {
    stranger.leaves();
  }
}

mkdirSync(LOGS, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "cashloop-aws-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  const isWell = await main(folder);
  say(isWell ? "All of it holds." : `Not all of it holds; the logs lie in ${LOGS}.`);
  process.exitCode = isWell ? 0 : 1;
} catch (error) {
  say(error instanceof CannotRun ? error.message : `${(error as Error).stack}`);
  process.exitCode = 1;
}
