import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";

/** The table that a stage works with. */
export async function tableOf(stage: string): Promise<string> {
  const StackName = `Cashloop-${stage}-data`;
  for await (const page of paginateListStackResources({ client: new CloudFormationClient({}) }, { StackName })) {
    const table = page.StackResourceSummaries?.find(({ ResourceType }) => ResourceType === "AWS::DynamoDB::Table");
    if (table?.PhysicalResourceId) return table.PhysicalResourceId;
  }
  throw new Error(`${StackName} has no table.`);
}
