import { lazy, Suspense } from "react";
import { Link, useParams } from "react-router";
import { idsIn, Parts, Value } from "../fields/value.tsx";
import { type FieldView, labelOf, type NounView, pluralOf, type Row, titleOf, valueAt } from "../lib/nouns.ts";
import { useNoun, useNouns, useRow } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { merges, Sameness } from "../merging/duplicates.tsx";
import { PageEmpty, Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { PageProblem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { Actions, isChangeable } from "./actions.tsx";
import { Timeline } from "./timeline.tsx";

const Customer = lazy(() => import("../customer/sections.tsx"));
const Statement = lazy(() => import("../portal/statement.tsx"));
const Contract = lazy(() => import("../orders/contract.tsx"));

/** What a page of its own shows of some nouns, between the record's fields and its timeline. */
const SECTIONS: Readonly<Record<string, typeof Customer>> = {
  account: Customer,
  order: Contract,
  opportunity: lazy(() => import("../board/process.tsx")),
  partnerStatement: Statement,
  marketingEvent: lazy(() => import("../events/section.tsx")),
  ticket: lazy(() => import("../tickets/section.tsx")),
  project: lazy(() => import("../projects/section.tsx")),
  budget: lazy(() => import("../budgets/section.tsx")),
  expense: lazy(() => import("../expenses/section.tsx")),
};

/** Nouns whose work comes first on their page, before what is kept of them. */
const WORKED_ON = ["ticket", "project", "marketingEvent", "expense"];

/** What has a place of its own on the page: making one of two and two of one again, and answering a ticket. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = { ticket: ["messages"] };
const MERGING = ["merge", "unmerge"];
/** Not asked for anew while others are to agree to it. */
const ASKED = "submit";

const INNER = ["version", "archived", "unclear"];
const isWide = ({ type, parts }: FieldView): boolean => (type === "list" || type === "object") && parts !== undefined;

/** The record's fields: what people fill in first, then what the product keeps, then what holds several things each. */
export function Fields({ of, row }: { of: NounView; row: Row }) {
  const t = useWords();
  const language = useLanguage();
  const nameOf = useTitles(idsIn(row));
  const has = ({ field }: FieldView): boolean => {
    const value = valueAt(row, field);
    return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  };
  const shown = of.fields.filter((field) => !INNER.includes(field.field) && has(field));
  const narrow = shown.filter((field) => !isWide(field));
  const groups = [
    { key: "own", fields: narrow.filter(({ readOnly, custom }) => !readOnly || custom) },
    { key: "kept", fields: narrow.filter(({ readOnly, custom }) => readOnly && !custom) },
  ];
  const pairs = (fields: FieldView[]) => (
    <dl className="pairs">
      {fields.map((field) => (
        <div key={field.field}>
          <dt>{labelOf(field, language)}</dt>
          <dd>
            <Value field={field} value={valueAt(row, field.field)} currency={row.currency} titleOf={nameOf} />
            {field.masked && <span className="faint"> {t("value.masked")}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <>
      {groups.map(({ key, fields }) => fields.length > 0 && <section key={key}>{pairs(fields)}</section>)}
      {shown.filter(isWide).map((field) => (
        <section key={field.field}>
          <h2>{labelOf(field, language)}</h2>
          <Parts field={field} value={valueAt(row, field.field)} currency={row.currency} titleOf={nameOf} />
        </section>
      ))}
    </>
  );
}

function Head({ of, row }: { of: NounView; row: Row }) {
  const t = useWords();
  const language = useLanguage();
  const state = of.states && of.fields.find(({ field }) => field === of.states?.field);
  const elsewhere = ELSEWHERE[of.noun] ?? MERGING;
  return (
    <PageHead
      crumb={{ to: `/r/${of.noun}`, title: pluralOf(of, language) }}
      title={titleOf(of, row)}
      state={
        <>
          {state && <Value field={state} value={valueAt(row, state.field)} titleOf={String} />}
          {row.archived === true && <span className="faint"> {t("value.archived")}</span>}
        </>
      }
    >
      {isChangeable(of, row) && (
        <Link className="button primary" to={`/r/${of.noun}/${row.id}/edit`}>
          {t("detail.edit")}
        </Link>
      )}
      <Actions of={of} row={row} leftOut={row.approvalId === undefined ? elsewhere : [...elsewhere, ASKED]} />
    </PageHead>
  );
}

/** One record of any noun: its fields, what can be done with it, what hangs on it and what has happened to it. */
export function Component() {
  const { noun = "", id = "" } = useParams();
  const t = useWords();
  const language = useLanguage();
  const { isLoading } = useNouns();
  const of = useNoun(noun);
  const { data: row, error, refetch } = useRow(of, id);
  if (isLoading) return <Waiting />;
  if (!of) return <PageEmpty title={t("list.noNoun")} />;
  if (error) return <PageProblem title={labelOf(of, language)} error={error} retry={() => void refetch()} />;
  if (!row) return <Waiting />;
  const Section = SECTIONS[of.noun];
  const isFirst = WORKED_ON.includes(of.noun);
  const section = Section && (
    <Suspense fallback={<Waiting />}>
      <Section row={row} />
    </Suspense>
  );
  return (
    <div className="page detail">
      <Head of={of} row={row} />
      <div className="columns">
        <div className="main-column">
          {isFirst && section}
          <Fields of={of} row={row} />
          {!isFirst && section}
          {merges(of) && row.archived !== true && <Sameness of={of} id={row.id} />}
        </div>
        {of.does.includes("timeline") && (
          <section className="side-column" aria-label={t("timeline.title")}>
            <h2>{t("timeline.title")}</h2>
            <Timeline of={of} id={row.id} />
          </section>
        )}
      </div>
    </div>
  );
}
