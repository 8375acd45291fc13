import { Outside } from "./outside.ts";

/** A provider of meetings that speaks the generic contract over real HTTP. `lost` makes the meeting and loses the answer. */
export class TestMeetings extends Outside {
  readonly token = "meetings-token";
  readonly made = new Map<string, { id: string; title: string; startsAt?: string }>();
  fault: "down" | "lost" | undefined;

  constructor() {
    super(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (this.fault === "down") return void response.writeHead(503).end();
      if (request.headers.authorization !== `Bearer ${this.token}`) return void response.writeHead(401).end("{}");
      const ref = request.url?.split("/").at(-1) ?? "";
      const id = this.made.get(ref)?.id ?? `m-${this.made.size + 1}`;
      this.made.set(ref, { ...JSON.parse(Buffer.concat(chunks).toString()), id });
      if (this.fault === "lost") return void request.socket.destroy();
      const body = JSON.stringify({ id, joinUrl: `https://meet.example.com/${id}` });
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    });
  }
}
