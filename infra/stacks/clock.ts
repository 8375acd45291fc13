import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import type { ProductLambda, Wiring } from "./lambda.ts";
import { scheduled } from "./schedule.ts";

/** What further modules do by the clock. */
export class ClockStack extends Stack {
  readonly lambdas: ProductLambda[];

  constructor(scope: Construct, id: string, wiring: Wiring, schedules: Declared<"schedule">[], props?: StackProps) {
    super(scope, id, { ...props, description: "Cashloop: what further modules do by the clock." });
    this.lambdas = schedules.map((schedule) => scheduled(this, wiring, schedule));
  }
}
