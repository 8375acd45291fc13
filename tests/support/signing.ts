import { createHash } from "node:crypto";
import { Outside } from "./outside.ts";

type Event = { type: string; at: string; signer?: string; reason?: string };
export type Made = {
  id: string;
  ref: string;
  title: string;
  document: { sha256: string; content: string };
  signers: { id: string; name: string; email: string }[];
  events: Event[];
};

/** A provider of signatures that speaks the generic contract over real HTTP. `lost` does what is asked and loses the answer. */
export class TestSigning extends Outside {
  readonly token = "signing-token";
  readonly made = new Map<string, Made>();
  fault: "down" | "lost" | undefined;

  constructor() {
    super(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (this.fault === "down") return void response.writeHead(503).end();
      if (request.headers.authorization !== `Bearer ${this.token}`) return void response.writeHead(401).end("{}");
      const [, , , name = "", what] = request.url?.split("/") ?? [];
      const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
      const json = (status: number, value: object): void => {
        if (this.fault === "lost") request.socket.destroy();
        else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
      };
      if (request.method === "PUT") {
        const known = this.made.get(name);
        const of = known ?? { ...body, ref: name, id: `sg-${this.made.size + 1}`, events: [] };
        this.made.set(name, of);
        return json(200, { id: of.id });
      }
      const of = [...this.made.values()].find(({ id }) => id === name);
      if (!of) return json(404, {});
      if (what === undefined) return json(200, { events: of.events });
      if (what === "links") return json(200, { url: `http://127.0.0.1:9/sign/${of.id}/${body.signer}` });
      if (what === "cancel") {
        const isOver = of.events.some(({ type }) => type === "signed");
        if (!isOver) of.events.push({ type: "cancelled", at: new Date().toISOString(), reason: body.reason });
        return json(isOver ? 409 : 200, {});
      }
      const signed = Buffer.concat([Buffer.from(of.document.content, "base64"), Buffer.from("\n% signed\n")]);
      response.writeHead(200, { "content-type": "application/pdf" }).end(signed);
    });
  }

  /** True where the document came as its hash says. */
  isWhole(ref: string): boolean {
    const { document } = this.made.get(ref) as Made;
    return createHash("sha256").update(Buffer.from(document.content, "base64")).digest("hex") === document.sha256;
  }
}
