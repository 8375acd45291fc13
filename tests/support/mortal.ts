import type { Interceptor } from "../../infra/local/proxy.ts";

/** A process that dies: so many of its writes are made, and nothing of it reaches the database afterwards. It lives until told. */
export function mortal() {
  const death = { after: Number.POSITIVE_INFINITY, writes: 0 };
  const dead = JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#AccessDeniedException", message: "dead" });
  const interceptor: Interceptor = {
    before: ({ isWrite }) => {
      if (death.writes >= death.after) {
        return { answer: { status: 400, headers: { "content-type": "application/x-amz-json-1.0" }, body: dead } };
      }
      if (isWrite) death.writes += 1;
      return undefined;
    },
  };
  return { death, interceptor };
}
