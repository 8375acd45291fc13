import { Outside } from "./outside.ts";

export type Heard = { id: string; timestamp: string; signature: string; body: string };

/** A system outside that is told things: it keeps what it hears, and answers by `answers` in turn, the last one for ever. */
export class Listener extends Outside {
  readonly heard: Heard[] = [];
  answers: number[] = [204];
  /** When it wants to be told again, as every answer says. */
  retryAfter: string | undefined;

  constructor() {
    super(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const header = (name: string): string => String(request.headers[name] ?? "");
      this.heard.push({
        ...{ id: header("webhook-id"), timestamp: header("webhook-timestamp") },
        ...{ signature: header("webhook-signature"), body: Buffer.concat(chunks).toString("utf8") },
      });
      const status = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      if (status === 302) return void response.writeHead(302, { location: "/elsewhere" }).end();
      // Somebody who hangs up.
      if (status === 0) return void request.socket.destroy();
      response.writeHead(status ?? 204, this.retryAfter === undefined ? {} : { "retry-after": this.retryAfter }).end();
    });
  }
}
