import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { close, listen, type Reply, readBody, send } from "./http.ts";

const REQUEST_BYTES_MAX = 32 * 1024 * 1024;
const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"]);

/** One call on its way to the database. `operation` is e.g. `TransactWriteItems`. */
export type DatabaseCall = { operation: string; isWrite: boolean; body: Buffer };

/** `answer` instead of the database, or `drop` the connection: before it was asked, or after it has done its work. */
export type Interference = { answer: Reply } | { drop: "before" | "after" } | undefined;

/** Asks the database itself: a call of this operation with this body (JSON), as the caller of the call would make it. */
export type Ask = (operation: string, body: Buffer) => Promise<Reply>;

/** What stands between the handlers and the database. `around` makes the answer, of what it asks the database itself. */
export type Interceptor = {
  before?(call: DatabaseCall): Interference | Promise<Interference>;
  around?(call: DatabaseCall, ask: Ask): Promise<Reply>;
  after?(call: DatabaseCall): void;
};

const TARGET = "x-amz-target";

function forward(
  target: URL,
  agent: Agent,
  incoming: IncomingMessage,
  operation: string,
  body: Buffer,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const named = String(incoming.headers[TARGET] ?? "").replace(/[^.]*$/, operation);
    const headers = { ...incoming.headers, [TARGET]: named, "content-length": String(body.length) };
    const { hostname, port } = target;
    const outgoing = httpRequest({ hostname, port, path: "/", method: "POST", headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const kept = Object.entries(answer.headers).filter(
          ([name]) => !["connection", "transfer-encoding"].includes(name),
        );
        const replyHeaders = Object.fromEntries(kept) as Record<string, string>;
        resolve({ status: answer.statusCode ?? 502, headers: replyHeaders, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A DynamoDB endpoint (on any free port unless one is named) that passes calls on to another one and lets an interceptor see them. */
export async function startProxy(
  target: string,
  interceptor: Interceptor,
  port = 0,
): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(incoming, REQUEST_BYTES_MAX);
    const operation = String(incoming.headers[TARGET] ?? "")
      .split(".")
      .at(-1)!;
    const call = { operation, isWrite: WRITES.has(operation), body };
    const interference = await interceptor.before?.(call);
    if (interference && "answer" in interference) return send(response, interference.answer);
    if (interference?.drop === "before") return void incoming.socket.destroy();
    const ask: Ask = (asked, input) => forward(new URL(target), agent, incoming, asked, input);
    const reply = await (interceptor.around?.(call, ask) ?? ask(operation, body));
    interceptor.after?.(call);
    if (interference) incoming.socket.destroy();
    else send(response, reply);
  };
  const { server, url } = await listen(port, (incoming, response) => {
    return serve(incoming, response).catch(() => {
      incoming.socket.destroy();
    });
  });
  const stop = async (): Promise<void> => {
    agent.destroy();
    await close(server, true);
  };
  return { endpoint: url, stop };
}
