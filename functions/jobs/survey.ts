import { Fault, type InputError } from "../../shared/fault.ts";
import { folded } from "../../shared/filter/resolve.ts";
import type { Oddity, TableRow } from "../../shared/tabular/index.ts";
import type { Column } from "./columns.ts";
import { formsOfDay, formsOfNumber, isScientific } from "./forms.ts";
import { type Unit, unitOf } from "./money-cells.ts";
import { Named } from "./named-values.ts";
import { type Notice, Oddities } from "./notices.ts";
import type { Form } from "./schema.ts";

/**
 * A column of a file that holds a field: its header, how its cells are written, what its header says of money, and what
 * the importer says that its texts mean.
 */
export type Place = Column & { header: string; form?: Form; unit?: Unit; means?: ReadonlyMap<string, string> };
export type Forms = Readonly<Record<string, Form>>;
export type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>;
/** What the importer says of a file's columns besides what they hold. */
export type Said = { forms?: Forms; values?: Meanings };

/** What a cell says, or what the importer has said that it means. */
export function textOf({ means }: Place, cell = ""): string {
  const text = cell.trim();
  return (means?.get(folded(text)) ?? text).trim();
}

/** The columns of a file by position; those that the mapping leaves out are not read. */
export function placed(
  header: readonly string[],
  mapping: Readonly<Record<string, string>>,
  columns: readonly Column[],
  { forms = {}, values = {} }: Said = {},
): (Place | undefined)[] {
  const missing = Object.keys(mapping).filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Fault("invalid", `The file has no column ${missing.join(", ")}.`);
  return header.map((name) => {
    const column = columns.find((c) => c.field === mapping[name]);
    const unit = column?.kind === "amount" || column?.kind === "money" ? unitOf(name) : undefined;
    const means = values[name] && new Map(Object.entries(values[name]).map(([text, meant]) => [folded(text), meant]));
    const said = { ...(forms[name] && { form: forms[name] }), ...(unit && { unit }), ...(means && { means }) };
    return column && { ...column, header: name, ...said };
  });
}

type Family = "number" | "day";

const familyOf = ({ kind }: Column): Family | undefined => {
  if (kind === "number" || kind === "amount" || kind === "money") return "number";
  return kind === "date" || kind === "instant" ? "day" : undefined;
};

/** What the cells of one column say of its form. */
type Evidence = { place: Place; family: Family; possible?: ReadonlySet<Form>; open?: string; row?: number };

/** How each column may be said to be written. */
const SAYING: Readonly<Record<Family, string>> = {
  number: '"decimalPoint" or "decimalComma"',
  day: '"ymd", "dmy" or "mdy"',
};

/** A column whose form must be said, since its cells leave open which it is. */
export const askedFor = ({ place: { header }, family, open = "", row = 0 }: Evidence): InputError => ({
  path: `forms.${header}`,
  code: "ambiguous",
  message: `Column ${header}: ${open} in row ${row} may be read in two ways. Say forms["${header}"]: ${SAYING[family]}.`,
});

/** Looks through a file before a row of it is written: how its columns are written, and what is odd in it. */
export class Survey {
  readonly oddities = new Oddities();
  readonly #places: readonly (Place | undefined)[];
  readonly #evidence: Evidence[];
  readonly #named = new Named();

  constructor(places: readonly (Place | undefined)[]) {
    this.#places = places;
    this.#evidence = places.flatMap((place) => {
      const family = place && !place.form && !place.readOnly ? familyOf(place) : undefined;
      return place && family ? [{ place, family }] : [];
    });
  }

  /** What the reader of the file found odd. */
  odd({ kind, row, column }: Oddity): void {
    const place = column === undefined ? undefined : this.#places[column];
    if (place || column === undefined) this.oddities.note(kind, row, place?.header);
  }

  add({ number, cells, exact }: TableRow): void {
    if (isRagged(cells, this.#places.length)) this.oddities.note("ragged", number);
    for (const [at, place] of this.#places.entries()) {
      const text = place ? textOf(place, cells[at]) : "";
      if (!place || text === "") continue;
      this.#named.note(place, text, number);
      if (exact?.includes(at)) continue;
      if (place.kind === "text" && isScientific(text)) this.oddities.note("scientific", number, place.header);
      this.#weigh(place, text, number);
    }
  }

  #weigh(place: Place, text: string, row: number): void {
    const evidence = this.#evidence.find((e) => e.place === place);
    if (!evidence) return;
    const forms = evidence.family === "day" ? formsOfDay(text) : formsOfNumber(text, place.whole === true);
    if (!forms) return;
    const before = evidence.possible;
    const possible = new Set(forms.filter((form) => before?.has(form) ?? true));
    // The first cell that leaves the column open, or contradicts those before it, is the one that is told.
    if (possible.size !== 1 && (evidence.open === undefined || possible.size === 0)) {
      evidence.open = text;
      evidence.row = row;
    }
    evidence.possible = possible;
  }

  /**
   * The forms of the columns that have one. A column that leaves it open is written as the others of its file are, where
   * they are of one form; else it is asked for.
   */
  end(): { forms: Record<string, Form>; asked: InputError[]; notices: Notice[] } {
    const sure = (family: Family): Form | undefined => {
      const told = this.#evidence.filter((e) => e.family === family && e.possible).map(({ possible }) => possible);
      const single = new Set(told.flatMap((possible) => (possible?.size === 1 ? [...possible] : [])));
      const isClear = single.size === 1 && told.every((possible) => (possible?.size ?? 0) > 0);
      return isClear ? [...single][0] : undefined;
    };
    const forms: Record<string, Form> = {};
    const asked: InputError[] = [];
    for (const evidence of this.#evidence) {
      const { place, family, possible } = evidence;
      if (!possible) continue;
      const others = possible.size > 1 ? sure(family) : undefined;
      const form = possible.size === 1 ? [...possible][0] : others && possible.has(others) ? others : undefined;
      if (form) forms[place.header] = form;
      else asked.push(askedFor(evidence));
    }
    const given = this.#places.flatMap((place) => (place?.form ? [[place.header, place.form]] : []));
    return { forms: { ...forms, ...Object.fromEntries(given) }, asked, notices: this.oddities.told() };
  }

  /** What is told of names and options that nobody knows, once those have been looked for whom the columns name. */
  unknown(isKnown: (place: Place, text: string) => Promise<boolean>, refusing: boolean): Promise<Notice[]> {
    return this.#named.unknown(isKnown, refusing);
  }
}

/** True where a row has text beyond its header: most often a separator within a text that nobody quoted. */
export const isRagged = (cells: readonly string[], width: number): boolean =>
  cells.slice(width).some((cell) => cell.trim() !== "");
