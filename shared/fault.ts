/** Every code a caller may meet, with its HTTP status. OpenAPI lists them; a client may switch on them. */
export const faultStatus = {
  malformed_request: 400,
  unknown_filter: 400,
  invalid_cursor: 400,
  unauthorized: 401,
  session_evicted: 401,
  edition_required: 402,
  licence_limit: 402,
  forbidden: 403,
  consent_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale: 409,
  duplicate: 409,
  invalid_state: 409,
  in_progress: 409,
  cash_applied: 409,
  locked: 409,
  outgoing_line: 409,
  damaged: 409,
  stage_blocked: 409,
  over_budget: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  idempotency_key_reused: 422,
  unknown_reference: 422,
  too_many_actions: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type FaultCode = keyof typeof faultStatus;

/** One thing wrong with the input: where (`lines.0.quantity`), a stable code and a sentence. */
export type InputError = { path: string; code: string; message: string };

/** A row that had changed since it was read; `toProgress` where the product's own work alone has written it since. */
export type Overtaken = { noun: string; id: string; toProgress: boolean };

/**
 * The one error class that crosses module borders. `detail` is shown to the caller: it says which field, which record
 * or which limit, and never a secret, a stack or a table name.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly detail: string;
  readonly errors: InputError[];
  readonly headers: Record<string, string>;
  /** True where the product chose what is refused: the same change, made anew, may choose otherwise. */
  readonly again: boolean;
  /** The row that had changed since it was read. */
  readonly overtaken: Overtaken | undefined;

  constructor(
    code: FaultCode,
    detail: string,
    more: { errors?: InputError[]; headers?: Record<string, string>; again?: boolean; overtaken?: Overtaken } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = "Fault";
    this.code = code;
    this.detail = detail;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.again = more.again ?? false;
    this.overtaken = more.overtaken;
  }

  get status(): number {
    return faultStatus[this.code];
  }
}

/** A fault that names one field of the body. */
export const invalidField = (path: string, message: string, code = "invalid"): Fault =>
  new Fault("invalid", message, { errors: [{ path, code, message }] });

/** True of what a caller's rights, or the tenant's edition, do not permit. */
export const isNotPermitted = (error: unknown): boolean =>
  error instanceof Fault && (error.code === "forbidden" || error.code === "edition_required");

export const notFound = (noun: string, id: string): Fault => new Fault("not_found", `There is no ${noun} ${id}.`);
