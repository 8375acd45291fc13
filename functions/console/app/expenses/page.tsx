import { Link } from "react-router";
import { StateTag } from "../fields/value.tsx";
import type { Expense } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useOptionLabel } from "../lib/options.ts";
import { rowsOf, useMe, useNoun, useRows } from "../lib/queries.ts";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";

/** What somebody has handed in, the latest first: what it comes to and how it stands. */
export function Component() {
  const t = useWords();
  const formats = useFormats();
  const { data: me } = useMe();
  const stateOf = useOptionLabel(useNoun("expense"), "status");
  const asked = { ownerId: me?.principalId, source: "reimbursement" };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(me ? "/v1/expenses" : undefined, asked);
  const mine = rowsOf<Expense>(data);
  return (
    <div className="page narrow">
      <PageHead title={t("nav.expenses")}>
        <Link className="button primary" to="/expenses/new">
          {t("expense.new")}
        </Link>
      </PageHead>
      <Reading {...{ data, error, refetch }} />
      {data && mine.length === 0 && <Empty title={t("expense.none")} />}
      {mine.length > 0 && (
        <section className="panel">
          <ul className="rows">
            {mine.map(({ id, title, on, status, amountMinor, currency }) => (
              <li key={id}>
                <div>
                  <Link to={`/r/expense/${id}`}>
                    <bdi className="text">{title}</bdi>
                  </Link>
                  <p className="faint">
                    {formats.date(on)} · <StateTag value={status} label={stateOf(status)} />
                  </p>
                </div>
                <span className="number">{formats.money(amountMinor, currency)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <More when={hasNextPage} go={fetchNextPage} />
    </div>
  );
}
