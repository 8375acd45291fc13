import { Progress } from "antd";
import { Link } from "react-router";
import { StateTag } from "../fields/value.tsx";
import type { Budget, Expense } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import type { Row } from "../lib/nouns.ts";
import { useOptionLabel } from "../lib/options.ts";
import { rowsOf, useCan, useNoun, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { shareOf } from "./rules.ts";

/** Who has used a budget, for what, and how much of it each: the expenses that it bears, the latest first. */
function Users({ budgetId, currency }: { budgetId: string; currency: string }) {
  const t = useWords();
  const formats = useFormats();
  const stateOf = useOptionLabel(useNoun("expense"), "status");
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(`/v1/budgets/${budgetId}/expenses`);
  const borne = rowsOf<Expense>(data);
  const nameOf = useTitles(borne.map(({ ownerId }) => ownerId));
  const partOf = ({ charges = [] }: Expense): number =>
    charges.reduce((all, one) => all + (one.budgetId === budgetId ? one.amountMinor : 0), 0);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={4} />;
  if (borne.length === 0) return <Empty title={t("budget.unused")} />;
  return (
    <>
      <Parts heads={["budget.who", "budget.what", "budget.state", { figures: "budget.part" }]}>
        {borne.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <bdi>{row.ownerId ? nameOf(row.ownerId) : (row.vendor ?? t("value.none"))}</bdi>
            </th>
            <td>
              <Link to={`/r/expense/${row.id}`}>
                <bdi className="text">{row.title}</bdi>
              </Link>
            </td>
            <td>
              <StateTag value={row.status} label={stateOf(row.status)} />
            </td>
            <td className="number">{formats.money(partOf(row), currency)}</td>
          </tr>
        ))}
      </Parts>
      <More when={hasNextPage} go={fetchNextPage} />
    </>
  );
}

/** How far a budget is used: what was spent, what requests hold, what is left, and by whom. */
export default function BudgetSection({ row }: { row: Row }) {
  const t = useWords();
  const can = useCan();
  const formats = useFormats();
  const budget = row as Budget;
  const { currency, consumedMinor, reservedMinor, leftMinor } = budget;
  const figures: readonly [WordKey, number][] = [
    ["budget.spent", consumedMinor],
    ["budget.held", reservedMinor],
    ["budget.left", leftMinor],
  ];
  return (
    <>
      <section>
        <h2>{t("budget.use")}</h2>
        <Progress
          percent={shareOf(budget, consumedMinor + reservedMinor)}
          success={{ percent: shareOf(budget, consumedMinor) }}
          status={leftMinor < 0 ? "exception" : "normal"}
          aria-label={t("budget.use")}
        />
        <dl className="figures">
          {figures.map(([word, amount]) => (
            <div key={word}>
              <dt className="faint">{t(word)}</dt>
              <dd className={amount < 0 ? "number bad" : "number"}>{formats.money(amount, currency)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {can("expenses.read") && (
        <section>
          <h2>{t("budget.users")}</h2>
          <Users budgetId={row.id} currency={currency} />
        </section>
      )}
    </>
  );
}
