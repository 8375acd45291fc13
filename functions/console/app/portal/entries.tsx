import { RecordLink } from "../fields/value.tsx";
import type { RebateEntry as Entry } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { rowsOf, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";

const KINDS: Record<Entry["kind"], WordKey> = {
  accrual: "rebate.accrual",
  tierDifference: "rebate.tierDifference",
  adjustment: "rebate.adjustment",
  reference: "rebate.reference",
  carriedOut: "rebate.carriedOut",
  carriedIn: "rebate.carriedIn",
};

/** What a partner is owed, entry by entry: for which cash of which order, and what of it. */
export function Entries({ path }: { path: string }) {
  const t = useWords();
  const formats = useFormats();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRows(path);
  const entries = rowsOf<Entry>(data);
  const nameOf = useTitles(entries.map(({ orderId }) => orderId));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={4} />;
  if (entries.length === 0) return <Empty title={t("rebate.none")} />;
  return (
    <>
      <ul className="rows">
        {entries.map((entry) => (
          <li key={entry.id}>
            <div>
              {entry.orderId ? <RecordLink id={entry.orderId} titleOf={nameOf} /> : t(KINDS[entry.kind])}
              <p className="faint">
                {entry.orderId && <>{t(KINDS[entry.kind])} · </>}
                {entry.bookedOn ? formats.date(entry.bookedOn) : formats.instant(entry.createdAt)}
                {entry.cashMinor !== undefined && (
                  <> · {t("rebate.cash", { amount: formats.money(entry.cashMinor, entry.currency) })}</>
                )}
                {entry.note && (
                  <>
                    {" "}
                    · <bdi>{entry.note}</bdi>
                  </>
                )}
              </p>
            </div>
            <span className="number">{formats.money(entry.amountMinor, entry.currency)}</span>
          </li>
        ))}
      </ul>
      <More when={hasNextPage} busy={isFetchingNextPage} go={fetchNextPage} />
    </>
  );
}
