import type { Problem, Routes } from "./generated/routes.ts";

export type * from "./generated/routes.ts";

/** A call of the API by its method and path, as the documentation names it. */
export type RouteName = keyof Routes;

type Parts = "params" | "query" | "body";
type Given<R extends RouteName> = Omit<Routes[R], "reply">;

/** What a call may carry besides its own parts. */
export type CallOptions = {
  /** A `POST` without one gets a random key, so that it can be sent again safely. */
  idempotencyKey?: string;
  /** The version that the caller has read. */
  ifMatch?: number | string;
  signal?: AbortSignal;
};

type Input<R extends RouteName> = Given<R> & CallOptions;
/** Input may be left out where nothing in it is required. */
type Arguments<R extends RouteName> = Record<never, never> extends Given<R> ? [input?: Input<R>] : [input: Input<R>];

type PagedRoute = { [R in RouteName]: Routes[R]["reply"] extends { nextCursor: string | null } ? R : never }[RouteName];
type ItemOf<R extends PagedRoute> = Routes[R]["reply"] extends { items: (infer T)[] } ? T : never;

/** An answer that is no success: the problem document, its code to switch on, and when to try again. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: Problem["code"];
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type ClientOptions = {
  baseUrl: string;
  /** An access token or API key, or a function that fetches one for each call. */
  token?: string | (() => string | Promise<string>);
  /** Tries of one call in all, when the answer is 429 or 503 or none comes; 3 unless told otherwise. */
  attemptsMax?: number;
  fetch?: typeof globalThis.fetch;
};

export type Client = {
  /** `call("POST /v1/orders/{id}/sign", { params: { id } })` → the reply; throws `ApiProblem`. */
  <R extends RouteName>(route: R, ...input: Arguments<R>): Promise<Routes[R]["reply"]>;
  /** Every record of a list, page by page. */
  each<R extends PagedRoute>(route: R, ...input: Arguments<R>): AsyncGenerator<ItemOf<R>>;
};

const ATTEMPTS_MAX = 3;
const WAIT_FIRST_MS = 200;

type Loose = CallOptions & { [P in Parts]?: unknown };

function urlOf(baseUrl: string, path: string, input: Loose): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const query = Object.entries((input.query ?? {}) as Record<string, unknown>).filter(([, v]) => v !== undefined);
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return `${baseUrl.replace(/\/$/, "")}${filled}${search ? `?${search}` : ""}`;
}

function headersOf(method: string, input: Loose, token: string | undefined): Record<string, string> {
  const { idempotencyKey = globalThis.crypto.randomUUID(), ifMatch } = input;
  return {
    accept: "application/json",
    ...(token && { authorization: `Bearer ${token}` }),
    ...(input.body !== undefined && { "content-type": "application/json" }),
    ...(method === "POST" && { "idempotency-key": idempotencyKey }),
    ...(ifMatch !== undefined && { "if-match": typeof ifMatch === "number" ? `"${ifMatch}"` : ifMatch }),
  };
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const after = Number(response.headers.get("retry-after") ?? Number.NaN);
  const text = await response.text();
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(text);
  } catch {
    problem = { detail: text.slice(0, 200) };
  }
  const { status, statusText: title } = response;
  const whole = { type: "about:blank", title, status, code: "internal", detail: title, requestId: "", ...problem };
  return new ApiProblem(whole as Problem, Number.isFinite(after) ? after : undefined);
}

const passes = (error: unknown, repeatable: boolean): boolean =>
  error instanceof ApiProblem ? error.status === 429 || (error.status === 503 && repeatable) : repeatable;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A typed caller of the API. A call is sent again when the answer says so (429, 503) or none came, but only where that
 * is harmless: reads, and posts, which always carry an idempotency key.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, token, attemptsMax = ATTEMPTS_MAX, fetch = globalThis.fetch } = options;

  const send = async (route: string, input: Loose): Promise<unknown> => {
    const [method = "GET", path = ""] = route.split(" ");
    const bearer = typeof token === "function" ? await token() : token;
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    const request = { method, headers: headersOf(method, input, bearer), body, signal: input.signal };
    const repeatable = method === "GET" || method === "POST";
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(urlOf(baseUrl, path, input), request);
        if (!response.ok) throw await problemOf(response);
        const text = await response.text();
        return text === "" ? undefined : JSON.parse(text);
      } catch (error) {
        if (attempt >= attemptsMax || input.signal?.aborted || !passes(error, repeatable)) throw error;
        const told = error instanceof ApiProblem ? error.retryAfterSeconds : undefined;
        await wait(told === undefined ? WAIT_FIRST_MS * 2 ** (attempt - 1) : told * 1_000);
      }
    }
  };

  async function* each(route: string, input: Loose = {}): AsyncGenerator<unknown> {
    let cursor: string | null | undefined;
    do {
      const query = { ...(input.query as object), ...(cursor && { cursor }) };
      const page = (await send(route, { ...input, query })) as { items: unknown[]; nextCursor: string | null };
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }

  const call = (route: string, input: Loose = {}): Promise<unknown> => send(route, input);
  return Object.assign(call, { each }) as unknown as Client;
}
