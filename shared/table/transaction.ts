import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { Fault } from "../fault.ts";

/** DynamoDB refuses transactions of more than 4 MB together. */
export const TRANSACTION_BYTES_MAX = 4_000_000;

const of = (map: Record<string, AttributeValue> | undefined): number =>
  Object.entries(map ?? {}).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** The bytes of a value as DynamoDB counts them; see `size.ts` for rows that are not yet in wire form. */
function valueBytes({ S, N, B, L, M, SS, NS, BS }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.replace(/[-.]/g, "").length / 2) + 1;
  if (B !== undefined) return B.length;
  if (L) return 3 + L.reduce((sum, one) => sum + 1 + valueBytes(one), 0);
  if (M) return 3 + of(M) + Object.keys(M).length;
  return [...(SS ?? []), ...(NS ?? []), ...(BS ?? [])].reduce((sum, one) => sum + one.length, 1);
}

export const transactionBytes = (items: readonly TransactWriteItem[]): number =>
  items.reduce((sum, { Put, Update, Delete, ConditionCheck }) => {
    const at = Update ?? Delete ?? ConditionCheck;
    return sum + of(Put?.Item) + of(at?.Key) + of(at?.ExpressionAttributeValues);
  }, 0);

/** Refuses a change that is too large for one transaction before it is sent, with the figures. */
export function guardTransaction(items: readonly TransactWriteItem[]): void {
  const bytes = transactionBytes(items);
  if (bytes <= TRANSACTION_BYTES_MAX) return;
  const detail = `This change takes ${bytes} bytes in ${items.length} rows; at most ${TRANSACTION_BYTES_MAX} can change together.`;
  throw new Fault("too_large", detail);
}
