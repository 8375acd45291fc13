import { parseJson } from "./json.ts";
import { boundedText } from "./outside.ts";
import type { Answer } from "./outside-call.ts";

const TIMEOUT_MS = 10_000;
const BYTES_MAX = 4_000_000;

/** An answer that is no success: what a system outside refuses, how, and when it asks to be called again. */
export class Refused extends Error {
  readonly status: number;
  readonly retryAfter: string | undefined;

  constructor(told: string, { status, header }: Pick<Answer, "status" | "header">) {
    super(told);
    this.status = status;
    this.retryAfter = header("retry-after");
  }

  /** True of what is not there, or not any more. */
  get isMissing(): boolean {
    return this.status === 404 || this.status === 410;
  }
}

type Body = { body?: object; headers?: Record<string, string> };
export type Rest = (method: string, path: string, sent?: Body) => Promise<unknown>;

/** Calls of a system outside: JSON over REST with a bearer. What it answers is bounded, and leads to nowhere else. */
export const restOf =
  ({ baseUrl, token }: { baseUrl: string; token: string }): Rest =>
  async (method, path, { body, headers } = {}) => {
    const json = { accept: "application/json", "content-type": "application/json" };
    const { callOutside } = await import("./outside-call.ts");
    const reply = await callOutside(baseUrl.replace(/\/$/, "") + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...json, ...headers },
      timeoutMs: TIMEOUT_MS,
      body: body && JSON.stringify(body),
    });
    const text = await boundedText(reply, BYTES_MAX);
    if (!reply.ok) throw new Refused(`${method} ${path.split("?")[0]} answers ${reply.status}`, reply);
    return text === "" ? undefined : parseJson(text);
  };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text, or a number as one; nothing of what is neither, or empty. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;

/** The items of a list, however it is wrapped. */
export const itemsOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : isRecord(value) && Array.isArray(value.items) ? value.items : [];
