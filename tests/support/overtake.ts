import { TABLE_NAME } from "../../infra/local/environment.ts";
import { awsJson } from "../../infra/local/protocol.ts";
import type { DatabaseCall, Interceptor } from "../../infra/local/proxy.ts";
import type { DumpedItem } from "./dump.ts";
import type { TestStack } from "./stack.ts";

type Write = { Item?: DumpedItem; Key?: DumpedItem; ConditionExpression?: string };

/** Who comes between: the product's own work, a colleague, or a colleague and then the product. */
export type Between = "progress" | "progress twice" | "colleague" | "colleague, then progress";

const UNCHANGED = "version = :version";
/** Rows that belong to the call itself, and those that are made and taken away and never changed. */
const NEVER_CHANGED = /#idm#|#signal#|#mergeLock#/;

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
 * Lets somebody else write between a call's reading and its writing: when a write that stands on rows as they were read is
 * on its way, those rows get a further version first, each of them once.
 */
export function overtaking(): Interceptor & {
  /** Has the writes of the next call overtaken; the keys of what was, none where it stood on nothing that it had read. */
  next(stack: TestStack, how: Between): { met: string[] };
} {
  let armed: { stack: TestStack; how: Between; met: string[] } | undefined;
  return {
    next: (stack, how) => {
      armed = { stack, how, met: [] };
      return armed;
    },
    before: async (call) => {
      const between = armed;
      if (!between || !isAttended(call)) return undefined;
      for (const key of guardedKeys(call)) {
        const pk = String(key.pk?.S);
        if (between.met.includes(pk)) continue;
        between.met.push(pk);
        for (const by of WRITES[between.how]) await writeBetween(between.stack.databaseEndpoint, key, by);
      }
      return undefined;
    },
  };
}
