import { signDelivery } from "../../shared/http/signature.ts";
import { Outside } from "./outside.ts";
import type { TestStack } from "./stack.ts";

export type Booking = {
  externalId: string;
  revision?: number;
  kind?: string;
  amountMinor: number;
  [more: string]: unknown;
};
export type Linked = { id: string; webhookPath: string; signingSecret: string };

/** Tells a connection of bookings as its system does: signed, over HTTP. */
export async function told(stack: TestStack, linked: Linked, items: unknown[], secret = linked.signingSecret) {
  const rawBody = JSON.stringify({ items });
  const at = String(Math.floor(stack.clock.now().getTime() / 1_000));
  const headers = {
    "webhook-id": "n",
    "webhook-timestamp": at,
    "webhook-signature": signDelivery(secret, "n", at, rawBody),
  };
  const reply = await fetch(stack.baseUrl + linked.webhookPath, {
    ...{ method: "POST", body: rawBody, headers: { "content-type": "application/json", ...headers } },
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

/** An expense system that speaks the generic contract over real HTTP; its cursor is the number of bookings that were read. */
export class TestExpenseSystem extends Outside {
  readonly token = "expense-token";
  readonly booked: Booking[] = [];
  readonly asked: string[] = [];
  pageSize = 2;
  /** Answers from the so-manieth call on are lost. */
  failsFrom = Number.POSITIVE_INFINITY;

  constructor() {
    super((request, response) => {
      const url = new URL(request.url ?? "", "http://x");
      const isOurs = request.headers.authorization === `Bearer ${this.token}`;
      this.asked.push(url.searchParams.get("cursor") ?? "");
      if (!isOurs || this.asked.length >= this.failsFrom) return void response.writeHead(isOurs ? 503 : 401).end();
      const from = Number(url.searchParams.get("cursor") ?? 0);
      const items = this.booked.slice(from, from + this.pageSize);
      const next = from + items.length;
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ items, nextCursor: String(next), hasMore: next < this.booked.length }));
    });
  }

  override async start(): Promise<string> {
    return `${await super.start()}/`;
  }
}
