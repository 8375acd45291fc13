import type { Reactions } from "./events/event.ts";
import type { Route } from "./http/route.ts";
import type { Entity } from "./table/entity.ts";

/** A module as data: what it serves, what it keeps, what it reacts to. */
export type Module = Reactions & {
  name: string;
  routes: readonly Route[];
  /** Asked seldom, and by people of a tenant alone: it is served by one Lambda with others of that kind. */
  seldom?: boolean;
  entities: readonly Entity[];
  /** Those of its entities that nobody's history tells of, and whose changes bring something about or whose fields roles name. */
  further?: readonly Entity[];
  /** What it does by the clock: each a Lambda of its own, in a file of the module. */
  schedules?: readonly { name: string; rateMinutes: number; file: string }[];
  /** Permissions that its code asks for besides those of its routes. */
  permissions?: readonly string[];
  /** What the built-in roles may do of it, by the role; `everybody` stands for all who work inside the company. */
  grants?: Readonly<Record<string, readonly string[]>>;
};

type Common = { name: string; entry: string };

/**
 * A Lambda as data; CDK and the local stack both build it from this.
 * - `api`: behind the gateway, with the gateway's routes that lead to it
 * - `authorizer`: asked by the gateway before every route that is not public
 * - `stream`: a consumer of the table's stream
 * - `queue`: reads a queue
 * - `schedule`: runs every `rateMinutes`
 * - `object`: runs when an object has arrived under a prefix of the bucket
 * - `feedback`: told by SES, through SNS, what became of a mail
 */
export type LambdaDeclaration =
  | (Common & { kind: "api"; routes: readonly { method: string; path: string; public?: boolean }[] })
  | (Common & { kind: "authorizer" })
  | (Common & { kind: "stream"; batchSize: number; parallelization: number; maxAttempts: number })
  | (Common & {
      kind: "queue";
      queue: string;
      batchSize: number;
      concurrency: number;
      visibilitySeconds: number;
      maxReceives: number;
    })
  | (Common & { kind: "schedule"; rateMinutes: number })
  | (Common & { kind: "object"; prefix: string })
  | (Common & { kind: "feedback" });
