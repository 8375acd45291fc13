import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
  type StackResourceSummary,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Asset, Template } from "./assembly.ts";
import { CREDENTIALS, REGION } from "./emulator.ts";
import { until } from "./until.ts";

/** What became of one stack; without reasons it stands. */
export type Deployed = { name: string; resources: number; reasons: string[]; outputs: Record<string, string> };

/** Where CDK's bootstrap says that it took place; every template asks. */
const BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version";

/** A CloudFormation and an S3 to deploy with. */
export class Cloud {
  readonly #endpoint: string;
  readonly #stacks: CloudFormationClient;
  readonly #objects: S3Client;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
    const config = { endpoint, region: REGION, credentials: CREDENTIALS };
    this.#stacks = new CloudFormationClient(config);
    this.#objects = new S3Client({ ...config, forcePathStyle: true });
  }

  /** What `cdk bootstrap` leaves behind, as far as a deployment as root has a use for it, and the assets in it. */
  async prepare(assets: readonly Asset[]): Promise<Deployed> {
    const buckets = [...new Set(assets.map(({ bucket }) => bucket))];
    const resources = {
      Version: { Type: "AWS::SSM::Parameter", Properties: { Name: BOOTSTRAP_VERSION, Type: "String", Value: "30" } },
      ...Object.fromEntries(
        buckets.map((BucketName, n) => [`Assets${n}`, { Type: "AWS::S3::Bucket", Properties: { BucketName } }]),
      ),
    };
    const made = await this.create("CDKToolkit", { TemplateBody: JSON.stringify({ Resources: resources }) });
    if (made.reasons.length > 0) return made;
    const uploaded = new Set<string>();
    for (const { bucket, key, bytes } of assets) {
      if (uploaded.has(key)) continue;
      uploaded.add(key);
      await this.#objects.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes() }));
    }
    return made;
  }

  deploy(template: Template, bucket: string): Promise<Deployed> {
    return this.create(template.name, { TemplateURL: `${this.#endpoint}/${bucket}/${template.key}` });
  }

  /** Makes a stack and waits until it stands or does not. */
  create(name: string, template: { TemplateBody: string } | { TemplateURL: string }): Promise<Deployed> {
    const input = { StackName: name, Capabilities: ["CAPABILITY_NAMED_IAM" as const], DisableRollback: true };
    return this.#stands(name, () => this.#stacks.send(new CreateStackCommand({ ...input, ...template })));
  }

  /** Deploys another template of a stack, which lies among the assets, and waits likewise. */
  async replace(name: string, template: string, bucket: string): Promise<Deployed> {
    const key = `${name}.other.json`;
    await this.#objects.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: template }));
    const TemplateURL = `${this.#endpoint}/${bucket}/${key}`;
    const input = { StackName: name, TemplateURL, Capabilities: ["CAPABILITY_NAMED_IAM" as const] };
    return this.#stands(name, () => this.#stacks.send(new UpdateStackCommand(input)));
  }

  async #stands(name: string, begin: () => Promise<unknown>): Promise<Deployed> {
    try {
      await begin();
    } catch (error) {
      return { name, resources: 0, outputs: {}, reasons: [(error as Error).message] };
    }
    const stack = await until(`${name} is made`, async () => {
      const { Stacks: [found] = [] } = await this.#stacks.send(new DescribeStacksCommand({ StackName: name }));
      return found?.StackStatus?.endsWith("_IN_PROGRESS") ? undefined : found;
    });
    const outputs = Object.fromEntries((stack.Outputs ?? []).map((o) => [o.OutputKey ?? "", o.OutputValue ?? ""]));
    const { length: resources } = await this.#resources(name);
    return { name, resources, reasons: await this.#reasons(stack), outputs };
  }

  /** Why a stack does not stand: the resources that could not be made, each with the service's own words. */
  async #reasons({ StackName, StackStatus, StackStatusReason }: Stack): Promise<string[]> {
    if (StackStatus === "CREATE_COMPLETE" || StackStatus === "UPDATE_COMPLETE") return [];
    const { StackEvents = [] } = await this.#stacks.send(new DescribeStackEventsCommand({ StackName }));
    const failed = StackEvents.filter(
      (e) => e.ResourceStatus?.endsWith("_FAILED") && e.LogicalResourceId !== StackName,
    );
    const told = failed.map((e) => `${e.ResourceType} ${e.LogicalResourceId}: ${e.ResourceStatusReason}`);
    return told.length > 0 ? told : [`${StackStatus}: ${StackStatusReason ?? "no reason was given"}`];
  }

  async #resources(name: string): Promise<StackResourceSummary[]> {
    const found: StackResourceSummary[] = [];
    for await (const page of paginateListStackResources({ client: this.#stacks }, { StackName: name })) {
      found.push(...(page.StackResourceSummaries ?? []));
    }
    return found;
  }

  /** The physical ids of a stack's resources of one type. */
  async idsOf(name: string, type: string): Promise<string[]> {
    const ofType = (await this.#resources(name)).filter(({ ResourceType }) => ResourceType === type);
    return ofType.map(({ PhysicalResourceId = "" }) => PhysicalResourceId);
  }

  close(): void {
    this.#stacks.destroy();
    this.#objects.destroy();
  }
}
