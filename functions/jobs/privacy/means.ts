import { DAY_MS } from "../../../shared/duration.ts";
import type { Noun } from "../../../shared/records/noun.ts";
import type { AnyRow, Entity } from "../../../shared/table/entity.ts";
import { nouns } from "../../nouns.ts";
import { type Known, redactor } from "../../privacy/rules.ts";
import { erasurePolicy } from "../../privacy/table.ts";
import type { Run } from "../run.ts";
import type { Redact } from "./erasing.ts";
import { notedKnown } from "./known.ts";
import { subjectOf } from "./survey.ts";

export type Hold = { noun: string; years: number; reason: string };
export type Result = {
  /** Rows that were changed, by noun. */
  erased: Record<string, number>;
  /** Rows that law keeps, by noun, and why. */
  kept: Record<string, { rows: number; reason: string }>;
  /** Objects of the bucket that were removed or rewritten, by place. */
  bucket: Record<string, number>;
  /** Addresses that nobody writes to again; they are kept as hashes. */
  suppressed: number;
  passes: number;
  /** Rows of the last pass that could not be written, by noun: the log names them. */
  failed: Record<string, number>;
  /** Rows in which something is left after the last pass; none, but where others wrote to the very end. */
  left: number;
  /** When the second look ended. */
  lookedAgainAt?: string;
};

const EMPTY: Result = { erased: {}, kept: {}, bucket: {}, suppressed: 0, passes: 0, failed: {}, left: 0 };
export const resultOf = ({ job }: Run): Result => structuredClone({ ...EMPTY, ...(job.result as object) });
export const personOf = ({ job }: Run): string => String(job.params.personId);
export const counted = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

export type Means = {
  ids: ReadonlySet<string>;
  known: Known;
  redact: Redact;
  holds: readonly Hold[];
  nouns: ReadonlyMap<string, () => Promise<Noun>>;
};
const remembered = new WeakMap<object, Promise<Means>>();

export async function meansOf(run: Run): Promise<Means> {
  const made = async (): Promise<Means> => {
    const { holds } = await erasurePolicy.held(run.call.table);
    const known = await notedKnown(run);
    return {
      known,
      ids: await subjectOf(run, personOf(run)),
      redact: redactor(known),
      holds,
      nouns: new Map(nouns.map(({ noun, load }) => [noun, load])),
    };
  };
  const means = remembered.get(run) ?? made();
  remembered.set(run, means);
  return means;
}

const MS_OF_A_YEAR = 366 * DAY_MS;

/** What keeps a record as it is: law asks for it for years after it was made. */
export const holdOn = (
  { holds }: Means,
  { noun }: Pick<Entity, "noun">,
  { createdAt }: Pick<AnyRow, "createdAt">,
  now: string,
): Hold | undefined =>
  holds.find((one) => one.noun === noun && Date.parse(now) < Date.parse(createdAt) + one.years * MS_OF_A_YEAR);
