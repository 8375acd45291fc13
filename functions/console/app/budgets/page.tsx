import { DatePicker, Progress } from "antd";
import dayjs from "dayjs";
import { Link, useSearchParams } from "react-router";
import { useCategories } from "../expenses/categories.ts";
import type { Budget } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn, now } from "../lib/machine.ts";
import { rowsOf, useNoun, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Parts } from "../shell/parts.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";
import { allowedOf, shareOf } from "./rules.ts";

const SUMS = ["consumedMinor", "reservedMinor", "leftMinor"] as const;

/** The budgets of a month: whose they are, what was spent, what requests hold, what is left; those used most come first. */
export function Component() {
  const t = useWords();
  const formats = useFormats();
  const [params, setParams] = useSearchParams();
  const categoryOf = useCategories();
  const of = useNoun("budget");
  const month = params.get("month") ?? dayIn(formats.timeZone, now()).slice(0, 7);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows("/v1/budgets", { month }, 200);
  const budgets = rowsOf<Budget>(data).toSorted(
    (a, b) => shareOf(b, b.consumedMinor + b.reservedMinor) - shareOf(a, a.consumedMinor + a.reservedMinor),
  );
  const nameOf = useTitles(budgets.map(({ departmentId }) => departmentId));
  const whose = ({ departmentId, costCentre }: Budget): string => costCentre ?? nameOf(departmentId);
  const sum = (pick: (row: Budget) => number): number => budgets.reduce((all, row) => all + pick(row), 0);
  return (
    <div className="page">
      <PageHead title={t("nav.budgets")}>
        <DatePicker
          picker="month"
          allowClear={false}
          aria-label={t("budget.month")}
          value={dayjs(`${month}-01`)}
          onChange={(on) => on && setParams({ month: on.format("YYYY-MM") })}
        />
        {of?.rights.write && (
          <Link className="button primary" to={`/r/budget/new?month=${month}`}>
            {t("list.create")}
          </Link>
        )}
      </PageHead>
      <Reading {...{ data, error, refetch }} />
      {data && budgets.length === 0 && <Empty title={t("budget.none", { month })} />}
      {budgets.length > 0 && (
        <Parts
          heads={[
            "budget.whose",
            "budget.category",
            "budget.use",
            { figures: "budget.allowed" },
            { figures: "budget.spent" },
            { figures: "budget.held" },
            { figures: "budget.left" },
          ]}
        >
          {budgets.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to={`/r/budget/${row.id}`}>
                  <bdi>{whose(row)}</bdi>
                </Link>
              </th>
              <td>
                <bdi>{row.category ? categoryOf(row.category) : t("budget.all")}</bdi>
              </td>
              <td className="use">
                <Progress
                  percent={shareOf(row, row.consumedMinor + row.reservedMinor)}
                  success={{ percent: shareOf(row, row.consumedMinor) }}
                  status={row.leftMinor < 0 ? "exception" : "normal"}
                  aria-label={t("budget.useOf", { name: whose(row) })}
                />
              </td>
              <td className="number">{formats.money(allowedOf(row), row.currency)}</td>
              {SUMS.map((name) => (
                <td key={name} className={row[name] < 0 ? "number bad" : "number"}>
                  {formats.money(row[name], row.currency)}
                </td>
              ))}
            </tr>
          ))}
          {!hasNextPage && (
            <tr className="total-row">
              <td colSpan={3}>{t("budget.total")}</td>
              <td className="number">{formats.money(sum(allowedOf), budgets[0]?.currency)}</td>
              {SUMS.map((name) => (
                <td key={name} className="number">
                  {formats.money(
                    sum((row) => row[name]),
                    budgets[0]?.currency,
                  )}
                </td>
              ))}
            </tr>
          )}
        </Parts>
      )}
      <More when={hasNextPage} go={fetchNextPage} />
    </div>
  );
}
