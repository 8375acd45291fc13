import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { type Door, servedLambda } from "./api.ts";
import type { ProductLambda, Wiring } from "./lambda.ts";
import { arrivals } from "./object.ts";

/** The modules that a market, sales and service team works in all day, and the files that they attach. */
export class CrmStack extends Stack {
  readonly lambdas: ProductLambda[];

  constructor(
    scope: Construct,
    id: string,
    wiring: Wiring,
    door: Door,
    declared: { apis: Declared<"api">[]; objects: Declared<"object">[] },
    props?: StackProps,
  ) {
    super(scope, id, { ...props, description: "Cashloop: leads, customers, activities, and what works on them." });
    this.lambdas = [
      ...declared.apis.map((api) => servedLambda(this, wiring, door, api)),
      ...declared.objects.map((object) => arrivals(this, wiring, object)),
    ];
  }
}
