import { randomUUID } from "node:crypto";
import type { Clock } from "../../shared/clock.ts";
import type { Points } from "./points.ts";
import type { Store } from "./store.ts";

export type QueueRules = { visibilitySeconds: number; maxReceives: number; deadLetter: string | undefined };

/** A message attribute as it travels on SQS's wire. */
export type MessageAttribute = { DataType: string; StringValue?: string; BinaryValue?: string };

export type Outgoing = { body: string; attributes?: Record<string, MessageAttribute>; delaySeconds?: number };

export type QueueMessage = {
  id: string;
  receipt: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  sentAtMs: number;
  firstReceivedAtMs: number;
  receives: number;
};

const RULES_DEFAULT: QueueRules = {
  visibilitySeconds: 30,
  maxReceives: Number.POSITIVE_INFINITY,
  deadLetter: undefined,
};

type Row = Record<string, number | string | null>;

/**
 * Standard SQS queues in the stack's store: visibility timeouts on the stack's clock, redrive to a dead-letter queue after
 * too many receives, delayed messages. What was sent survives the process.
 */
export class Queues {
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly points: Points;
  private readonly rules = new Map<string, QueueRules>();
  private readonly listeners = new Map<string, () => void>();

  constructor(store: Store, clock: Clock, points: Points) {
    this.store = store;
    this.clock = clock;
    this.points = points;
    // Whoever held a message has gone with the last process, so nobody needs to wait for its visibility timeout.
    store.sql("UPDATE queue_messages SET held = 0, visible_at = 0 WHERE held = 1").run();
  }

  /** Makes a queue known; `onSend` is called when a message may have become due. */
  declare(name: string, rules: Partial<QueueRules> = {}, onSend?: () => void): void {
    this.rules.set(name, { ...RULES_DEFAULT, ...rules });
    if (onSend) this.listeners.set(name, onSend);
  }

  exists(name: string): boolean {
    return this.rules.has(name);
  }

  names(): string[] {
    return [...this.rules.keys()];
  }

  ruleOf(name: string): QueueRules {
    return this.rules.get(name) ?? RULES_DEFAULT;
  }

  /** Stores one message and returns its id. */
  send(queue: string, message: Outgoing): string {
    if (!this.exists(queue)) throw new Error(`No queue is called ${queue}.`);
    this.points.cross("queue.send.before");
    const [id, now] = [randomUUID(), this.clock.now().getTime()];
    const visibleAt = now + (message.delaySeconds ?? 0) * 1_000;
    this.store
      .sql("INSERT INTO queue_messages (id, queue, body, attributes, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?)")
      .run(id, queue, message.body, JSON.stringify(message.attributes ?? {}), now, visibleAt);
    this.points.cross("queue.send.after");
    this.listeners.get(queue)?.();
    return id;
  }

  /**
   * Up to `max` due messages, hidden from others for the visibility timeout. `held` marks them as being worked on by the
   * stack itself. Messages received too often move to the dead-letter queue instead.
   */
  receive(queue: string, max: number, visibilitySeconds: number, held: boolean): QueueMessage[] {
    const now = this.clock.now().getTime();
    const { maxReceives, deadLetter } = this.ruleOf(queue);
    const rows = this.store
      .sql("SELECT * FROM queue_messages WHERE queue = ? AND held = 0 AND visible_at <= ? ORDER BY number LIMIT ?")
      .all(queue, now, max) as Row[];
    const received: QueueMessage[] = [];
    for (const row of rows) {
      if (deadLetter && Number(row.receives) >= maxReceives) this.bury(row, deadLetter);
      else received.push(this.take(row, now, visibilitySeconds, held));
    }
    return received;
  }

  /** Removes a received message; a receipt that is no longer valid removes nothing, which SQS does not report. */
  delete(queue: string, receipt: string): void {
    this.points.cross("queue.delete.before");
    this.store.sql("DELETE FROM queue_messages WHERE queue = ? AND receipt = ?").run(queue, receipt);
    this.points.cross("queue.delete.after");
  }

  /** Hides a received message for so long from now on; false where the receipt is not valid. */
  changeVisibility(queue: string, receipt: string, seconds: number): boolean {
    const until = this.clock.now().getTime() + seconds * 1_000;
    const sql = "UPDATE queue_messages SET visible_at = ? WHERE queue = ? AND receipt = ?";
    return this.store.sql(sql).run(until, queue, receipt).changes > 0;
  }

  /** Gives a held message back: it shows up again when its visibility timeout has passed. */
  release(queue: string, receipt: string): void {
    this.store.sql("UPDATE queue_messages SET held = 0 WHERE queue = ? AND receipt = ?").run(queue, receipt);
  }

  hasDue(queue: string): boolean {
    const sql = "SELECT 1 FROM queue_messages WHERE queue = ? AND held = 0 AND visible_at <= ? LIMIT 1";
    return this.store.sql(sql).get(queue, this.clock.now().getTime()) !== undefined;
  }

  /** How many messages are due, wait for their time, or are being worked on. */
  counts(queue: string): { due: number; hidden: number } {
    const now = this.clock.now().getTime();
    const sql = "SELECT COUNT(*) AS n, SUM(held = 0 AND visible_at <= ?) AS due FROM queue_messages WHERE queue = ?";
    const row = this.store.sql(sql).get(now, queue);
    const due = Number(row?.due ?? 0);
    return { due, hidden: Number(row?.n ?? 0) - due };
  }

  /** All bodies of a queue, oldest first, without receiving them. */
  peek(queue: string): string[] {
    const rows = this.store.sql("SELECT body FROM queue_messages WHERE queue = ? ORDER BY number").all(queue);
    return rows.map((row) => String(row.body));
  }

  private take(row: Row, now: number, visibilitySeconds: number, held: boolean): QueueMessage {
    const receipt = randomUUID();
    const [receives, first] = [Number(row.receives) + 1, Number(row.first_received_at ?? now)];
    this.store
      .sql(
        "UPDATE queue_messages SET receives = ?, first_received_at = ?, receipt = ?, visible_at = ?, held = ? WHERE number = ?",
      )
      .run(receives, first, receipt, now + visibilitySeconds * 1_000, held ? 1 : 0, row.number!);
    return {
      id: String(row.id),
      receipt,
      body: String(row.body),
      attributes: JSON.parse(String(row.attributes)) as Record<string, MessageAttribute>,
      sentAtMs: Number(row.sent_at),
      firstReceivedAtMs: first,
      receives,
    };
  }

  private bury(row: Row, deadLetter: string): void {
    const sql = "UPDATE queue_messages SET queue = ?, receipt = NULL, receives = 0, visible_at = 0 WHERE number = ?";
    this.store.sql(sql).run(deadLetter, row.number!);
    this.listeners.get(deadLetter)?.();
  }
}
