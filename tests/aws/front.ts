import { createServer, type Server } from "node:http";
import { Agent, request } from "node:https";

/** The gateway as its callers reach it. */
export type Front = { baseUrl: string; stop(): Promise<void> };

/**
 * A host name for the emulated gateway, which tells APIs apart by their own: not every machine resolves names below
 * `localhost`, so that this server stands where DNS would. It passes calls on as they are.
 */
export async function startFront(endpoint: string, apiId: string): Promise<Front> {
  const { hostname, port } = new URL(endpoint);
  const host = `${apiId}.execute-api.localhost`;
  const agent = new Agent({ keepAlive: true });
  const server: Server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const target = { hostname, port, servername: "localhost", agent };
    const onward = request({ ...target, method, path, headers: { ...headers, host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    agent.destroy();
    await closed;
  };
  return { baseUrl: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, stop };
}
