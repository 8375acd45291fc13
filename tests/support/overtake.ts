import { TABLE_NAME } from "../../infra/local/environment.ts";
import { awsJson } from "../../infra/local/protocol.ts";
import type { DatabaseCall, Interceptor } from "../../infra/local/proxy.ts";
import type { DumpedItem } from "./dump.ts";
import type { TestStack } from "./stack.ts";

type Write = { Item?: DumpedItem; Key?: DumpedItem; ConditionExpression?: string };

/** Who comes between: the product's own work, a colleague, or a colleague and then the product. */
export type Between = "progress" | "progress twice" | "colleague" | "colleague, then progress";

const UNCHANGED = "version = :version";
/** Rows that belong to the call itself, and signals, which are made and taken away and never changed. */
const NEVER_CHANGED = /#idm#|#signal#/;

/** The rows of a write that must still be as they were read. */
function guardedKeys({ operation, body, isWrite }: DatabaseCall): DumpedItem[] {
  if (!isWrite) return [];
  const input = JSON.parse(body.toString()) as Write & { TransactItems?: Record<string, Write>[] };
  const writes = operation === "TransactWriteItems" ? (input.TransactItems ?? []).flatMap(Object.values) : [input];
  return (writes as Write[])
    .filter(({ ConditionExpression }) => ConditionExpression === UNCHANGED)
    .map(({ Item, Key }) => ({ pk: (Item ?? Key)?.pk, sk: (Item ?? Key)?.sk }) as DumpedItem)
    .filter(({ pk }) => !NEVER_CHANGED.test(pk?.S ?? ""));
}

/** A write by a caller at the public door is signed with three parts, the product's own with four. */
const isAttended = ({ body }: DatabaseCall): boolean =>
  /"by":\{"S":"(?:user|apiKey|operator)[^|"]*\|[^|"]*\|[^|"]*"\}/.test(body.toString());

async function writeBetween(
  endpoint: string,
  Key: DumpedItem,
  by: (version: number, item: DumpedItem) => string,
): Promise<void> {
  const ask = <T>(operation: string, input: object) =>
    awsJson<T>(endpoint, `DynamoDB_20120810.${operation}`, { TableName: TABLE_NAME, ...input });
  const { Item } = await ask<{ Item?: DumpedItem }>("GetItem", { Key, ConsistentRead: true });
  if (!Item) return;
  const version = Number(Item.version?.N);
  const after = { ...Item, version: { N: String(version + 1) }, by: { S: by(version, Item) } };
  await ask("PutItem", { Item: after });
}

const attendedOf = (version: number, item: DumpedItem): string => item.by?.S?.split("|")[3] ?? String(version);
const progress = (version: number, item: DumpedItem): string => `system:rest||between|${attendedOf(version, item)}`;
const colleague = (): string => "user:usr_ANOTHER||between";
const WRITES = {
  progress: [progress],
  "progress twice": [progress, progress],
  colleague: [colleague],
  "colleague, then progress": [colleague, progress],
} as const;

/**
 * Lets somebody else write between a call's reading and its writing: when the next write that stands on rows as they were
 * read is on its way, those rows get a further version first.
 */
export function overtaking(): Interceptor & {
  /** Has the next such write overtaken; the keys of what was overtaken, none where there was no such write. */
  next(stack: TestStack, how: Between): { met: string[] };
} {
  let armed: { stack: TestStack; how: Between; met: string[] } | undefined;
  return {
    next: (stack, how) => {
      armed = { stack, how, met: [] };
      return armed;
    },
    before: async (call) => {
      const keys = armed && isAttended(call) ? guardedKeys(call) : [];
      const between = armed;
      if (!between || keys.length === 0) return undefined;
      armed = undefined;
      for (const key of keys) {
        for (const by of WRITES[between.how]) await writeBetween(between.stack.databaseEndpoint, key, by);
        between.met.push(String(key.pk?.S));
      }
      return undefined;
    },
  };
}
