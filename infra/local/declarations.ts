/**
 * What the local stack reads of a Lambda's declaration in `functions/modules.ts`: who calls it and with what. The types
 * ask for no more than the stack uses, so the list there may say more.
 */
export type RouteDeclaration = { method: string; path: string; public?: boolean };

type Common = { name: string; entry: string };

export type ApiLambda = Common & { kind: "api"; routes: readonly RouteDeclaration[] };
export type AuthorizerLambda = Common & { kind: "authorizer" };

/** A consumer of the table's stream. A batch fails `maxAttempts` times before its records go to `<name>-failures`. */
export type StreamLambda = Common & {
  kind: "stream";
  batchSize?: number;
  /** Batches handled at once; records of one partition key stay in order. AWS allows 1 to 10. */
  parallelization?: number;
  maxAttempts?: number;
};

/** A consumer of an SQS queue. After `maxReceives` failed deliveries a message moves to `<queue>-failures`. */
export type QueueLambda = Common & {
  kind: "queue";
  queue: string;
  batchSize?: number;
  concurrency?: number;
  visibilitySeconds?: number;
  maxReceives?: number;
};

/** Invoked every `rateMinutes` of the stack's clock with `{ time }`. */
export type ScheduleLambda = Common & { kind: "schedule"; rateMinutes: number };
/** Invoked when an object appears under `prefix`. */
export type ObjectLambda = Common & { kind: "object"; prefix: string };

export type LambdaDeclaration =
  | ApiLambda
  | AuthorizerLambda
  | StreamLambda
  | QueueLambda
  | ScheduleLambda
  | ObjectLambda;

export type LambdaKind = LambdaDeclaration["kind"];

/** The declarations of one kind. */
export function ofKind<K extends LambdaKind>(
  lambdas: readonly LambdaDeclaration[],
  kind: K,
): Extract<LambdaDeclaration, { kind: K }>[] {
  return lambdas.filter((l): l is Extract<LambdaDeclaration, { kind: K }> => l.kind === kind);
}
