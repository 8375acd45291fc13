import { Progress } from "antd";
import type { Budget } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import type { Row } from "../lib/nouns.ts";
import { useWords, type WordKey } from "../words/index.ts";

/** How far a budget is used: what was spent, what requests hold, and what is left. */
export default function BudgetSection({ row }: { row: Row }) {
  const t = useWords();
  const formats = useFormats();
  const budget = row as unknown as Budget;
  const { currency, limitMinor, carriedInMinor, consumedMinor, reservedMinor, leftMinor } = budget;
  const whole = limitMinor + carriedInMinor;
  const share = (amount: number): number => (whole > 0 ? Math.min(100, Math.floor((amount * 100) / whole)) : 0);
  const figures: readonly [WordKey, number][] = [
    ["budget.spent", consumedMinor],
    ["budget.held", reservedMinor],
    ["budget.left", leftMinor],
  ];
  return (
    <section>
      <h2>{t("budget.use")}</h2>
      <Progress
        percent={share(consumedMinor + reservedMinor)}
        success={{ percent: share(consumedMinor) }}
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
  );
}
