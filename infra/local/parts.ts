import { join, resolve } from "node:path";
import { StackClock } from "./clock.ts";
import type { Declared, LambdaDeclaration, LambdaKind } from "./declarations.ts";
import { JOBS_QUEUE, MESSAGE_QUEUE } from "./environment.ts";
import { Grants } from "./grants.ts";
import { Identities } from "./identities.ts";
import { Lambda } from "./lambda.ts";
import { Objects } from "./objects.ts";
import { Outbox } from "./outbox.ts";
import { FAULT_EXIT_STATUS, Points, type Target } from "./points.ts";
import { Pool } from "./pool.ts";
import type { Interceptor } from "./proxy.ts";
import { Queues } from "./queues.ts";
import { Store } from "./store.ts";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "../..");

export type StackOptions = {
  lambdas: readonly LambdaDeclaration[];
  /** Where everything is kept; one stack at a time. */
  dataDir: string;
  /** 0 takes any free port. */
  port?: number;
  /** Filled with the ports that the stack took; a later one that is given them takes the same ones again. */
  ports?: { database?: number; wires?: number; web?: number };
  /** A DynamoDB-protocol server to use instead of the embedded one. */
  databaseEndpoint?: string;
  /** Begins with empty data. */
  reset?: boolean;
  /** What the clock of empty data shows first; the machine's time unless said otherwise. */
  startsAt?: Date;
  /** Where the Lambdas' entries are resolved from; the project's folder unless said otherwise. */
  root?: string;
  /** Loads the module of a Lambda, by its address; imported here unless said otherwise. */
  load?: (href: string) => Promise<unknown>;
  /** Stands between the handlers and the database. */
  interceptor?: Interceptor;
  /** Ends the process abruptly at this point; `"count"` only counts the crossings. */
  faultPoint?: Target | "count";
  /** The folder of the built console, which is then served beside the API. */
  console?: Promise<string>;
  /** Whoever is made a user with a mail address can sign in; left out, there is an issuer, and nobody in its pool. */
  userPool?: boolean;
  /** Further environment variables for the handlers. */
  env?: Record<string, string>;
};

/** The parts of a stack that do not depend on its ports. */
export class Parts {
  readonly store: Store;
  readonly clock: StackClock;
  readonly points: Points;
  readonly queues: Queues;
  readonly outbox: Outbox;
  readonly objects: Objects;
  readonly pool: Pool;
  readonly identities: Identities;
  readonly grants: Grants;
  readonly lambdas: Lambda[];

  constructor(options: StackOptions) {
    this.store = new Store(options.dataDir);
    this.clock = new StackClock(this.store, options.startsAt);
    const target = options.faultPoint === "count" ? undefined : options.faultPoint;
    this.points = new Points(target, () => process.exit(FAULT_EXIT_STATUS));
    this.queues = new Queues(this.store, this.clock, this.points);
    for (const queue of [MESSAGE_QUEUE, JOBS_QUEUE]) this.queues.declare(queue);
    this.outbox = new Outbox(this.store, this.clock, this.points);
    this.objects = new Objects(join(options.dataDir, "objects"), this.store, this.clock, this.points, this.queues);
    this.pool = new Pool(this.store, this.clock);
    this.identities = new Identities(this.store, this.clock);
    this.grants = new Grants(this.store, this.clock);
    const { root = ROOT, load = (href) => import(href) } = options;
    this.lambdas = options.lambdas.map((declaration) => new Lambda(declaration, root, this.points, load));
  }

  ofKind<K extends LambdaKind>(kind: K): Lambda<Declared<K>>[] {
    return this.lambdas.filter((l): l is Lambda<Declared<K>> => l.declaration.kind === kind);
  }
}
