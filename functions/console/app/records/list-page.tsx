import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { type Filters, labelOf, type NounView, pluralOf, titleOf } from "../lib/nouns.ts";
import { rowsOf, useNoun, useNouns, useRead, useRows } from "../lib/queries.ts";
import { merges } from "../merging/duplicates.tsx";
import { Empty, PageEmpty, Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { BatchBar, changesMany } from "./batch.tsx";
import { ColumnChoice, useColumns } from "./columns.tsx";
import { ExportButton } from "./export.tsx";
import { FilterBar } from "./filters.tsx";
import { RunButtons } from "./runs.tsx";
import { RowTable } from "./table.tsx";
import { ViewChoice } from "./views.tsx";

const KEPT = ["sort", "view", "q"];

/** The filters of an address: every parameter that is not of the list itself. */
const filtersIn = (params: URLSearchParams): Filters =>
  Object.fromEntries([...params].filter(([name]) => !KEPT.includes(name)));

function Head({ of, filters, sort }: { of: NounView; filters: Filters; sort: string | undefined }) {
  const t = useWords();
  const language = useLanguage();
  const { does, rights } = of;
  return (
    <PageHead title={pluralOf(of, language)}>
      {does.includes("views") && <ViewChoice of={of} filters={filters} sort={sort} />}
      <ColumnChoice of={of} />
      {does.includes("export") && <ExportButton of={of} filters={filters} />}
      <RunButtons of={of} filters={filters} />
      {merges(of) && (
        <Link className="button" to={`/duplicates/${of.noun}`}>
          {t("merge.scan")}
        </Link>
      )}
      {does.includes("import") && rights.write && (
        <Link className="button" to={`/r/${of.noun}/import`}>
          {t("list.import")}
        </Link>
      )}
      {rights.write && (
        <Link className="button primary" to={`/r/${of.noun}/new`}>
          {t("list.create")}
        </Link>
      )}
    </PageHead>
  );
}

type Found = { items: { noun: string; id: string; title: string }[]; nextCursor: string | null };

/** What the search finds among the noun's records, instead of its list. */
function SearchResults({ of, text }: { of: NounView; text: string }) {
  const t = useWords();
  const { data, error, refetch } = useRead<Found>("/v1/search", { q: text, nouns: of.noun, limit: 50 });
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.items.length === 0) return <Empty title={t("list.notFound", { text })} />;
  return (
    <ul className="plain-list">
      {data.items.map(({ id, title }) => (
        <li key={id}>
          <Link to={`/r/${of.noun}/${id}`}>{title}</Link>
        </li>
      ))}
    </ul>
  );
}

function Rows({ of, filters, sort, view }: { of: NounView; filters: Filters; sort?: string; view?: string }) {
  const t = useWords();
  const language = useLanguage();
  const columns = useColumns(of);
  const [chosen, setChosen] = useState<string[]>([]);
  const path = view ? `/v1/views/${view}/rows` : of.path;
  const asked = view ? {} : { ...filters, ...(sort && { sort }) };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRows(path, asked);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={12} />;
  const rows = rowsOf(data);
  const isSelectable = changesMany(of) || of.runs.length > 0;
  const isFiltered = Object.keys(filters).length > 0 || view !== undefined;
  const more = <More when={hasNextPage} busy={isFetchingNextPage} go={fetchNextPage} />;
  if (rows.length === 0) {
    const noun = labelOf(of, language);
    return (
      <Empty title={t(isFiltered ? "list.noneFiltered" : "list.none", { noun })}>
        {!isFiltered && of.rights.write && <p>{t("list.noneWhat", { noun })}</p>}
        {more}
      </Empty>
    );
  }
  return (
    <>
      {isSelectable && <BatchBar {...{ of, filters, chosen, rows }} done={() => setChosen([])} />}
      <RowTable
        {...{ of, rows, columns, chosen, setChosen }}
        placeOf={(row) => (of.noun === "bankTransaction" ? `/receipts/${row.id}` : `/r/${of.noun}/${row.id}`)}
        titleOf={(row) => titleOf(of, row)}
        selectable={isSelectable}
      />
      <div className="list-foot">
        <span className="faint">{t(hasNextPage ? "list.shownMore" : "list.shown", { count: rows.length })}</span>
        {more}
      </div>
    </>
  );
}

/** The records of any noun: what it can be asked by, ordered by and shown with comes from the noun itself. */
export function Component() {
  const { noun = "" } = useParams();
  const t = useWords();
  const [params] = useSearchParams();
  const { isLoading } = useNouns();
  const of = useNoun(noun);
  if (isLoading) return <Waiting />;
  if (!of) return <PageEmpty title={t("list.noNoun")} />;
  const filters = filtersIn(params);
  const [sort, view, text] = KEPT.map((name) => params.get(name) ?? undefined);
  return (
    <div className="page">
      <Head of={of} filters={filters} sort={sort} />
      <FilterBar of={of} filters={filters} />
      {text ? <SearchResults of={of} text={text} /> : <Rows key={of.noun} {...{ of, filters, sort, view }} />}
    </div>
  );
}
