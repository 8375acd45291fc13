import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { anew, isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { articleCount, articleMark } from "./table.ts";

const ID_CHARS = 20;
const TRIES_MAX = 5;

const markId = (articleId: string, by: string): string =>
  `${articleMark.prefix}_${sha256(`${articleId}\n${by}`).slice(0, ID_CHARS)}`;

/** Counts one use of an article in one answer, however often it is told of. */
export async function countUse(table: Table, now: string, articleId: string, messageId: string): Promise<void> {
  const mark = { id: markId(articleId, messageId), version: 1, createdAt: now, updatedAt: now, articleId };
  try {
    await table.commit([write.create(articleMark, mark), write.add(articleCount, articleId, { used: 1 })]);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "duplicate") throw error;
  }
}

const side = (helpful: boolean): string => (helpful ? "helpful" : "unhelpful");

/** What a reader says of an article; whoever says otherwise later is counted once still. */
export async function rate(
  { table, now }: Pick<Caller, "table" | "now">,
  articleId: string,
  by: string,
  helpful: boolean,
) {
  const id = markId(articleId, `reader ${by}`);
  await anew(
    TRIES_MAX,
    async () => {
      const before = await table.find(articleMark, id);
      if (before?.helpful === helpful) return;
      const row = { id, version: 1, createdAt: now, updatedAt: now, articleId, helpful };
      const noted = before
        ? write.replace(articleMark, before, nextVersion(before, now, { helpful }))
        : write.create(articleMark, row);
      const counts = before ? { [side(helpful)]: 1, [side(!helpful)]: -1 } : { [side(helpful)]: 1 };
      await table.commit([noted, write.add(articleCount, articleId, counts)]);
    },
    isOvertaken,
  );
}
