import type { IncomingMessage, ServerResponse } from "node:http";
import { Outside } from "./outside.ts";
import { BUSY_SECONDS } from "./tracker.ts";

export type ToolTask = {
  id: string;
  project: string;
  ref?: string;
  version: number;
  name: string;
  state: string;
  startOn?: string | null;
  dueOn?: string | null;
  estimatedHours?: number | null;
  assigneeEmail?: string | null;
};

const PAGE = 3;

/**
 * A task tool that speaks the generic contract over real HTTP, three tasks a page. `fault` says how the next calls go
 * wrong: `down` does nothing, `busy` neither and asks to be left alone for a while, `lost` does what is asked and loses the answer. `writes` counts what was asked to be written.
 */
export class TaskTool extends Outside {
  readonly token = "task-tool-token";
  tasks: ToolTask[] = [];
  fault: "down" | "lost" | "busy" | undefined;
  writes = 0;
  /** Called once before a task is changed, as by somebody who comes first. */
  before: ((task: ToolTask) => void) | undefined;
  #count = 0;

  constructor() {
    super((request, response) => void this.#answer(request, response));
  }

  in(project: string): ToolTask[] {
    return this.tasks.filter((one) => one.project === project);
  }

  make(project: string, fields: Partial<ToolTask>): ToolTask {
    const task = { id: `T-${this.#count++}`, project, version: 1, name: "新任务", state: "todo", ...fields };
    this.tasks.push(task);
    return task;
  }

  change(task: ToolTask, fields: Partial<ToolTask>): void {
    Object.assign(task, fields, { version: task.version + 1 });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    const { fault } = this;
    if (fault === "down") return void response.writeHead(503).end();
    if (fault === "busy") return void response.writeHead(429, { "retry-after": String(BUSY_SECONDS) }).end();
    const isOurs = request.headers.authorization === `Bearer ${this.token}`;
    const url = new URL(request.url ?? "", "http://x");
    const match = String(request.headers["if-match"] ?? "");
    const [status, answer] = isOurs ? this.#done(request.method ?? "", url, { body, match }) : [401, {}];
    if (fault === "lost") return void request.socket.destroy();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  #done(method: string, url: URL, { body, match }: { body: Partial<ToolTask>; match: string }): [number, unknown] {
    const [, , kind, id = "", part] = url.pathname.split("/").map(decodeURIComponent);
    if (kind === "projects" && part === "tasks" && method === "GET") {
      const from = Number(url.searchParams.get("cursor") ?? 0);
      const all = this.in(id);
      const isMore = all.length > from + PAGE;
      return [200, { items: all.slice(from, from + PAGE), ...(isMore && { nextCursor: String(from + PAGE) }) }];
    }
    if (kind === "projects" && method === "POST") {
      this.writes++;
      return [201, this.make(id, body)];
    }
    const task = this.tasks.find((one) => one.id === id);
    if (!task) return [404, {}];
    if (method !== "PATCH") return [200, task];
    this.before?.(task);
    this.before = undefined;
    if (match && match !== `"${task.version}"`) return [412, {}];
    this.writes++;
    this.change(task, body);
    return [200, task];
  }
}
