import { Fault } from "../fault.ts";
import { answered } from "./headers.ts";
import type { HttpResult } from "./problem.ts";

/** What a path that is nearly right has: a slash too many, or a capital before the first id. */
const NEARLY = /\/\/|.\/$|^\/?[a-z0-9/-]*[A-Z]/;

/** What is answered where no route is meant: the methods of the path, 405 with them, or 404. */
export function unanswered(method: string, path: string, allow: readonly string[]): HttpResult {
  const methods = allow.join(", ");
  if (allow.length === 0) {
    const nearly = NEARLY.test(path) ? " Paths are in small letters, with single slashes and none at their end." : "";
    throw new Fault("not_found", `There is no such route; see /docs.${nearly}`);
  }
  if (method === "OPTIONS") return { statusCode: 204, headers: answered({ allow: methods }), body: "" };
  throw new Fault("method_not_allowed", `This path answers ${methods}.`, { headers: { allow: methods } });
}
