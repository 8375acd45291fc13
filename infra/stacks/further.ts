import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { type Door, servedLambda } from "./api.ts";
import type { ProductLambda, Wiring } from "./lambda.ts";

/** The modules that belong to no other stack. */
export class FurtherStack extends Stack {
  readonly lambdas: ProductLambda[];

  constructor(scope: Construct, id: string, wiring: Wiring, door: Door, apis: Declared<"api">[], props?: StackProps) {
    super(scope, id, { ...props, description: "Cashloop: further modules." });
    this.lambdas = apis.map((api) => servedLambda(this, wiring, door, api));
  }
}
