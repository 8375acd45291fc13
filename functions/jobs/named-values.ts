/**
 * Files of other programs name people, departments and choices that a tenant may not have. Which they are is told before
 * a row is written, by column; whoever imports says what they mean (`values`). An owner or a department that nobody knows
 * is left out of its row, unless the importer wants such rows refused: who imports owns what is new then. Of any other
 * record it is not: a row that names a company which is not there would be another company's.
 */
import { folded } from "../../shared/filter/resolve.ts";
import { together } from "../../shared/together.ts";
import { readCell } from "./cells.ts";
import type { Column } from "./columns.ts";
import { type Notice, ROWS_NAMED_MAX } from "./notices.ts";
import type { Place } from "./survey.ts";

/** Texts of one column that are looked for before its rows are. */
const TEXTS_MAX = 500;
/** Texts that a notice names. */
const TOLD_MAX = 20;
const AT_ONCE = 10;

/** True of the columns that say whose a record is. */
export const isWhose = ({ field, references }: Column): boolean =>
  references !== undefined && (field === "ownerId" || field === "departmentId");

const isChoice = ({ kind, options }: Column): boolean =>
  options !== undefined && (kind === "enum" || kind === "multiEnum");

type Text = { text: string; rows: number[]; count: number };

/** Gathers the texts of those columns. */
export class Named {
  readonly #found = new Map<Place, Map<string, Text>>();

  note(place: Place, text: string, row: number): void {
    if (!isWhose(place) && !isChoice(place)) return;
    const texts = this.#found.get(place) ?? new Map<string, Text>();
    this.#found.set(place, texts);
    const key = folded(text);
    const known = texts.get(key);
    if (!known && texts.size === TEXTS_MAX) return;
    const one = known ?? { text, rows: [], count: 0 };
    one.count++;
    if (one.rows.length < ROWS_NAMED_MAX) one.rows.push(row);
    texts.set(key, one);
  }

  async unknown(isKnown: (place: Place, text: string) => Promise<boolean>, refusing: boolean): Promise<Notice[]> {
    const notices: Notice[] = [];
    for (const [place, texts] of this.#found) {
      const all = [...texts.values()];
      const known = await together(all, AT_ONCE, ({ text }) =>
        isChoice(place) ? Promise.resolve(!("wrong" in readCell(place, text, ANY))) : isKnown(place, text),
      );
      const unknown = all.filter((_, n) => !known[n]);
      if (unknown.length > 0) notices.push(told(place, unknown, refusing));
    }
    return notices;
  }
}

/** Choices have neither times nor amounts. */
const ANY = { timeZone: "UTC", currency: "CNY" };

function told(place: Place, unknown: readonly Text[], refusing: boolean): Notice {
  const values = unknown.slice(0, TOLD_MAX).map(({ text }) => text);
  const names = values.join(", ");
  const why = isChoice(place)
    ? `${names} are none of its choices; say by values what they mean`
    : refusing
      ? `there is no ${names}; say by values whom they mean`
      : `there is no ${names}; say by values whom they mean, else these rows are read without`;
  return {
    code: isChoice(place) ? "unknown_values" : "unknown_names",
    column: place.header,
    values,
    rows: [...new Set(unknown.flatMap(({ rows }) => rows))].sort((a, b) => a - b).slice(0, ROWS_NAMED_MAX),
    count: unknown.reduce((sum, { count }) => sum + count, 0),
    message: `Column ${place.header}: ${why}.`,
  };
}
