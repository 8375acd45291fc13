import { useInfiniteQuery } from "@tanstack/react-query";

import { Link } from "react-router";
import { api, type PostReportsQueryRowsBody } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useNouns } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { shownCell, titleIn } from "./answers.ts";

const PAGE_ROWS = 50;
/** Columns that tell enough of a record to know it again; its own page has the rest. */
const COLUMNS_MAX = 6;
const DIMENSIONS_MIN = 2;

type Props = { asked: PostReportsQueryRowsBody; what: string; close: () => void };

/** The records behind a cell, page by page; each leads to its own page. */
export function Behind({ asked, what, close }: Props) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const { data: nouns = [] } = useNouns();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ["behind", asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api("POST /v1/reports/query/rows", { body: { ...asked, limit: PAGE_ROWS, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const all = data?.pages[0]?.columns ?? [];
  const measures = all.filter(({ role }) => role === "measure");
  const told = all.filter(({ role, kind }) => role === "dimension" && kind !== "id");
  const whose = all.filter(({ key }) => key === "accountId");
  // Whose it is and how much come first: a telephone shows no more without scrolling.
  const columns = [...whose, ...measures, ...told.slice(0, Math.max(DIMENSIONS_MIN, COLUMNS_MAX - measures.length))];
  const nameOf = useTitles(items.flatMap(({ values }) => whose.map(({ key }) => values[key])));
  const pathOf = (noun: string, id: string): string | undefined =>
    noun === "bankTransaction"
      ? `/receipts/${id}`
      : nouns.some((one) => one.noun === noun)
        ? `/r/${noun}/${id}`
        : undefined;
  return (
    <Dialog open title={t("reports.rowsOf", { what })} width={960} footer={null} onCancel={close}>
      <Reading {...{ data, error, refetch }} rows={4} />
      {data && (
        <Scroll>
          <table className="parts">
            <thead>
              <tr>
                <th scope="col">{t("reports.rows")}</th>
                {columns.map((column) => (
                  <th key={column.key} scope="col" className={column.role === "measure" ? "number" : undefined}>
                    {titleIn(column.label, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map(({ noun, id, values }, n) => {
                const to = pathOf(noun, id);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a record may give rise to several rows, told apart by their place alone
                  <tr key={`${id} ${n}`}>
                    <td>{to ? <Link to={to}>{t("board.open")}</Link> : id}</td>
                    {columns.map((column) => (
                      <td key={column.key} className={column.role === "measure" ? "number" : undefined}>
                        <bdi>
                          {whose.includes(column) ? nameOf(values[column.key]) : shownCell(column, values, {}, formats)}
                        </bdi>
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scroll>
      )}
      <More when={hasNextPage} busy={isFetching} go={fetchNextPage} />
    </Dialog>
  );
}
