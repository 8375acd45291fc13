import { expect, test } from "@jest/globals";
import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { RecentReads } from "../../infra/local/streams.ts";

const PAGE = 3;

test("consumers that share what they read miss nothing, see nothing twice, and keep the order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (s, writes, readers) => {
        const log: string[] = [];
        const recent = new RecentReads();
        // What a server answers when it gets to it: the records behind a place, as they then stand.
        const ask = async (from: number) => {
          await s.schedule(Promise.resolve());
          const changes = log.slice(from, from + PAGE).map((eventID): DynamoDBRecord => ({ eventID }));
          return { changes, last: changes.at(-1)?.eventID, next: "on" };
        };
        const append = async (): Promise<void> => {
          for (let n = 0; n < writes; n++) {
            await s.schedule(Promise.resolve());
            log.push(String(n));
          }
        };
        const consume = async (written: Promise<void>): Promise<string[]> => {
          const seen: string[] = [];
          let isWritten = false;
          written.then(() => {
            isWritten = true;
          });
          for (;;) {
            // The end counts only where all had been written before it was looked for.
            const wasWritten = isWritten;
            const page = await recent.read(String(seen.length), () => ask(seen.length));
            for (const { eventID } of page?.changes ?? []) seen.push(String(eventID));
            if (page?.last === undefined && wasWritten) return seen;
          }
        };
        const written = append();
        const all = Promise.all(Array.from({ length: readers }, () => consume(written)));
        const found = await s.waitFor(all);
        for (const seen of found) expect(seen).toEqual(log);
      },
    ),
  );
});

test("a page that one has read is not asked for by another", async () => {
  const recent = new RecentReads();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return { changes: [], last: "1", next: "on" };
  };
  await Promise.all([recent.read("0", ask), recent.read("0", ask)]);
  await recent.read("0", ask);
  expect(asked).toBe(1);
  const failing = () => Promise.reject(new Error("refused"));
  await expect(recent.read("1", failing)).rejects.toThrow("refused");
  await recent.read("1", ask);
  expect(asked).toBe(2);
});
