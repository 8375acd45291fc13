import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";

/** What a stage's stack `data` has of a type. */
async function dataOf(stage: string, type: string, what: string): Promise<string> {
  const StackName = `Cashloop-${stage}-data`;
  for await (const page of paginateListStackResources({ client: new CloudFormationClient({}) }, { StackName })) {
    const found = page.StackResourceSummaries?.find(({ ResourceType }) => ResourceType === type);
    if (found?.PhysicalResourceId) return found.PhysicalResourceId;
  }
  throw new Error(`${StackName} has no ${what}.`);
}

/** The table that a stage works with. */
export const tableOf = (stage: string): Promise<string> => dataOf(stage, "AWS::DynamoDB::Table", "table");

/** The bucket that a stage works with. */
export const bucketOf = (stage: string): Promise<string> => dataOf(stage, "AWS::S3::Bucket", "bucket");
