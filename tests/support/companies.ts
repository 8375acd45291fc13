import { Outside } from "./outside.ts";

const PAGE = 20;

/** A provider of companies that speaks the generic contract over real HTTP. `failAt` is the call, from 1, that is answered by 503. */
export class CompanyProvider extends Outside {
  readonly token = "provider-token";
  readonly asked: (string | undefined)[] = [];
  failAt: number | undefined;

  /** The last of its companies has a number with a wrong check digit. */
  constructor(count: number) {
    const companies = Array.from({ length: count }, (_, n) => ({
      ...{ id: n, asOf: "2026-11-01T00:00:00.000Z", name: `公司${n}号`, size: n, nonsense: true },
      ...(n === count - 1 && { country: "CN", registrationNo: "914403007084611361" }),
    }));
    super((request, response) => {
      const cursor = new URL(request.url ?? "", "http://x").searchParams.get("cursor") ?? undefined;
      this.asked.push(cursor);
      if (this.asked.length === this.failAt) return void response.writeHead(503).end();
      if (request.headers.authorization !== `Bearer ${this.token}`) return void response.writeHead(401).end("{}");
      const page = Number(cursor?.slice(1) ?? 0);
      const items = companies.slice(page * PAGE, (page + 1) * PAGE);
      const nextCursor = (page + 1) * PAGE < count ? `p${page + 1}` : null;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items, nextCursor }));
    });
  }
}
