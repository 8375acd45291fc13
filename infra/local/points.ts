/**
 * Named points in the way of the data. Each crossing is counted, and a crash test may ask for the process to end at the
 * n-th crossing of one: `FAULT_POINT=handler.after:3`. Ending is abrupt, like a pulled plug: nothing is flushed.
 */
export const POINT_NAMES = [
  "database.write.before",
  "database.write.after",
  "handler.before",
  "handler.after",
  "checkpoint.before",
  "checkpoint.after",
  "queue.send.before",
  "queue.send.after",
  "queue.delete.before",
  "queue.delete.after",
  "mail.send.before",
  "mail.send.after",
  "object.put.before",
  "object.put.after",
] as const;

export type PointName = (typeof POINT_NAMES)[number];
export type Target = { name: PointName; crossing: number };

/** The exit status of a process that a point has ended, so that a test can tell it from a real failure. */
export const FAULT_EXIT_STATUS = 86;

export class Points {
  readonly crossings: Partial<Record<PointName, number>> = {};
  private readonly target: Target | undefined;
  private readonly end: () => void;

  constructor(target: Target | undefined, end: () => void) {
    this.target = target;
    this.end = end;
  }

  cross(name: PointName): void {
    const count = (this.crossings[name] ?? 0) + 1;
    this.crossings[name] = count;
    if (this.target?.name === name && this.target.crossing === count) this.end();
  }
}

/** Reads `<name>:<n>`; nothing where the text is empty. Throws on a name that no point has. */
export function readTarget(text: string | undefined): Target | undefined {
  if (!text) return undefined;
  const [name, crossing] = text.split(":");
  const known = POINT_NAMES.find((point) => point === name);
  if (!known || !/^[1-9]\d*$/.test(crossing ?? "")) {
    throw new Error(`FAULT_POINT must be <point>:<n>, with a point of: ${POINT_NAMES.join(", ")}.`);
  }
  return { name: known, crossing: Number(crossing) };
}
