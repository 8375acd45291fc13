import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { type Door, servedLambda } from "./api.ts";
import type { ProductLambda, Wiring } from "./lambda.ts";
import { arrivals } from "./object.ts";
import { StreamConsumer } from "./stream.ts";

/** The bank's side: the signed webhook, files that came by upload, and the consumer that applies the money. */
export class BankStack extends Stack {
  readonly lambdas: ProductLambda[] = [];
  readonly consumers: StreamConsumer[];

  constructor(
    scope: Construct,
    id: string,
    wiring: Wiring,
    door: Door,
    declared: { webhooks: Declared<"api">[]; objects: Declared<"object">[]; streams: Declared<"stream">[] },
    props?: StackProps,
  ) {
    super(scope, id, { ...props, description: "Cashloop: bank notices in, money applied." });
    for (const webhook of declared.webhooks) this.lambdas.push(servedLambda(this, wiring, door, webhook));
    for (const object of declared.objects) this.lambdas.push(arrivals(this, wiring, object));
    this.consumers = declared.streams.map((stream) => new StreamConsumer(this, wiring, stream));
    this.lambdas.push(...this.consumers.map(({ lambda }) => lambda));
  }
}
