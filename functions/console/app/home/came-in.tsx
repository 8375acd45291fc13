import { useFormats } from "../lib/format.ts";
import { useRead } from "../lib/queries.ts";
import { type Answer, shownCell, titleIn } from "../reports/answers.ts";
import { Panel, shownOf } from "../shell/panel.tsx";
import { useLanguage, useWords } from "../words/index.ts";

const REPORT = "receiptsByDepartment";
/** How many departments the panel tells apart; the report has all. */
const DEPARTMENTS_SHOWN = 6;

/** What came in, whose it is, and how much of it is applied, kept, or without a place. */
function Figures({ answer }: { answer: Answer }) {
  const language = useLanguage();
  const formats = useFormats();
  const { columns, rows, totals, names } = answer;
  const [received, ...others] = columns.filter(({ role }) => role === "measure");
  const dimensions = columns.filter(({ role }) => role === "dimension");
  if (!received) return null;
  return (
    <>
      <p className="figure number">{shownCell(received, totals, names, formats)}</p>
      <ul className="rows">
        {rows.slice(0, DEPARTMENTS_SHOWN).map((row) => (
          <li key={JSON.stringify(dimensions.map(({ key }) => row[key]))}>
            <bdi>{dimensions.map((column) => shownCell(column, row, names, formats)).join(" · ")}</bdi>
            <span className="number">{shownCell(received, row, names, formats)}</span>
          </li>
        ))}
        {others.map((column) => (
          <li key={column.key} className="faint">
            <span>{titleIn(column.label, language)}</span>
            <span className="number">{shownCell(column, totals, names, formats)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What came in yesterday and where it went, as the mail of the morning tells it. */
export default function CameIn() {
  const t = useWords();
  const { data, error, refetch } = useRead<Answer>(`/v1/reports/${REPORT}/run`, { period: "yesterday" });
  return (
    <Panel title={t("home.cameIn")} to={`/reports/${REPORT}?period=yesterday`}>
      {shownOf({ data: data && { items: data.rows }, error, refetch }, t("home.nothingCame"), () =>
        data ? <Figures answer={data} /> : null,
      )}
    </Panel>
  );
}
