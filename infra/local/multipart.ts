import { createHash, randomUUID } from "node:crypto";
import type { Objects } from "./objects.ts";

type Upload = { bucket: string; key: string; headers: Record<string, string>; parts: Map<number, Buffer> };

/** Uploads in parts that are under way, in memory: one that a restart breaks off is begun anew. */
export class Multipart {
  private readonly uploads = new Map<string, Upload>();
  private readonly objects: Objects;

  constructor(objects: Objects) {
    this.objects = objects;
  }

  begin(bucket: string, key: string, headers: Record<string, string>): string {
    const id = randomUUID();
    this.uploads.set(id, { bucket, key, headers, parts: new Map() });
    return id;
  }

  /** Keeps one part and returns its ETag; undefined where no such upload is under way. */
  add(id: string, number: number, body: Buffer): string | undefined {
    const upload = this.uploads.get(id);
    if (!upload) return undefined;
    upload.parts.set(number, body);
    return `"${createHash("md5").update(body).digest("hex")}"`;
  }

  /** Joins the parts in their order to the object. */
  complete(id: string): string | undefined {
    const upload = this.uploads.get(id);
    if (!upload) return undefined;
    this.uploads.delete(id);
    const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, body]) => body);
    return this.objects.put(upload.bucket, upload.key, Buffer.concat(parts), upload.headers);
  }
}
