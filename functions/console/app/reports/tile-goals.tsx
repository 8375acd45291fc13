import { InputNumber, Select } from "antd";
import { MoneyInput } from "../fields/input.tsx";
import type { Dashboard, GetReportsFactsReply } from "../lib/api.ts";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";
import { titleIn } from "./answers.ts";

type Tile = Dashboard["tiles"][number];
type Goals = Pick<Tile, "target" | "threshold">;
export type Measure = GetReportsFactsReply["measures"][number];

const OPS: Record<NonNullable<Tile["threshold"]>["op"], WordKey> = {
  lt: "op.lt",
  lte: "op.lte",
  gt: "op.gt",
  gte: "op.gte",
};
const HUNDREDTHS = 100;

type ValueProps = {
  measure: Measure | undefined;
  value: number | undefined;
  change: (v?: number) => void;
  label: string;
};

/** A figure in the measure's own unit, as people write it: an amount, a percentage, a number. */
function GoalValue({ measure, value, change, label }: ValueProps) {
  if (measure?.unit === "money") {
    return <MoneyInput label={label} value={value} onChange={(next) => change(next as number | undefined)} />;
  }
  const isShare = measure?.unit === "basisPoints";
  return (
    <InputNumber
      aria-label={label}
      className="wide"
      precision={isShare ? 2 : 0}
      suffix={isShare ? "%" : undefined}
      value={value !== undefined && isShare ? value / HUNDREDTHS : value}
      onChange={(next) => change(next === null ? undefined : Math.round(next * (isShare ? HUNDREDTHS : 1)))}
    />
  );
}

type Props = { goals: Goals; measures: readonly Measure[]; what: string; change: (goals: Goals) => void };

/** What a tile's figure is wanted to be, and from when on it alerts. One without a figure is not kept. */
export function TileGoals({ goals, measures, what, change }: Props) {
  const t = useWords();
  const language = useLanguage();
  const { target, threshold } = goals;
  const options = measures.map(({ key, label }) => ({ value: key, label: titleIn(label, language) }));
  const named = (key: string | undefined): Measure | undefined => measures.find((one) => one.key === key);
  const measureChoice = (kind: "target" | "threshold", word: WordKey, begun: Goals) => (
    <Select
      aria-label={t(word, { what })}
      className="wide"
      allowClear
      placeholder={t("dash.measure")}
      value={goals[kind]?.measure}
      options={options}
      onChange={(measure: string | undefined) =>
        change({ ...goals, [kind]: measure === undefined ? undefined : { ...begun[kind], measure } })
      }
    />
  );
  return (
    <details className="tile-goals" open={target || threshold ? true : undefined}>
      <summary>{t("dash.goals")}</summary>
      <div className="goal">
        <span>{t("dash.wanted")}</span>
        {measureChoice("target", "dash.targetOf", { target: { measure: "", value: target?.value ?? 1 } })}
        {target && (
          <GoalValue
            measure={named(target.measure)}
            label={t("dash.targetValue", { what })}
            value={target.value}
            change={(value) => change({ ...goals, target: { ...target, value: value ?? target.value } })}
          />
        )}
      </div>
      <div className="goal">
        <span>{t("dash.alertWhen")}</span>
        {measureChoice("threshold", "dash.alertOf", {
          threshold: { measure: "", op: threshold?.op ?? "lt", value: threshold?.value ?? 0 },
        })}
        {threshold && (
          <>
            <Select
              aria-label={t("dash.alertOp", { what })}
              value={threshold.op}
              onChange={(op) => change({ ...goals, threshold: { ...threshold, op } })}
              options={Object.entries(OPS).map(([value, word]) => ({
                value: value as NonNullable<Tile["threshold"]>["op"],
                label: t(word),
              }))}
            />
            <GoalValue
              measure={named(threshold.measure)}
              label={t("dash.alertValue", { what })}
              value={threshold.value}
              change={(value) => change({ ...goals, threshold: { ...threshold, value: value ?? threshold.value } })}
            />
          </>
        )}
      </div>
    </details>
  );
}
