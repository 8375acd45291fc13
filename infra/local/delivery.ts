import { setTimeout as wait } from "node:timers/promises";
import type { DynamoDBRecord } from "aws-lambda";
import { errorFields, log } from "../../shared/log.ts";
import type { StreamLambda } from "./declarations.ts";
import type { Lambda } from "./lambda.ts";
import { backoffMs } from "./work.ts";

/** The Lambda service's bound on one invocation. */
const INVOCATION_MS_MAX = 15 * 60_000;

/** Told of records that were given up; `attempts` is how often the last of the tries was made. */
export type GiveUp = (records: DynamoDBRecord[], attempts: number) => void;

/** The index of the first record that the consumer says has failed; the batch's length when none has. */
function firstFailure(records: DynamoDBRecord[], answer: unknown): number {
  const failures = (answer as { batchItemFailures?: { itemIdentifier?: string }[] } | null)?.batchItemFailures ?? [];
  const positions = failures.map(({ itemIdentifier }) => {
    return records.findIndex((record) => record.dynamodb?.SequenceNumber === itemIdentifier);
  });
  // An identifier that names no record of the batch counts as a failure of the whole batch, as the service has it.
  return positions.length === 0 ? records.length : Math.max(0, Math.min(...positions));
}

async function attempt(lambda: Lambda<StreamLambda>, records: DynamoDBRecord[]): Promise<number> {
  try {
    return firstFailure(records, await lambda.invoke({ Records: records }, INVOCATION_MS_MAX));
  } catch (error) {
    log.error("stream consumer failed", {
      lambda: lambda.declaration.name,
      records: records.length,
      ...errorFields(error),
    });
    return 0;
  }
}

/**
 * Delivers a batch in order until each record was accepted or given up.
 *
 * Where the consumer accepts a first part, the rest is a new batch with fresh attempts. Where it accepts nothing, the
 * batch is halved down to the single record that fails, so that the others are not given up with it; halving is not
 * counted as an attempt. The single record is tried `maxAttempts` times.
 */
export async function deliver(lambda: Lambda<StreamLambda>, batch: DynamoDBRecord[], giveUp: GiveUp): Promise<void> {
  const attemptsMax = lambda.declaration.maxAttempts;
  const pending = [{ records: batch, attempts: 0 }];
  for (let next = pending.shift(); next; next = pending.shift()) {
    const { records, attempts } = next;
    const accepted = await attempt(lambda, records);
    if (accepted === records.length) continue;
    const rest = records.slice(accepted);
    if (accepted > 0) {
      pending.unshift({ records: rest, attempts: 0 });
    } else if (rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      pending.unshift({ records: rest.slice(0, middle), attempts }, { records: rest.slice(middle), attempts });
    } else if (attempts + 1 < attemptsMax) {
      await wait(backoffMs(attempts + 1));
      pending.unshift({ records: rest, attempts: attempts + 1 });
    } else {
      giveUp(rest, attemptsMax);
    }
  }
}
