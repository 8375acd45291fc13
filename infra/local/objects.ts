import { createHash, randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../shared/clock.ts";
import { REGION } from "./environment.ts";
import type { Points } from "./points.ts";
import { PRIVATE_FILE, privateFolder } from "./private.ts";
import type { Queues } from "./queues.ts";
import type { Store } from "./store.ts";

export type StoredObject = {
  headers: Record<string, string>;
  size: number;
  etag: string;
  storedAt: Date;
  file: string;
};

/** Who is told, through which queue, that an object appeared under a prefix. */
export type ObjectListener = { prefix: string; queue: string };

/** The files of the bucket: bytes in a folder, what is known of them in the store. */
export class Objects {
  private readonly folder: string;
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly points: Points;
  private readonly queues: Queues;
  private readonly listeners: ObjectListener[] = [];

  constructor(folder: string, store: Store, clock: Clock, points: Points, queues: Queues) {
    privateFolder(folder);
    this.folder = folder;
    this.store = store;
    this.clock = clock;
    this.points = points;
    this.queues = queues;
  }

  /** From now on, objects that appear under the prefix are announced in the queue as S3 announces them. */
  listen(listener: ObjectListener): void {
    this.listeners.push(listener);
  }

  /** Stores an object, in place of an earlier one under its key. Returns its ETag. */
  put(bucket: string, key: string, body: Buffer, headers: Record<string, string>): string {
    this.points.cross("object.put.before");
    const earlier = this.get(bucket, key);
    const [file, etag, now] = [randomUUID(), `"${createHash("md5").update(body).digest("hex")}"`, this.clock.now()];
    writeFileSync(join(this.folder, file), body, { mode: PRIVATE_FILE });
    this.store
      .sql(
        "INSERT OR REPLACE INTO objects (bucket, key, file, headers, stored_at, size, etag) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(bucket, key, file, JSON.stringify(headers), now.getTime(), body.length, etag);
    if (earlier) rmSync(join(this.folder, earlier.file), { force: true });
    this.announce(bucket, key, body.length, etag, now);
    this.points.cross("object.put.after");
    return etag;
  }

  get(bucket: string, key: string): StoredObject | undefined {
    const row = this.store.sql("SELECT * FROM objects WHERE bucket = ? AND key = ?").get(bucket, key);
    if (!row) return undefined;
    return {
      headers: JSON.parse(String(row.headers)) as Record<string, string>,
      size: Number(row.size),
      etag: String(row.etag),
      storedAt: new Date(Number(row.stored_at)),
      file: String(row.file),
    };
  }

  /** Keys that begin with a prefix, in their order, from above `after` on, each with the size of what lies under it. */
  keys(bucket: string, prefix: string, after: string, limit: number): { key: string; size: number }[] {
    return this.store
      .sql("SELECT key, size FROM objects WHERE bucket = ? AND key > ? AND substr(key, 1, ?) = ? ORDER BY key LIMIT ?")
      .all(bucket, after, prefix.length, prefix, limit)
      .map(({ key, size }) => ({ key: String(key), size: Number(size) }));
  }

  content(object: StoredObject): Buffer {
    return readFileSync(join(this.folder, object.file));
  }

  delete(bucket: string, key: string): void {
    const object = this.get(bucket, key);
    if (!object) return;
    this.store.sql("DELETE FROM objects WHERE bucket = ? AND key = ?").run(bucket, key);
    rmSync(join(this.folder, object.file), { force: true });
  }

  private announce(bucket: string, key: string, size: number, etag: string, at: Date): void {
    for (const { prefix, queue } of this.listeners) {
      if (!key.startsWith(prefix)) continue;
      const record = {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: REGION,
        eventTime: at.toISOString(),
        eventName: "ObjectCreated:Put",
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: queue,
          bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
          // S3 announces keys in form encoding, with "+" for a space.
          object: {
            key: new URLSearchParams([["", key]]).toString().slice(1),
            size,
            eTag: etag.slice(1, -1),
            sequencer: randomUUID(),
          },
        },
      };
      this.queues.send(queue, { body: JSON.stringify({ Records: [record] }) });
    }
  }
}
