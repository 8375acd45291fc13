/**
 * Small rows that only other rows give rise to are written each for itself: half the units of a transaction. Such a write
 * knows no condition, so whoever makes it confirms afterwards, by a row that has a version, that nobody wrote in between,
 * and writes again what should stand there where somebody did. What is cut off in the middle is told again by the stream.
 */
import { BatchWriteItemCommand, type TransactWriteItem, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { ATTEMPTS_MAX, busy, pause } from "./retry.ts";

/** BatchWriteItem takes twenty-five writes. */
const BATCH_WRITES_MAX = 25;

/** Sends what a table is to be written; gives what DynamoDB has left unprocessed. */
export type SendBatch = (make: (more: object) => BatchWriteItemCommand) => Promise<Record<string, WriteRequest[]>>;

function requestOf({ Put, Delete }: TransactWriteItem): WriteRequest {
  if (Put?.ConditionExpression || Delete?.ConditionExpression) throw new Error("A write of its own has no condition.");
  return Put ? { PutRequest: { Item: Put.Item } } : { DeleteRequest: { Key: Delete?.Key } };
}

/** Up to twenty-five writes; those that are left unprocessed are sent again. */
async function written(tableName: string, requests: WriteRequest[], send: SendBatch): Promise<void> {
  let left = { [tableName]: requests };
  for (let [attempt, before] = [1, requests.length]; before > 0; attempt++) {
    if (attempt > 1) await pause(attempt);
    left = await send((more) => new BatchWriteItemCommand({ RequestItems: left, ...more }));
    const after = left[tableName]?.length ?? 0;
    if (after < before) attempt = 1;
    else if (attempt === ATTEMPTS_MAX) throw busy();
    before = after;
  }
}

/** Makes some writes, each for itself and in no order; no two of them are of one row. */
export async function writeEach(tableName: string, writes: TransactWriteItem[], send: SendBatch): Promise<void> {
  const requests = writes.map(requestOf);
  for (let at = 0; at < requests.length; at += BATCH_WRITES_MAX) {
    await written(tableName, requests.slice(at, at + BATCH_WRITES_MAX), send);
  }
}
