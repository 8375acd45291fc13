import type * as z from "zod";
import type { Access, TenantContext } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Fault } from "../fault.ts";
import type { Entity } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Who may call a route: a permission of the tenant's roles, whoever has a credential of a tenant (about themselves), the
 * operator alone, or anybody (the route guards itself).
 */
export type Permission = `${string}.${string}` | "self" | "operator" | "public";

/**
 * Who does something, on which table and when: all that reading and writing records needs. A call over HTTP is one, and
 * so is a job that works for somebody while they are not there.
 */
export type Caller = {
  actor: Actor;
  access: Access;
  tenant: TenantContext;
  table: Table;
  /** The instant of the call, RFC 3339 UTC. */
  now: string;
  newId(prefix: string): string;
  /** The version that the caller's `If-Match` asks for. */
  ifMatch?: number;
  /** True where records are changed: what is shared for reading only is refused then. */
  writes?: boolean;
};

/** What a route's `run` gets. `now`, `newId` and `secret` are fixed by the idempotency key, if the caller sent one. */
export type Call<B = unknown, Q = Record<string, string>> = Caller & {
  params: Record<string, string>;
  query: Q;
  body: B;
  /** The body as it came, for signatures. */
  rawBody: Buffer;
  headers: Record<string, string>;
  secret(bytes?: number): string;
  requestId: string;
  sourceIp: string;
};

/** An answer with a status or headers of its own; a plain object means the route's usual status. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** An example of a call, as `/docs` shows it and the tests run it. */
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The actions that its record has been through by then, by their names. */
  after?: readonly string[];
};

/** The declared query of a list; the planner compiles it to key queries. */
/** What a list can be asked that no field says by itself: of which fields it is, and whether it holds of a row today. */
export type ListQuestion = { of: readonly string[]; holds(row: Record<string, unknown>, today: string): boolean };

export type ListDeclaration = {
  /** Questions that are answered with true or false, by the names of their filters. */
  questions?: Readonly<Record<string, ListQuestion>>;
  entity: Entity;
  /** Equality filters by field name. */
  filters: readonly string[];
  /** Fields that take `.gte .gt .lte .lt`. */
  ranges: readonly string[];
  sorts: readonly string[];
  /** Filters that ask for a field by another name: `userId` → `beneficiaryId`. */
  aliases?: Readonly<Record<string, string>>;
  /** True where the tenant's own fields may be filtered by, as `custom.key`. */
  custom?: boolean;
  /** Where a row holds several items: their shape. Filters on its fields choose among them, the others among rows. */
  items?: z.ZodObject;
};

export type Route = {
  method: Method;
  path: string;
  permission: Permission;
  summary: string;
  body?: z.ZodType;
  query?: z.ZodType;
  reply?: z.ZodType;
  status: number;
  /** The noun whose field rules hold for body and reply. */
  noun?: string;
  /** Fields of the reply, or of each of its items, that hold a record of a noun: its field rules hold for them. */
  embeds?: Readonly<Record<string, string>>;
  list?: ListDeclaration;
  example?: Example;
  /** The declared action that it is: what it is called, the states from which it may be done and where it leads. */
  action?: {
    name: string;
    label: Readonly<Record<"zh-CN" | "en", string>>;
    from?: readonly string[];
    to?: string;
  };
  /** The run that it begins over the records of a noun: those that the `filter` of its body chooses, or `all` that it is for. */
  starts?: {
    name: string;
    over: string;
    label: Readonly<Record<"zh-CN" | "en", string>>;
    all: Readonly<Record<"zh-CN" | "en", string>>;
    /** What its caller must be permitted besides. */
    needs: string;
    /** What its body takes beside the filter and the trial. */
    asks: z.ZodObject;
  };
  /** By it a tenant that closes takes its data along. */
  leaves?: boolean;
  /** A key may call it though the month's calls are used up: by it a licence is widened. */
  beyondQuota?: boolean;
  /** Bytes that a body may have; more is 413. */
  bodyBytesMax: number;
  /** The body is not JSON or is verified raw; the route parses it. */
  rawBody: boolean;
  /** A public route whose caller signs the body: only what is refused counts against the address it came from. */
  signed: boolean;
  /** A browser's own form may send it: `application/x-www-form-urlencoded` is read as well. */
  readsForms?: boolean;
  /** A page's beacon may send it: JSON as `text/plain`, which a browser sends to another host without asking first. */
  readsBeacons?: boolean;
  /** A refusal as those read it whom the call serves. */
  told?(fault: Fault, headers: Record<string, string>): Promise<Fault>;
  run(call: Call<unknown, unknown>): Promise<unknown>;
};

/** A body of the usual route. */
export const BODY_BYTES_MAX = 262_144;

type RouteSpec<B extends z.ZodType, Q extends z.ZodType> = Omit<
  Route,
  "body" | "query" | "status" | "run" | "bodyBytesMax" | "rawBody" | "signed"
> & {
  body?: B;
  query?: Q;
  status?: number;
  bodyBytesMax?: number;
  rawBody?: boolean;
  signed?: boolean;
  run(call: Call<z.output<B>, z.output<Q>>): Promise<unknown>;
};

/**
 * Declares a route. All else is derived: the gateway's route, permission check, parsing, OpenAPI, client, docs.
 * The reply is parsed by its schema, so a field that the schema does not name never leaves.
 */
export const route = <B extends z.ZodType, Q extends z.ZodType>(spec: RouteSpec<B, Q>): Route => ({
  status: 200,
  bodyBytesMax: BODY_BYTES_MAX,
  rawBody: false,
  signed: false,
  ...spec,
});

/** The gateway's name of a route (`POST /v1/orders/{id}/sign`). */
export const routeKey = (r: { method: string; path: string }): string => `${r.method} ${r.path}`;
