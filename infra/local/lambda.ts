import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";
import type { LambdaDeclaration, LambdaKind } from "./declarations.ts";
import { accountArn } from "./environment.ts";
import type { Points } from "./points.ts";

type Handler = (event: unknown, context: Context) => Promise<unknown>;

const invocation = new AsyncLocalStorage<LambdaKind>();

/** Which kind of Lambda runs what calls this; none where it is run beside the stack. */
export const invokedKind = (): LambdaKind | undefined => invocation.getStore();

/** The handler ran out of its time. It may still be running, as nothing can stop it within one process. */
export class HandlerTimeout extends Error {}

/** One declared Lambda: its handler, loaded at the first invocation, and how many invocations are under way. */
export class Lambda<D extends LambdaDeclaration = LambdaDeclaration> {
  readonly declaration: D;
  running = 0;
  /** Invocations since the stack started. */
  invocations = 0;
  private readonly root: string;
  private readonly points: Points;
  private readonly imported: (href: string) => Promise<unknown>;
  private loaded: Promise<Handler> | undefined;

  constructor(declaration: D, root: string, points: Points, imported: (href: string) => Promise<unknown>) {
    this.declaration = declaration;
    this.root = root;
    this.points = points;
    this.imported = imported;
  }

  /** Loads the handler ahead of its first invocation. Rejects where the module is broken or exports no `handler`. */
  async load(): Promise<Handler> {
    this.loaded ??= this.imported(pathToFileURL(join(this.root, this.declaration.entry)).href).then((module) => {
      const handler = (module as { handler?: unknown }).handler;
      if (typeof handler !== "function") throw new Error(`${this.declaration.entry} exports no handler.`);
      return handler as Handler;
    });
    return this.loaded;
  }

  /** Calls the handler as the Lambda service would; rejects with what it throws, or with `HandlerTimeout`. */
  async invoke(event: unknown, timeoutMs: number): Promise<unknown> {
    const handler = await this.load();
    this.points.cross("handler.before");
    this.running++;
    this.invocations++;
    const endsAt = Date.now() + timeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new HandlerTimeout(`${this.declaration.name} took more than ${timeoutMs / 1000} seconds.`));
      }, timeoutMs);
    });
    const { kind } = this.declaration;
    const run = Promise.resolve(invocation.run(kind, () => handler(event, this.context(endsAt))));
    run
      .catch(() => {})
      .finally(() => {
        this.running--;
      });
    try {
      return await Promise.race([run, late]);
    } finally {
      clearTimeout(timer);
      this.points.cross("handler.after");
    }
  }

  private context(endsAt: number): Context {
    const name = this.declaration.name;
    return {
      awsRequestId: randomUUID(),
      functionName: name,
      functionVersion: "$LATEST",
      invokedFunctionArn: accountArn("lambda", `function:${name}`),
      memoryLimitInMB: "1024",
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: "local",
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
      done: () => {},
      fail: () => {},
      succeed: () => {},
    };
  }
}
