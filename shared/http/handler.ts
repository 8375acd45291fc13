import middy from "@middy/core";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { Access, type TenantContext } from "../auth/access.ts";
import { type Actor, actorName } from "../auth/actor.ts";
import { checkQuota } from "../auth/licence.ts";
import { checkStanding } from "../auth/standing.ts";
import { clock, random } from "../config.ts";
import { Fault, faultStatus } from "../fault.ts";
import { newId, newSecret, type RandomSource } from "../ids.ts";
import { errorFields, log } from "../log.ts";
import type { Stamp } from "../table/entity.ts";
import { systemTable, type Table, tenantTable } from "../table/table.ts";
import { languageFor, spokenFor } from "../words/language.ts";
import { overProgress } from "./again.ts";
import { type AuthorizerContext, refused, toldOf } from "./asked.ts";
import { finishReply } from "./finish.ts";
import { ifMatch } from "./headers.ts";
import type { Attempt } from "./idempotency.ts";
import { guardFields, parseInput } from "./input.ts";
import { withNotice } from "./left-out.ts";
import { spend } from "./limits.ts";
import { type Match, matcher, nameOf } from "./match.ts";
import { metered } from "./metering.ts";
import type { HttpResult } from "./problem.ts";
import { type Call, Reply, type Route, routeKey } from "./route.ts";
import { derivedRandom } from "./seal.ts";
import { sourceIpOf } from "./source.ts";
import { measuring } from "./told.ts";
import { unanswered } from "./unanswered.ts";

/** The gateway's event with what our authorizer put into it. */
export type ApiEvent = APIGatewayProxyEventV2 & {
  requestContext: { authorizer?: { lambda?: AuthorizerContext } };
};

/** What the product must tell the kernel: it knows tenants, the kernel does not. */
export type Product = {
  /** As it is remembered, or as it is now where it is asked for `anew`. */
  tenantContext(tenantId: string, table: Table, anew?: boolean): Promise<TenantContext>;
  /** Looks whether the calls of a month come near to what a tenant's licence has. */
  judgeCalls(tenant: TenantContext, table: Table, calls: number, now: string): Promise<void>;
  /** The context of calls that have no tenant yet: the operator's. */
  operatorContext: TenantContext;
};

type Request = {
  event: ApiEvent;
  route: Route;
  params: Record<string, string>;
  actor: Actor;
  requestId: string;
  headers: Record<string, string>;
  body: Buffer;
};

const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;

/** The Lambda handler of a module's routes. Any event ends as a status of 200 to 599, never as an exception. */
export function apiHandler(routes: readonly Route[], product: Product) {
  const match = matcher(routes);
  // Asked by the call itself and by what is told of it.
  const known = new WeakMap<object, Match<Route>>();
  const found = (event: ApiEvent): Match<Route> => {
    const earlier = known.get(event);
    if (earlier) return earlier;
    const made = match(methodOf(event), event?.rawPath ?? "");
    if (typeof event === "object" && event !== null) known.set(event, made);
    return made;
  };
  type Middled = middy.Request<ApiEvent, HttpResult, Error, Context, { tell?: ReturnType<typeof measuring> }>;
  const tell = ({ event, response, internal }: Middled): void => {
    const route = nameOf(found(event), methodOf(event));
    const { tenantId } = toldOf(event?.requestContext?.authorizer?.lambda) ?? NOBODY;
    const status = response?.statusCode ?? 0;
    internal.tell?.({ requestId: requestIdOf(event), route, status, ...(tenantId && { tenantId }) });
  };
  return middy<ApiEvent, HttpResult, Error, Context, { tell?: ReturnType<typeof measuring> }>()
    .use({
      before: (request) => {
        request.internal.tell = measuring(request.context);
      },
      onError: async (request) => {
        const { error, event } = request;
        const requestId = requestIdOf(event);
        if (!(error instanceof Fault)) log.error("call failed", { requestId, ...errorFields(error) });
        const { problemOf } = await import("./problem.ts");
        request.response = await problemOf(error, requestId, languageFor(error, event?.headers));
        tell(request);
      },
      after: tell,
    })
    .handler(async (event) => {
      const { route, params, allow } = found(event);
      if (route) return toldAs(route, read(event, route, params), product);
      if (methodOf(event) !== "OPTIONS") await counted(event, product);
      return unanswered(methodOf(event), event.rawPath, allow);
    });
}

const requestIdOf = (event: ApiEvent): string => event?.requestContext?.requestId ?? "unknown";
const methodOf = (event: ApiEvent): string => event?.requestContext?.http?.method ?? "";

function read(event: ApiEvent, route: Route, params: Record<string, string>): Request {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const headers = Object.fromEntries(Object.entries(event.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v ?? ""]));
  return { event, route, params, actor: actorOf(event, route), requestId: requestIdOf(event), headers, body };
}

/**
 * Counts a call that no route answers as if one did: against its tenant, or against its address where the gateway asked
 * nobody who it is. The authorizer has counted whom it did not let in.
 */
async function counted(event: ApiEvent, product: Product): Promise<void> {
  const asked = event.requestContext.authorizer?.lambda;
  if (!asked) return braked(systemTable(stampOf(event, NOBODY)), sourceIpOf(event));
  if (asked.code) throw refused(asked);
  const actor = toldOf(asked);
  if (!actor) return;
  await spendOf(actor, await contextOf(event, actor, product), product);
}

const NOBODY: Actor = { kind: "system", tenantId: "", principalId: "public", roles: [] };

function actorOf(event: ApiEvent, route: Route): Actor {
  if (route.permission === "public") return NOBODY;
  const context = event.requestContext.authorizer?.lambda;
  const actor = toldOf(context);
  if (!actor) throw refused(context);
  return actor;
}

const stampOf = (event: ApiEvent, actor: Actor): Stamp => ({
  actor: actorName(actor),
  from: sourceIpOf(event),
  requestId: requestIdOf(event),
});

type Ground = { stamp: Stamp; table: Table; tenant: TenantContext };

/** The rows that a call reaches, and the settings of its tenant. */
async function contextOf(event: ApiEvent, actor: Actor, product: Product): Promise<Ground> {
  const stamp = stampOf(event, actor);
  const { tenantId } = actor;
  const table = tenantId ? await tenantTable(tenantId, stamp) : systemTable(stamp);
  const tenant = tenantId ? await product.tenantContext(tenantId, table) : product.operatorContext;
  return { stamp, table, tenant };
}

/** Takes a call off what its tenant may make, and counts it. */
async function spendOf(actor: Actor, { table, tenant }: Ground, product: Product): Promise<void> {
  if (!actor.tenantId) return;
  const now = clock.now();
  await spend({ table, kind: "calls", perSecond: tenant.requestsPerSecondMax }, now);
  const calls = await metered(table, now);
  if (calls !== undefined && tenant.licence?.quotas.calls !== undefined) {
    await product.judgeCalls(tenant, table, calls, now.toISOString());
  }
}

/** Keys only read once the calls of the month are used up; people go on working, and a licence can be widened. */
async function checkCalls({ method, beyondQuota }: Route, { keyId }: Actor, { licence }: TenantContext): Promise<void> {
  if (keyId !== undefined && method !== "GET" && !beyondQuota) await checkQuota(licence, "calls");
}

/** Serves a call; what refuses it is told as the route tells it. */
async function toldAs(route: Route, request: Request, product: Product): Promise<HttpResult> {
  try {
    return await serve(request, product);
  } catch (error) {
    throw route.told && error instanceof Fault ? await route.told(error, request.headers) : error;
  }
}

async function serve(request: Request, product: Product): Promise<HttpResult> {
  const context = await contextOf(request.event, request.actor, product);
  return answer(request, context, product)
    .catch((error) => relicensed(error, request, context, product))
    .catch((error) => {
      throw spokenFor(error, context.tenant.locale);
    });
}

/** What a licence refuses that is remembered is asked of the one that holds now: an upgrade works at once. */
async function relicensed(error: unknown, request: Request, context: Ground, product: Product): Promise<HttpResult> {
  const { licence, id } = context.tenant;
  if (!licence || !(error instanceof Fault) || error.status !== faultStatus.licence_limit) throw error;
  const tenant = await product.tenantContext(id, context.table, true);
  if (tenant.licence?.epoch === licence.epoch) throw error;
  return answer(request, { ...context, tenant }, product);
}

async function answer(request: Request, context: Ground, product: Product): Promise<HttpResult> {
  const { route, actor, body } = request;
  const { tenant } = context;
  // What a call only shows leaves out what is damaged; what it decides on, it reads whole.
  const table = route.method === "GET" ? context.table.readable() : context.table;
  const access = new Access(actor, tenant);
  if (tenant.standing) checkStanding(tenant.standing, route);
  permit(route, access);
  await spendOf(actor, context, product);
  await checkCalls(route, actor, tenant);
  if (route.permission === "public" && !route.signed) await braked(table, context.stamp.from);
  if (body.length > route.bodyBytesMax) {
    throw new Fault("too_large", `The body has ${body.length} bytes; at most ${route.bodyBytesMax} are allowed.`);
  }
  const input = { ...parseInput(request), access, ...context, table };
  guardFields(route, access, input.body);
  const key = route.method === "POST" && !route.rawBody ? request.headers["idempotency-key"] : undefined;
  if (route.signed) return signed(request, input);
  if (key === undefined) return finishReply(route, access, await run(request, input, clock.now(), random));
  return once(request, input, key);
}

/** Loaded by the few Lambdas that have public routes. */
const braked = async (table: Table, address: string): Promise<void> =>
  (await import("./brake.ts")).brake(table, address, clock.now());

function permit(route: Route, access: Access): void {
  if (route.permission === "public") return;
  const { kind, tenantId } = access.actor;
  if (route.permission === "self" && tenantId !== "") return;
  if (route.permission !== "operator") access.need(route.permission);
  else if (kind !== "operator") throw new Fault("forbidden", "This call needs the permission operator.");
}

/** Runs a call that its signature answers for; one without a good signature counts against its address. */
async function signed(request: Request, input: Input): Promise<HttpResult> {
  try {
    return finishReply(request.route, input.access, await run(request, input, clock.now(), random));
  } catch (error) {
    if (error instanceof Fault && error.code === "unauthorized") await braked(input.table, input.stamp.from);
    throw error;
  }
}

type Input = {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  access: Access;
  tenant: TenantContext;
  table: Table;
  stamp: Stamp;
};

/** Runs the call once per idempotency key. */
async function once(request: Request, input: Input, key: string): Promise<HttpResult> {
  if (!IDEMPOTENCY_KEY.test(key)) {
    throw new Fault("malformed_request", "Idempotency-Key must be 1 to 255 printable ASCII characters.");
  }
  // Loaded where somebody sends a key.
  const { begin, finish, release } = await import("./idempotency.ts");
  const { route, actor, body } = request;
  const name = `${routeKey(route)} ${JSON.stringify(input.params)}`;
  const caller = `${actor.kind}:${actor.principalId}`;
  const ask = { table: input.table, route: name, caller, key, body, now: clock.now() };
  const attempt: Attempt = await begin(ask);
  if ("answer" in attempt) return finishReply(route, input.access, attempt.answer);
  try {
    const derived = derivedRandom(input.tenant.sealingKey, `${name} ${caller} ${key} ${attempt.row.createdAt}`);
    // The stamp too must come out the same, or a write that was made before would not find itself.
    const table = input.table.as({ ...input.stamp, requestId: attempt.row.id.slice(0, 16) });
    const answer = await run(request, { ...input, table }, new Date(attempt.row.createdAt), derived);
    await finish(input.table, attempt, answer);
    return finishReply(route, input.access, answer);
  } catch (error) {
    if (error instanceof Fault && error.status < 500) await release(input.table, attempt);
    throw error;
  }
}

async function run(request: Request, input: Input, now: Date, source: RandomSource): Promise<Reply> {
  const { route, actor, headers } = request;
  const call: Omit<Call<unknown, unknown>, "newId" | "secret"> = {
    actor,
    ...input,
    rawBody: request.body,
    headers,
    now: now.toISOString(),
    ifMatch: ifMatch(headers["if-match"]),
    writes: route.method !== "GET",
    requestId: request.requestId,
    sourceIp: input.stamp.from,
  };
  const attempted = { table: input.table, ifMatch: call.ifMatch, id: input.params.id, random: source };
  return overProgress(attempted, async (drawn) => {
    const newIdOf = (prefix: string): string => newId(prefix, now, drawn);
    const made = { ...call, newId: newIdOf, secret: (bytes?: number) => newSecret(bytes, drawn) };
    const out = await route.run(made as Call<unknown, unknown>);
    const reply = out instanceof Reply ? out : new Reply(route.status, out);
    return withNotice(reply, input.table.leftOut);
  });
}
