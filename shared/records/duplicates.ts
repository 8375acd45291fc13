import { createHash } from "node:crypto";
import * as z from "zod";
import { type Compared, calledOf, type DuplicateKey, duplicateKeysOf } from "../search/duplicates.ts";
import type { Entry } from "../table/entity.ts";

/** Characters of a value that stand in a key as they are; a longer one stands as its hash. */
const KEY_CHARS_MAX = 80;

type Place = Pick<DuplicateKey, "kind" | "value">;

/** A name as it is read where it can be: who has the same name reads the same, so one place serves both questions. */
function asRead(keys: readonly DuplicateKey[], kind: "name" | "company"): Place[] {
  const key = keys.find((one) => one.kind === "pinyin") ?? keys.find((one) => one.kind === kind);
  return key ? [{ kind, value: key.value }] : [];
}

/**
 * The keys under which a record is looked for: each costs two writes. Who has the same name and company is found by
 * either of them; a company that begins with places stands also where it would without them.
 */
export function lookedUpKeys({ name, company, ...others }: Compared): Place[] {
  const firm = asRead(duplicateKeysOf({ company }), "company");
  const called = calledOf({ company }).map(({ value, sound }): Place => ({ kind: "company", value: sound || value }));
  return [
    ...duplicateKeysOf(others).map(({ kind, value }) => ({ kind, value })),
    ...asRead(duplicateKeysOf({ name }), "name"),
    ...firm,
    ...called.filter(({ value }) => value !== firm[0]?.value),
  ];
}

/** The partition, in the index `parent`, of all records that have a key, whatever their noun. */
export function duplicatePartition({ kind, value }: Place): string {
  const short = value.length <= KEY_CHARS_MAX ? value : createHash("sha256").update(value).digest("base64url");
  return `dup#${kind}#${short}`;
}

/** The places by which a record is found when another like it comes. */
export const duplicateEntries = (compared: Compared): Entry[] =>
  lookedUpKeys(compared).map((key) => ({ index: "parent" as const, partition: duplicatePartition(key) }));

/** Why two records may be the same: what they have in common. `strong`: they are, unless a person says otherwise. */
export type Likeness = Pick<DuplicateKey, "kind" | "strong">;

/** What two records have in common, the strongest first. A key is strong where it is so for both. */
export function likenessesOf(a: Compared, b: Compared): Likeness[] {
  const others = new Map(duplicateKeysOf(b).map((key) => [`${key.kind} ${key.value}`, key]));
  const common = duplicateKeysOf(a).flatMap(({ kind, value, strong }): Likeness[] => {
    const other = others.get(`${kind} ${value}`);
    return other ? [{ kind, strong: strong && other.strong }] : [];
  });
  if (isCalledAlike(a, b) && !common.some(({ kind }) => kind === "company"))
    common.push({ kind: "place", strong: false });
  return common.sort((x, y) => Number(y.strong) - Number(x.strong));
}

/** True where one company is called as the other without places: those of two towns are not. */
function isCalledAlike(a: Compared, b: Compared): boolean {
  const [some, others] = [calledOf(a), calledOf(b)];
  const has = (all: typeof some, one: (typeof some)[0] | undefined) => all.some(({ value }) => value === one?.value);
  return has(some, others[0]) || has(others, some[0]);
}

/** A record that may be the same as another, as it is shown. */
export const DuplicateView = z.object({
  noun: z.string(),
  id: z.string(),
  title: z.string(),
  /** What they have in common. `strong`: they are the same, unless a person says otherwise. */
  reasons: z.array(z.object({ kind: z.string(), strong: z.boolean() })),
});
