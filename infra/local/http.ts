import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { errorFields, log } from "../../shared/log.ts";

export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type Reply = { status: number; headers?: Record<string, string | string[]>; body?: string | Buffer };

/** The body is longer than the server takes. */
export class BodyTooLarge extends Error {}

/** Reads a body of up to `bytesMax`; a longer one is read to its end without being kept, so that the reply gets through. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= bytesMax) chunks.push(chunk as Buffer);
    else chunks.length = 0;
    if (size > bytesMax * 4) break;
  }
  if (size > bytesMax) throw new BodyTooLarge(`The body is longer than ${bytesMax} bytes.`);
  return Buffer.concat(chunks);
}

/** Writes a reply if the caller is still there. */
export function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed || response.headersSent) return;
  const body = reply.body ?? "";
  response.writeHead(reply.status, { ...reply.headers, "content-length": Buffer.byteLength(body) });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

export const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

/**
 * Listens on 127.0.0.1. What is not HTTP at all is answered with 400 or 431 and never reaches `serve`; what `serve` does
 * not expect is a 500 and a line in the log.
 */
export async function listen(port: number, serve: Serve): Promise<{ server: Server; url: string }> {
  // Idle connections are the caller's to end: one that is ended here may just be carrying the next call, which then is lost.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    serve(request, response).catch((error) => {
      log.error("request failed", errorFields(error));
      send(response, json(500, { message: "The request could not be served." }));
    });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    const status = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return { server, url: `http://127.0.0.1:${bound}` };
}

/** Stops listening; waits for replies under way unless `abruptly`. */
export async function close(server: Server, abruptly = false): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if (abruptly) server.closeAllConnections();
  else server.closeIdleConnections();
  await closed;
}
