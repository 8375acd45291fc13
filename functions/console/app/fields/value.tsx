import { Link } from "react-router";
import { sayCategory } from "../expenses/categories.ts";
import { type Formats, useFormats } from "../lib/format.ts";
import { type FieldView, labelOf, type NounView } from "../lib/nouns.ts";
import { useNouns } from "../lib/queries.ts";
import { isUntold } from "../lib/titles.ts";
import { Scroll } from "../shell/scroll.tsx";
import { sayer, useLanguage, useWords } from "../words/index.ts";
import { sayReason } from "./reasons.ts";

type Title = (id: unknown) => string;
type Shown = { field: FieldView; value: unknown; currency?: unknown; titleOf: Title };

type Tone = "good" | "fresh" | "half" | "asks" | "bad" | "over";

/** States by what they mean to whoever looks: done, begun, halfway, waiting for somebody, gone wrong, or over. */
const TONES: Readonly<Record<string, Tone>> = {
  ...{ applied: "good", paid: "good", done: "good", signed: "good", accepted: "good", closedWon: "good" },
  ...{ converted: "good", approved: "good", partlyPaid: "half", partlyApplied: "half", submitted: "half" },
  ...{
    claimable: "asks",
    received: "fresh",
    open: "fresh",
    new: "fresh",
    working: "fresh",
    mql: "fresh",
    sql: "fresh",
  },
  ...{ closedLost: "bad", writtenOff: "bad", overdue: "bad", failed: "bad", running: "fresh", queued: "fresh" },
};

export const StateTag = ({ value, label }: { value: string; label: string }) => (
  <span className={`state ${TONES[value] ?? "over"}`}>{label}</span>
);

/** Where a record is shown: by the page of its noun, which its id's beginning tells. */
export function placeOf(nouns: readonly NounView[], id: unknown): string | undefined {
  const of = nouns.find(({ prefix }) => prefix === String(id).split("_")[0]);
  if (!of) return undefined;
  return of.noun === "bankTransaction" ? `/receipts/${id}` : `/r/${of.noun}/${id}`;
}

export function RecordLink({ id, titleOf }: { id: unknown; titleOf: Title }) {
  const { data: nouns = [] } = useNouns();
  const to = isUntold(id) ? undefined : placeOf(nouns, id);
  return to ? <Link to={to}>{titleOf(id)}</Link> : <span>{titleOf(id)}</span>;
}

/** Whoever has done something, as a record keeps them: a person, or a key of theirs. */
const ACTOR = /^(?:user|apiKey):([a-z]{3}_[0-9A-Za-z]{6,40})(?::|$)/;

/** An id within a sentence of the product's own. */
const WITHIN = /\b[a-z]{3}_[0-9A-Za-z]{16,40}\b/g;

/** A sentence with what its ids are called in their place. */
const spelled = (text: string, titleOf: Title): string => text.replace(WITHIN, (id) => titleOf(id));

/** Parts by which the product goes on, and which say nothing to whoever reads: the turn that decided, and what is waited for. */
const INNER = ["turn", "waitsFor"];
const partsOf = ({ parts = [] }: FieldView): FieldView[] => parts.filter(({ field }) => !INNER.includes(field));

/** A short text of a value, for where nothing but text can stand. */
export function textOf(field: FieldView, value: unknown, formats: Formats, titleOf: Title, currency?: unknown): string {
  if (value === undefined || value === null) return "";
  const optionOf = (one: unknown): string => {
    const option = field.options?.find((o) => o.value === one);
    return option ? labelOf(option, formats.language) : String(one);
  };
  const said = (one: unknown): string => (field.field === "why" ? sayReason(String(one), formats) : optionOf(one));
  if (field.type === "money") return formats.money(value, currency);
  if (field.type === "date") return formats.date(value);
  if (field.type === "instant") return formats.instant(value);
  if (/BasisPoints$/.test(field.field) && typeof value === "number") return formats.percent(value);
  if (field.type === "number") return formats.number(value);
  if (field.type === "enum") return optionOf(value);
  if (typeof value === "boolean") return sayer(formats.language)(value ? "value.yes" : "value.no");
  if (Array.isArray(value)) {
    return value.every((one) => typeof one !== "object")
      ? value.map((one) => spelled(titleOf(said(one)), titleOf)).join(", ")
      : `${value.length}`;
  }
  if (typeof value === "object") {
    const texts = partsOf(field).map((part) =>
      textOf(part, (value as Record<string, unknown>)[part.field], formats, titleOf, currency),
    );
    return texts.filter((text) => text !== "").join(" · ");
  }
  if (field.field === "category") return sayCategory(sayer(formats.language), String(value));
  const actor = ACTOR.exec(String(value))?.[1];
  return actor || (field.type === "id" && field.field !== "id") ? titleOf(actor ?? value) : String(value);
}

const ADDRESSES: Readonly<Record<string, (value: string) => string>> = {
  email: (value) => `mailto:${value}`,
  phone: (value) => `tel:${value}`,
};

/** A web address that somebody has typed is gone to only where it is one. */
const webAddress = (value: string): string | undefined => {
  const text = /^https?:\/\//i.test(value) ? value : `https://${value}`;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
};

/** A value of a field as people read it. Text is always text: nothing in it is taken for markup. */
export function Value({ field, value, currency, titleOf }: Shown) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  if (value === undefined || value === null || value === "") return <span className="faint">–</span>;
  if (field.type === "boolean") return <span>{t(value ? "value.yes" : "value.no")}</span>;
  if (field.type === "enum") {
    const option = field.options?.find((one) => one.value === value);
    return <StateTag value={String(value)} label={option ? labelOf(option, language) : String(value)} />;
  }
  if (field.field === "approvalId") return <Link to={`/approvals/${value}`}>{t("approval.see")}</Link>;
  if (field.type === "id" && field.field !== "id") return <RecordLink id={value} titleOf={titleOf} />;
  const toAddress = ADDRESSES[field.field];
  if (toAddress) return <a href={toAddress(String(value))}>{String(value)}</a>;
  const web = field.field === "website" && webAddress(String(value));
  if (web) {
    return (
      <a href={web} rel="noopener noreferrer" target="_blank">
        {String(value)}
      </a>
    );
  }
  const text = textOf(field, value, formats, titleOf, currency);
  const isNumber = field.type === "money" || field.type === "number";
  return (
    <bdi className={isNumber ? "number" : "text"} title={text.length > 40 ? text : undefined}>
      {text}
    </bdi>
  );
}

/** The items of a list as a table, or the parts of an object as lines. */
export function Parts({ field, value, currency, titleOf }: Shown) {
  const language = useLanguage();
  const formats = useFormats();
  const items = (Array.isArray(value) ? value : [value]) as Record<string, unknown>[];
  // A column of nothing but what is not shown to whoever looks says nothing.
  const isSaid = (part: FieldView, item: Record<string, unknown>): boolean =>
    item?.[part.field] !== undefined && !(part.type === "id" && isUntold(item[part.field]));
  const used = partsOf(field).filter((part) => items.some((item) => isSaid(part, item)));
  if (used.length === 0) return <span className="faint">–</span>;
  return (
    <Scroll>
      <table className="parts">
        <thead>
          <tr>
            {used.map((part) => (
              <th
                key={part.field}
                scope="col"
                className={part.type === "money" || part.type === "number" ? "number" : undefined}
              >
                {labelOf(part, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, n) => (
            <tr key={String(item?.id ?? n)}>
              {used.map((part) => (
                <td key={part.field} className={part.type === "money" || part.type === "number" ? "number" : undefined}>
                  {part.type === "id" ? (
                    <RecordLink id={item?.[part.field]} titleOf={titleOf} />
                  ) : (
                    textOf(part, item?.[part.field], formats, titleOf, item?.currency ?? currency)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Every id that a record names, at any depth, so that one call tells what they are called. */
export function idsIn(value: unknown): string[] {
  if (typeof value === "string") {
    const id = ACTOR.exec(value)?.[1] ?? value;
    return /^[a-z]{3}_[0-9A-Za-z]{6,40}$/.test(id) ? [id] : (value.match(WITHIN) ?? []);
  }
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(idsIn);
}
