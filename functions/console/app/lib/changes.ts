import { type FieldView, type Row, valueAt } from "./nouns.ts";

type Values = Record<string, unknown>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What differs from the record as it was read: a field that was emptied is cleared, own fields go one by one. */
export function changesOf(fields: readonly FieldView[], before: Row, after: Values): Values {
  const changes: Values = {};
  for (const { field } of fields) {
    const [was, is] = [valueAt(before, field), valueAt(after, field)];
    if (same(was, is)) continue;
    const [head = "", key] = field.split(".");
    if (key === undefined) changes[head] = is ?? null;
    else changes[head] = { ...(changes[head] as Values | undefined), [key]: is ?? null };
  }
  return changes;
}
