import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../infra/bundle.ts";

const { context } = JSON.parse(readFileSync(join(ROOT, "cdk.json"), "utf8")) as { context: Record<string, unknown> };

/** The CDK's own switches, as `cdk synth` reads them. */
export const CDK_FLAGS: Readonly<Record<string, unknown>> = context;
