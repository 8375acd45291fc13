import { randomUUID } from "node:crypto";
import type { SNSEvent } from "aws-lambda";
import PostalMime from "postal-mime";
import type { Clock } from "../../shared/clock.ts";
import { type MailEvent, type MailOutcome, mailNotification } from "./feedback.ts";
import type { Points } from "./points.ts";
import type { Store } from "./store.ts";

export type OutboxAttachment = {
  name: string;
  contentType: string;
  size: number;
  /** The name under which the HTML shows it (`cid:`), if it does. */
  contentId?: string;
};

/** A message that left through SES or SNS, as `/_local/outbox` shows it. */
export type OutboxItem = {
  id: string;
  channel: "email" | "sms";
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  attachments: OutboxAttachment[];
  /** How a mail stands among others, as it was written: its id, what it answers, where answers go. */
  headers?: Record<string, string>;
  at: string;
  /** What a mail with a configuration set was marked with; every event of it carries them. */
  tags?: Record<string, string>;
};

/** `down` answers 503, `throttle` and `reject` answer 400 as SES and SNS do, `slow` answers only when the mode changes. */
export type FailureMode = "down" | "slow" | "throttle" | "reject";

/** The headers that say how a mail stands among others. */
const THREADING = ["message-id", "in-reply-to", "references", "reply-to", "auto-submitted"];

const bare = (address: string): string => (/<([^>]+)>/.exec(address)?.[1] ?? address).trim();

/** What left the stack by mail and by text message, and the switch that makes the providers fail. */
export class Outbox {
  failure: FailureMode | undefined;
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly points: Points;
  private readonly listeners: ((notification: SNSEvent) => void)[] = [];
  private release: (() => void)[] = [];

  constructor(store: Store, clock: Clock, points: Points) {
    this.store = store;
    this.clock = clock;
    this.points = points;
  }

  /** From now on the providers fail like this, or work again; whoever was kept waiting by `slow` is answered. */
  fail(mode: FailureMode | null): void {
    this.failure = mode ?? undefined;
    for (const answer of this.release.splice(0)) answer();
  }

  /** Resolves when the mode is no longer `slow`. */
  async delay(): Promise<void> {
    if (this.failure === "slow") await new Promise<void>((resolve) => this.release.push(resolve));
  }

  /** From now on, what becomes of a mail is told to this listener as SNS would tell it. */
  listen(listener: (notification: SNSEvent) => void): void {
    this.listeners.push(listener);
  }

  /** Lets a mail that left come back, or its recipients complain. False where no such mail left. */
  tell(id: string, outcome: MailOutcome): boolean {
    const item = this.get(id);
    if (item?.channel !== "email") return false;
    this.notify(item, outcome);
    return true;
  }

  private notify(item: OutboxItem, event: MailEvent): void {
    const notification = mailNotification(item, event, this.clock.now());
    for (const listener of this.listeners) listener(notification);
  }

  /** Takes a MIME message; recipients are those of the envelope, or those that the message names. Returns its id. */
  async takeMail(
    raw: Buffer,
    envelope: { from: string; to: string[]; tags?: Record<string, string> },
  ): Promise<string> {
    const parsed = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
    const named = [...(parsed.to ?? []), ...(parsed.cc ?? []), ...(parsed.bcc ?? [])];
    const to = envelope.to.length > 0 ? envelope.to : named.flatMap((address) => address.address ?? []);
    const attachments = parsed.attachments.map(({ filename, mimeType, content, contentId }) => ({
      ...(contentId && { contentId: contentId.replace(/^<|>$/g, "") }),
      name: filename ?? "",
      contentType: mimeType,
      size: typeof content === "string" ? Buffer.byteLength(content) : content.byteLength,
    }));
    const from = envelope.from || (parsed.from?.address ?? "");
    const [subject, text, html] = [parsed.subject ?? "", parsed.text ?? "", parsed.html ?? ""];
    const { tags } = envelope;
    const threading = parsed.headers.filter(({ key }) => THREADING.includes(key));
    const headers =
      threading.length > 0 ? Object.fromEntries(threading.map(({ key, value }) => [key, value])) : undefined;
    return this.keep(
      { channel: "email", from, to: to.map(bare), subject, text, html, attachments, headers, tags },
      raw,
    );
  }

  /** Takes a message that needs no parsing. Returns its id. */
  keep(message: Omit<OutboxItem, "id" | "at">, raw: Buffer | null = null): string {
    this.points.cross("mail.send.before");
    const item: OutboxItem = { id: randomUUID(), ...message, at: this.clock.now().toISOString() };
    const recipients = `\n${item.to.map((to) => to.toLowerCase()).join("\n")}\n`;
    // SES tells of every mail that it took, whatever happens to the caller: mail and reports are kept together or not.
    this.store.atomically(() => {
      this.store
        .sql("INSERT INTO outbox (id, recipients, message, raw) VALUES (?, ?, ?, ?)")
        .run(item.id, recipients, JSON.stringify(item), raw);
      if (item.tags) for (const event of ["send", "delivery"] as const) this.notify(item, event);
    });
    this.points.cross("mail.send.after");
    return item.id;
  }

  /** Everything that left, oldest first; with `to`, only what went to that address or number. */
  list(to?: string): OutboxItem[] {
    const sql = "SELECT message FROM outbox WHERE instr(recipients, ?) > 0 ORDER BY number";
    const rows = this.store.sql(sql).all(to === undefined ? "\n" : `\n${to.toLowerCase()}\n`);
    return rows.map((row) => JSON.parse(String(row.message)) as OutboxItem);
  }

  get(id: string): OutboxItem | undefined {
    const row = this.store.sql("SELECT message FROM outbox WHERE id = ?").get(id);
    return row && (JSON.parse(String(row.message)) as OutboxItem);
  }

  /** The n-th attachment (from 0) with its bytes. */
  async attachment(
    id: string,
    index: number,
  ): Promise<{ name: string; contentType: string; content: Buffer } | undefined> {
    const raw = this.store.sql("SELECT raw FROM outbox WHERE id = ?").get(id)?.raw;
    if (!raw) return undefined;
    const parsed = await PostalMime.parse(raw as Uint8Array, { attachmentEncoding: "arraybuffer" });
    const found = parsed.attachments[index];
    if (!found) return undefined;
    const content =
      typeof found.content === "string" ? Buffer.from(found.content) : Buffer.from(found.content as ArrayBuffer);
    return { name: found.filename ?? "attachment", contentType: found.mimeType, content };
  }
}
