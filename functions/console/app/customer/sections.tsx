import { Link } from "react-router";
import { idsIn, Value } from "../fields/value.tsx";
import type { GetAccountsById360Reply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { defaultColumns, fieldOf, labelOf, type NounView, type Row, titleOf, valueAt } from "../lib/nouns.ts";
import { useCan, useNouns, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { Coverage } from "./coverage.tsx";

const COLUMNS_MAX = 4;

type Group = GetAccountsById360Reply["business"][string];

/** The latest of one kind that hang on the customer, and the way to all of them. */
function Related({ group, accountId, nameOf }: { group: Group; accountId: string; nameOf: (id: unknown) => string }) {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const of: NounView | undefined = nouns.find(({ noun }) => noun === group.noun);
  if (!of || group.count === 0) return null;
  const columns = defaultColumns(of)
    .filter((name) => name !== "accountId" && name !== "payer")
    .slice(1, COLUMNS_MAX)
    .flatMap((name) => fieldOf(of, name) ?? []);
  const byAccount = of.filters.some(({ field }) => field === "accountId");
  return (
    <section>
      <div className="panel-head">
        <h2>
          {labelOf(of, language)} <span className="faint">{group.count}</span>
        </h2>
        {byAccount && <Link to={`/r/${of.noun}?accountId=${accountId}`}>{t("home.all")}</Link>}
      </div>
      <Scroll>
        <table className="parts">
          <tbody>
            {(group.items as Row[]).map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Link to={of.noun === "bankTransaction" ? `/receipts/${row.id}` : `/r/${of.noun}/${row.id}`}>
                    {titleOf(of, row)}
                  </Link>
                </th>
                {columns.map((field) => (
                  <td key={field.field} className={field.type === "money" ? "number" : undefined}>
                    <Value field={field} value={valueAt(row, field.field)} currency={row.currency} titleOf={nameOf} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** What a customer is worth, and all that hangs on it, in one call. */
export default function Customer({ row }: { row: Row }) {
  const t = useWords();
  const formats = useFormats();
  const can = useCan();
  const { data, error, refetch } = useRead<GetAccountsById360Reply>(`/v1/accounts/${row.id}/360`);
  const nameOf = useTitles(idsIn([data?.business, data?.interaction]));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const figures = data.value.figures ?? [];
  const groups = [...Object.entries(data.basic), ...Object.entries(data.business), ...Object.entries(data.interaction)];
  const isGroup = (value: unknown): value is Group =>
    typeof value === "object" && value !== null && "items" in value && "noun" in value;
  return (
    <>
      {figures.map((of) => (
        <section key={of.currency} className="figures">
          <div>
            <span className="faint">{t("customer.orders")}</span>
            <strong className="number">{formats.money(of.ordersMinor, of.currency)}</strong>
          </div>
          <div>
            <span className="faint">{t("customer.received")}</span>
            <strong className="number">{formats.money(of.receivedMinor, of.currency)}</strong>
          </div>
          <div>
            <span className="faint">{t("customer.open")}</span>
            <strong className="number">{formats.money(of.openMinor, of.currency)}</strong>
          </div>
        </section>
      ))}
      {can("coverage.read") && <Coverage accountId={row.id} />}
      {groups.map(
        ([key, group]) => isGroup(group) && <Related key={key} group={group} accountId={row.id} nameOf={nameOf} />,
      )}
    </>
  );
}
