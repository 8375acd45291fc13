import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { Cloud } from "./deploy.ts";
import { CREDENTIALS, REGION } from "./emulator.ts";

/** A line that a Lambda wrote. */
export type Line = { group: string; text: string };

async function linesOf(logs: CloudWatchLogsClient, group: string): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, { logGroupName: group })) {
    lines.push(...events.map(({ message = "" }) => ({ group, text: message.trimEnd() })));
  }
  return lines;
}

/** All that the Lambdas of some stacks wrote, group by group. */
export async function written(endpoint: string, cloud: Cloud, stacks: readonly string[]): Promise<Line[]> {
  const groups = await Promise.all(stacks.map((name) => cloud.idsOf(name, "AWS::Logs::LogGroup")));
  const logs = new CloudWatchLogsClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  try {
    return (await Promise.all(groups.flat().map((group) => linesOf(logs, group)))).flat();
  } finally {
    logs.destroy();
  }
}

/** What says that something went wrong: the product's own lines of level error, and what never came to write one. */
export const isError = ({ text }: Line): boolean =>
  /"level":"(?:ERROR|error)"|Unhandled|Task timed out|errorType/.test(text);
