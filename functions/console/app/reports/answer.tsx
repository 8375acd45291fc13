import { useMemo } from "react";
import { chartOf } from "../../../analytics/chart-of.ts";
import { useFormats } from "../lib/format.ts";
import { Scroll } from "../shell/scroll.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { type Answer, type ChartName, type Column, shownCell, titleIn } from "./answers.ts";
import { Chart } from "./chart.tsx";

/** Rows of one table: the file has all of them. */
const ROWS_MAX = 200;

/** An answer drawn; nothing where it is shown as a table alone, or there is nothing to draw. */
export function AnswerChart({ answer, kind, title }: { answer: Answer; kind: ChartName; title: string }) {
  const language = useLanguage();
  const chart = useMemo(
    () => (kind === "table" || answer.rows.length === 0 ? undefined : chartOf(answer, kind, language, title)),
    [answer, kind, language, title],
  );
  return chart ? <Chart chart={chart} /> : null;
}

type Props = { answer: Answer; rowsMax?: number; open?: (row: Answer["rows"][number], what: string) => void };

/** An answer as a table; a row leads to the records behind it. */
export function AnswerTable({ answer, rowsMax = ROWS_MAX, open }: Props) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const { columns, rows, names, totals, rowCount } = answer;
  const shown = rows.slice(0, rowsMax);
  const said = (column: Column, row: Answer["rows"][number]): string => shownCell(column, row, names, formats);
  const isMeasure = ({ role }: Column): boolean => role === "measure";
  const dimensions = columns.filter((column) => !isMeasure(column));
  const place = (row: Answer["rows"][number]): string => dimensions.map((column) => said(column, row)).join(" · ");
  return (
    <>
      <Scroll>
        <table className="parts">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" className={isMeasure(column) ? "number" : undefined}>
                  {titleIn(column.label, language)}
                </th>
              ))}
              {open && dimensions.length > 0 && <th scope="col">{t("reports.rows")}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={JSON.stringify(dimensions.map(({ key }) => row[key]))}>
                {columns.map((column) => (
                  <td key={column.key} className={isMeasure(column) ? "number" : undefined}>
                    <bdi>{said(column, row)}</bdi>
                  </td>
                ))}
                {open && dimensions.length > 0 && (
                  <td>
                    <button
                      type="button"
                      className="link-button"
                      aria-label={t("reports.rowsOf", { what: place(row) })}
                      onClick={() => open(row, place(row))}
                    >
                      {t("reports.rows")}
                    </button>
                  </td>
                )}
              </tr>
            ))}
            {dimensions.length > 0 && (
              <tr className="total-row">
                {columns.map((column, n) => (
                  <td key={column.key} className={isMeasure(column) ? "number" : undefined}>
                    {n === 0 ? t("reports.total") : isMeasure(column) ? said(column, totals) : ""}
                  </td>
                ))}
                {open && <td />}
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
      {rowCount > shown.length && (
        <p className="faint">{t("reports.more", { count: rowCount, shown: shown.length })}</p>
      )}
    </>
  );
}
