import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { type Door, servedLambda } from "./api.ts";
import type { ProductLambda, Wiring } from "./lambda.ts";
import { arrivals } from "./object.ts";
import { StreamConsumer } from "./stream.ts";

/** Money: what is sold and owed, the signed webhook, files that came by upload, and the consumer that applies what comes in. */
export class BankStack extends Stack {
  readonly lambdas: ProductLambda[] = [];
  readonly consumers: StreamConsumer[];

  constructor(
    scope: Construct,
    id: string,
    wiring: Wiring,
    door: Door,
    declared: { apis: Declared<"api">[]; objects: Declared<"object">[]; streams: Declared<"stream">[] },
    props?: StackProps,
  ) {
    super(scope, id, { ...props, description: "Cashloop: orders and what is owed, bank notices in, money applied." });
    for (const api of declared.apis) this.lambdas.push(servedLambda(this, wiring, door, api));
    for (const object of declared.objects) this.lambdas.push(arrivals(this, wiring, object));
    this.consumers = declared.streams.map((stream) => new StreamConsumer(this, wiring, stream));
    this.lambdas.push(...this.consumers.map(({ lambda }) => lambda));
  }
}
