/**
 * A release is what stands: the stacks' templates and the console's page. Code and files of the console are named by
 * their content and stay where they are, so a release that is kept needs no build, no checkout and no install to come
 * back. Versions and aliases would put back functions alone, under the rights, routes and variables of the release that
 * went wrong, and a share of the calls for a new version (a weighted shift) would be decided beside the templates: there is
 * neither. Whoever wants to see a release before all calls do deploys it as a stage of its own.
 */
import { createHash } from "node:crypto";
import {
  type CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeStacks,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { PAGE } from "../../functions/console/serve.ts";
import { bucketOf } from "../table-of.ts";

const FOLDER = "releases/";

/** What stands, or stood: each stack's template as it was given, in the order in which they were made, and the console's page. */
export type Standing = { stacks: { name: string; template: string }[]; page?: string };

/** A release that is kept: its name is its moment. */
export type Kept = { id: string; digest: string; stacks: string[]; hasPage: boolean };

const Index = z.object({ digest: z.string(), stacks: z.array(z.string()), hasPage: z.boolean() });

/** The same for what is the same, in whatever order its stacks were made. */
export function digestOf({ stacks, page }: Standing): string {
  const templates = stacks.map(({ name, template }) => [name, template]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([templates, page]))
    .digest("hex");
}

/**
 * The release to go back to, of those that are kept, the earliest first: the one before what stands, or the latest where
 * what stands was never kept.
 */
export function releaseBefore(kept: readonly Kept[], standing: string): Kept | undefined {
  const at = kept.findLastIndex(({ digest }) => digest === standing);
  return at === -1 ? kept.at(-1) : kept.slice(0, at).findLast(({ digest }) => digest !== standing);
}

type Clients = { stacks: CloudFormationClient; objects: S3Client };

/** The releases of one stage, in its bucket. */
export class Releases {
  readonly #stacks: CloudFormationClient;
  readonly #objects: S3Client;
  readonly #stage: string;

  constructor(clients: Clients, stage: string) {
    this.#stacks = clients.stacks;
    this.#objects = clients.objects;
    this.#stage = stage;
  }

  /** The stage's stacks, the earliest first. */
  async stacks(): Promise<Stack[]> {
    const own = new RegExp(`^Cashloop-${this.#stage}-[a-z]+$`);
    const found: Stack[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client: this.#stacks }, {})) {
      found.push(...Stacks.filter(({ StackName = "" }) => own.test(StackName)));
    }
    return found.sort((a, b) => Number(a.CreationTime) - Number(b.CreationTime));
  }

  /** The bucket that releases are kept in. */
  readonly bucket = (): Promise<string> => bucketOf(this.#stage);

  /** What the stack of the console tells, where the stage has one. */
  async consoleOutput(name: "ConsoleBucket" | "ConsoleUrl"): Promise<string | undefined> {
    const all = await this.stacks();
    const stack = all.find(({ StackName }) => StackName === `Cashloop-${this.#stage}-console`);
    return stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  }

  async templateOf(StackName: string): Promise<string> {
    const { TemplateBody = "" } = await this.#stacks.send(
      new GetTemplateCommand({ StackName, TemplateStage: "Original" }),
    );
    return TemplateBody;
  }

  async #read(Bucket: string, Key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#objects.send(new GetObjectCommand({ Bucket, Key }));
      return await Body?.transformToString();
    } catch (error) {
      if ((error as Error).name === "NoSuchKey") return undefined;
      throw error;
    }
  }

  /** What stands now. */
  async standing(): Promise<Standing> {
    const names = (await this.stacks()).map(({ StackName = "" }) => StackName);
    const stacks: Standing["stacks"] = [];
    for (const name of names) stacks.push({ name, template: await this.templateOf(name) });
    const console = await this.consoleOutput("ConsoleBucket");
    const page = console && (await this.#read(console, PAGE));
    return { stacks, ...(page && { page }) };
  }

  /** Keeps what stands, unless it is what was kept last; its name. */
  async keep(now: Date): Promise<string> {
    const [standing, Bucket, kept] = [await this.standing(), await this.bucket(), await this.kept()];
    const { stacks, page } = standing;
    const digest = digestOf(standing);
    const last = kept.at(-1);
    if (last?.digest === digest) return last.id;
    const id = now.toISOString().replace(/\D/g, "").slice(0, 14);
    const put = (Key: string, Body: string) => this.#objects.send(new PutObjectCommand({ Bucket, Key, Body }));
    for (const { name, template } of stacks) await put(templateKey(id, name), template);
    if (page) await put(`${FOLDER}${id}/${PAGE}`, page);
    const index = { digest, stacks: stacks.map(({ name }) => name), hasPage: page !== undefined };
    // The index comes last: what it names is there.
    await put(`${FOLDER}${id}.json`, JSON.stringify(index));
    return id;
  }

  /** The releases that are kept, the earliest first. */
  async kept(): Promise<Kept[]> {
    const Bucket = await this.bucket();
    const found: Kept[] = [];
    const listed = { Bucket, Prefix: FOLDER, Delimiter: "/" };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.#objects }, listed)) {
      for (const { Key = "" } of Contents) {
        const index = Index.parse(JSON.parse((await this.#read(Bucket, Key)) ?? ""));
        found.push({ id: Key.slice(FOLDER.length, -".json".length), ...index });
      }
    }
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The templates and the page of a release. */
  async release({ id, stacks, hasPage }: Kept): Promise<Standing> {
    const Bucket = await this.bucket();
    const templates = stacks.map(async (name) => ({
      name,
      template: (await this.#read(Bucket, templateKey(id, name))) ?? "",
    }));
    const page = hasPage ? await this.#read(Bucket, `${FOLDER}${id}/${PAGE}`) : undefined;
    return { stacks: await Promise.all(templates), ...(page !== undefined && { page }) };
  }
}

/** Where the template of a stack lies in the bucket. */
export const templateKey = (id: string, stack: string): string => `${FOLDER}${id}/${stack}.json`;
