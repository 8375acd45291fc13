import type { IncomingMessage, ServerResponse } from "node:http";
import { Outside } from "./outside.ts";

/** How long a busy system asks to be left alone. */
export const BUSY_SECONDS = 1_800;

type Comment = { id: string; ref?: string; author: string; body: string };
type Issue = { id: string; ref: string; title: string; description: string; state: string; comments: Comment[] };

/**
 * An issue tracker that speaks the generic contract over real HTTP. `fault` says how the next calls go wrong: `down` does
 * nothing, `busy` neither and asks to be left alone for a while, `lost` does what is asked and loses the answer.
 */
export class TestTracker extends Outside {
  readonly token = "tracker-token";
  issues: Issue[] = [];
  fault: "down" | "lost" | "busy" | undefined;
  #count = 0;

  constructor() {
    super((request, response) => void this.#answer(request, response));
  }

  /** It is deleted there, with all that was said of it. */
  drop(issue: Issue): void {
    this.issues = this.issues.filter((one) => one !== issue);
  }

  /** Somebody of development says something. */
  say(issue: Issue, body: string): void {
    issue.comments.push({ id: `c${this.#count++}`, author: "dev", body });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    const { fault } = this;
    if (fault === "down") return void response.writeHead(503).end();
    if (fault === "busy") return void response.writeHead(429, { "retry-after": String(BUSY_SECONDS) }).end();
    const isOurs = request.headers.authorization === `Bearer ${this.token}`;
    const [status, answer] = isOurs
      ? this.#done(request.method ?? "", new URL(request.url ?? "", "http://x"), body)
      : [401, {}];
    if (fault === "lost") return void request.socket.destroy();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  #done(method: string, url: URL, body: Record<string, string>): [status: number, answer: unknown] {
    const [, , , id, part] = url.pathname.split("/");
    if (!id && method === "GET")
      return [200, { items: this.issues.filter(({ ref }) => ref === url.searchParams.get("ref")) }];
    if (!id) {
      const { ref = "", title = "", description = "" } = body;
      const made = { id: `BUG-${this.#count++}`, ref, title, description, state: "open", comments: [] };
      this.issues.push(made);
      return [201, made];
    }
    const issue = this.issues.find((one) => one.id === decodeURIComponent(id));
    if (!issue) return [404, {}];
    if (part === "comments" && method === "GET") return [200, { items: issue.comments }];
    if (part === "comments") {
      const { ref, author = "", body: text = "" } = body;
      issue.comments.push({ id: `c${this.#count++}`, ...(ref && { ref }), author, body: text });
      return [201, {}];
    }
    if (method === "PATCH") issue.state = body.state ?? issue.state;
    return [200, issue];
  }
}
