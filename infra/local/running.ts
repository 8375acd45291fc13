import type { Server } from "node:http";
import { systemClock } from "../../shared/clock.ts";
import { setClock } from "../../shared/config.ts";
import type { StackClock } from "./clock.ts";
import { ConsoleFiles } from "./console.ts";
import { control } from "./control.ts";
import type { Database } from "./database.ts";
import { Gateway } from "./gateway.ts";
import { close, type Serve, send } from "./http.ts";
import type { Identities } from "./identities.ts";
import { Issuer, type TokenRequest } from "./issuer.ts";
import { StreamMapping } from "./mapping.ts";
import type { Objects } from "./objects.ts";
import type { Outbox, OutboxItem } from "./outbox.ts";
import type { Parts } from "./parts.ts";
import { peopleOf } from "./people.ts";
import type { Points } from "./points.ts";
import type { Queues } from "./queues.ts";
import { Router } from "./routes.ts";
import { Schedules } from "./schedules.ts";
import { type SettleOptions, settle } from "./settle.ts";
import type { SignInParts } from "./sign-in.ts";
import { RecentReads } from "./streams.ts";
import type { Worker } from "./work.ts";
import { feedbackWorker, objectWorker, queueWorker, streamWorker } from "./workers.ts";

/** What a running stack holds open. */
export type Open = {
  database: Database;
  proxy: { endpoint: string; stop(): Promise<void> } | undefined;
  wires: { server: Server; url: string };
  web: { server: Server; url: string };
  endLog(): void;
};

/** A running local stack. One per process: its handlers read their environment from the process. */
export class Stack {
  readonly baseUrl: string;
  /** The database as the handlers reach it. */
  readonly databaseEndpoint: string;
  /** The address beneath which SQS, SES, SNS and S3 answer. */
  readonly wiresUrl: string;
  readonly operatorKey: string;
  readonly clock: StackClock;
  readonly queues: Queues;
  readonly objects: Objects;
  readonly points: Points;
  /** What left, and the switch that makes the mail and text providers fail. */
  readonly mail: Outbox;
  readonly identities: Identities;
  readonly issuer: Issuer;
  /** Who may sign in, and what came of it. */
  readonly signingIn: SignInParts;
  private readonly parts: Parts;
  private readonly open: Open;
  private readonly workers: Worker[];
  private readonly gateway: Gateway;
  private readonly schedules: Schedules;
  private readonly files: ConsoleFiles | undefined;
  private ended = false;
  private readonly preparations = new Set<Promise<unknown>>();
  private demo?: "playing" | "done";

  constructor(parts: Parts, open: Open, operatorKey: string, arn: string, files: Promise<string> | undefined) {
    this.parts = parts;
    this.open = open;
    this.baseUrl = open.web.url;
    this.databaseEndpoint = open.proxy?.endpoint ?? open.database.endpoint;
    this.wiresUrl = open.wires.url;
    this.operatorKey = operatorKey;
    this.clock = parts.clock;
    this.queues = parts.queues;
    this.objects = parts.objects;
    this.points = parts.points;
    this.mail = parts.outbox;
    this.identities = parts.identities;
    this.issuer = new Issuer(parts.store, parts.clock, `${open.web.url}/_local/issuer`);
    const { pool, grants, clock } = parts;
    this.signingIn = { issuer: this.issuer, pool, grants, clock, people: () => peopleOf(pool) };
    const { endpoint, changes } = open.database;
    const workerParts = { ...parts, database: { endpoint, changes, streamArn: arn, recent: new RecentReads() } };
    this.workers = [
      ...parts.ofKind("stream").map((lambda) => streamWorker(lambda, workerParts)),
      ...parts.ofKind("queue").map((lambda) => queueWorker(lambda, workerParts)),
      ...parts.ofKind("object").map((lambda) => objectWorker(lambda, workerParts)),
      ...parts.ofKind("feedback").map((lambda) => feedbackWorker(lambda, workerParts)),
    ];
    const router = new Router(parts.ofKind("api"));
    // A call may have written rows; whoever sends to a queue wakes its consumer by that.
    const streams = this.workers.filter((worker) => worker instanceof StreamMapping);
    this.gateway = new Gateway(router, parts.ofKind("authorizer")[0], parts.clock, () => {
      for (const worker of streams) worker.nudge();
    });
    // A browser puts files straight into the bucket.
    this.files = files && new ConsoleFiles(files, [open.wires.url]);
    this.schedules = new Schedules(parts.ofKind("schedule"), parts.clock, parts.store);
  }

  /** Serves one request of the web port: a page under `/_local`, a file of the console, or the API. */
  readonly serve: Serve = async (request, response) => {
    const { method = "", url = "", headers } = request;
    if (url.startsWith("/_local/")) return send(response, await control(this, request));
    const acceptsGzip = /\bgzip\b/.test(String(headers["accept-encoding"] ?? ""));
    const file = await this.files?.reply(method, url, acceptsGzip);
    if (file) return send(response, file);
    return this.gateway.serve(request, response);
  };

  /** Loads every handler, so that a broken one is met now and not at its first call. */
  async load(): Promise<void> {
    await Promise.all(this.parts.lambdas.map((lambda) => lambda.load()));
  }

  /** Resolves when nothing is due and nothing is under way; see `settle`. */
  settled(options?: SettleOptions): Promise<void> {
    const { workers, gateway, schedules } = this;
    return settle({ workers, gateway, schedules, lambdas: this.parts.lambdas }, options);
  }

  /**
   * Moves the clock. Forward, it stops at every minute at which a schedule is due, runs it and lets the stack settle, so
   * that a day passes as it would have; backward, nothing runs.
   */
  async moveClock(to: Date, options?: SettleOptions): Promise<void> {
    await this.schedules.exclusively(async () => {
      if (to < this.clock.now()) {
        this.schedules.rewind(to);
        this.clock.set(to);
      }
      for (let at = this.schedules.nextDue(to); at; at = this.schedules.nextDue(to)) {
        if (at > this.clock.now()) this.clock.set(at);
        await this.schedules.run(at);
        await this.settled(options);
      }
      if (to > this.clock.now()) this.clock.set(to);
    });
    this.nudge();
    await this.settled(options);
  }

  /** Moves the clock forward. */
  advance(seconds: number, options?: SettleOptions): Promise<void> {
    return this.moveClock(new Date(this.clock.now().getTime() + seconds * 1_000), options);
  }

  /** The messages that left through SES and SNS, oldest first. */
  outbox(to?: string): OutboxItem[] {
    return this.mail.list(to);
  }

  /** An access token of the local issuer. */
  token(request: TokenRequest): Promise<string> {
    return this.issuer.token(request);
  }

  /** Counts as not ready until something is done that those who wait for the stack need; calls are served meanwhile. */
  async prepare<T>(work: Promise<T>): Promise<T> {
    this.preparations.add(work);
    const made = await work;
    this.preparations.delete(work);
    return made;
  }

  /** Does what a demo does with the stack; until that is done, health tells that it is being played. */
  async play<T>(work: () => Promise<T>): Promise<T> {
    this.demo = "playing";
    const played = await work();
    this.demo = "done";
    return played;
  }

  health(): { ready: boolean } & Record<string, unknown> {
    const queues = this.queues.names().map((name) => [name, this.queues.counts(name)]);
    return {
      ready: !this.ended && this.preparations.size === 0,
      now: this.clock.now(),
      queues: Object.fromEntries(queues),
      crossings: this.points.crossings,
      ...(this.demo && { demo: this.demo }),
    };
  }

  /** Ends what is under way, then everything. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await close(this.open.web.server);
    await this.schedules.stop();
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await this.release();
    this.parts.store.close();
  }

  /** Ends everything at once, as if the machine had been switched off; whatever was under way stays half done. */
  async kill(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const stops = [this.schedules.stop(), ...this.workers.map((worker) => worker.stop())];
    this.parts.store.close();
    await this.release();
    await Promise.allSettled(stops);
  }

  private async release(): Promise<void> {
    const { web, wires, proxy, database } = this.open;
    this.mail.fail(null);
    await Promise.all([close(web.server, true), close(wires.server, true), proxy?.stop()]);
    await database.stop();
    setClock(systemClock);
    this.open.endLog();
  }

  private nudge(): void {
    for (const worker of this.workers) worker.nudge();
  }
}
