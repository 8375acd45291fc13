// Jest resolver: the product's own sources get the DynamoDB client that their bundles get (infra/bundle.ts). The tests so run over
// what is deployed, and in an eighth less time. Tests, infra and what they start as processes get the SDK's.
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const PRODUCT = [join(ROOT, "shared"), join(ROOT, "functions")];
const STAND_IN = join(ROOT, "infra/sdk/dynamodb.ts");

export default function resolve(request, options) {
  const isClient = request === "@aws-sdk/client-dynamodb";
  if (isClient && PRODUCT.some((folder) => options.basedir.startsWith(folder))) return STAND_IN;
  return options.defaultResolver(request, options);
}
