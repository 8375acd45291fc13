/**
 * A document is data, then paper. What a quote says is made once as a sheet (`documents/sheet.ts`), which the PDF and
 * the customer's page both show, so they cannot differ. The same sheet gives the same bytes, whose hash stands with an
 * acceptance. pdfkit is 0.9 MB with its fonts' reader and is loaded at the first document. What the font (GB 2312 and
 * Latin-1) lacks is shown as a box.
 */
import type { Locale } from "../../shared/notify/format.ts";

/** A column of a table: its share of the width, and whether its cells are numbers. */
export type Column = { title: string; width: number; isNumber?: boolean };

/** A line that says one thing: `小计  ¥1,185.80`. */
export type Fact = { label: string; value: string; isStrong?: boolean };

/** A document as data: what is drawn, from top to bottom. Every text is plain. */
export type Sheet = {
  locale: Locale;
  /** Who sends it. */
  letterhead: { name: string; lines: readonly string[] };
  title: string;
  /** What the reader must not overlook: that it is a draft, that it is out of date. */
  warning?: string;
  /** Two blocks beside each other: whom it is for, and what it is. */
  facts: readonly [readonly Fact[], readonly Fact[]];
  table: { columns: readonly Column[]; rows: readonly (readonly string[])[] };
  totals: readonly Fact[];
  /** Text below the table, each under its heading. */
  paragraphs: readonly { heading: string; text: string }[];
  /** What stands at the foot of every page, before the page's number. */
  foot: string;
  /** When it was made: the same sheet gives the same bytes. */
  at: string;
};
