import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { lambdas } from "../functions/modules.ts";
import { packages } from "./packages.ts";
import { product } from "./stacks/product.ts";

/**
 * The CDK app: everything is derived from the Lambdas that `functions/modules.ts` declares. It asks no account anything, so
 * it synthesizes offline; a finding of cdk-nag that no construct accepts with a reason fails it.
 */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
product(app, lambdas, await packages(lambdas));
app.synth();
