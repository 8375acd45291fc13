import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A system outside the product, that answers over real HTTP below `/api`. */
export abstract class Outside {
  readonly #server: Server;

  constructor(answer: RequestListener) {
    this.#server = createServer({ keepAliveTimeout: 0 }, answer);
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
