import { Button, Select } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import type { GetPlansByIdActualReply, Plan } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useCan, useMe, useRead } from "../lib/queries.ts";
import { Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { PageProblem } from "../shell/problem.tsx";
import { Reading } from "../shell/reading.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { EditPlan } from "./edit.tsx";
import { KINDS, type Kind } from "./lines.ts";

type Result = Plan["results"][number];
type Sum = { [K in keyof Result]: Result[K] extends number ? K : never }[keyof Result];

/** A year's income by its parts, in the order in which it adds up. */
const SUMS: readonly { key: Sum; word: WordKey; isTotal?: boolean }[] = [
  { key: "newMinor", word: "plan.new" },
  { key: "newUpsellMinor", word: "plan.newUpsell" },
  { key: "newCustomersMinor", word: "plan.newCustomers", isTotal: true },
  { key: "renewalMinor", word: "plan.renewal" },
  { key: "existingUpsellMinor", word: "plan.existingUpsell" },
  { key: "existingCustomersMinor", word: "plan.existingCustomers", isTotal: true },
  { key: "totalMinor", word: "plan.total", isTotal: true },
];

const MODELS: Record<Result["model"], WordKey> = {
  leads: "plan.modelLeads",
  reps: "plan.modelReps",
  mixed: "plan.modelMixed",
  none: "plan.modelNone",
};

/** The scenarios beside each other, each figure with its difference from the first. */
function Scenarios({ plan }: { plan: Plan }) {
  const t = useWords();
  const formats = useFormats();
  const [first] = plan.results;
  const money = (amount: number): string => formats.money(amount, plan.currency);
  return (
    <section className="panel">
      <h2>{t("plan.sideBySide")}</h2>
      <Scroll>
        <table className="parts">
          <thead>
            <tr>
              <th scope="col">{t("plan.part")}</th>
              {plan.results.map(({ name, model }) => (
                <th key={name} scope="col" className="number">
                  <bdi>{name}</bdi>
                  <br />
                  <span className="faint">{t(MODELS[model])}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SUMS.map(({ key, word, isTotal }) => (
              <tr key={key} className={isTotal ? "total-row" : undefined}>
                <th scope="row">{t(word)}</th>
                {plan.results.map((result) => {
                  const more = result[key] - (first?.[key] ?? 0);
                  return (
                    <td key={result.name} className="number">
                      {money(result[key])}
                      {more !== 0 && (
                        <>
                          <br />
                          <span className="faint">{`${more > 0 ? "+" : ""}${money(more)}`}</span>
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <details>
        <summary>{t("plan.lines")}</summary>
        {plan.scenarios.map((scenario, n) => (
          <div key={scenario.name}>
            <h2>
              <bdi>{scenario.name}</bdi>
            </h2>
            <ul className="rows">
              {scenario.lines.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
                <li key={at}>
                  <span>
                    {t(KINDS[line.kind as Kind].word)} <bdi>{line.label ?? ""}</bdi>
                  </span>
                  <span className="number">{money(plan.results[n]?.lines[at]?.amountMinor ?? 0)}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </details>
    </section>
  );
}

type Actual = GetPlansByIdActualReply;
type Months = Actual["year"];
const PARTS: readonly { key: keyof Months; word: WordKey }[] = [
  { key: "new", word: "plan.new" },
  { key: "upsell", word: "plan.upsell" },
  { key: "renewal", word: "plan.renewal" },
  { key: "total", word: "plan.total" },
];

/** The plan beside what was signed, month by month: what was planned, what came, and how much of it is reached. */
function AgainstActual({ plan }: { plan: Plan }) {
  const t = useWords();
  const formats = useFormats();
  const [scenario, setScenario] = useState(plan.scenarios[0]?.name);
  const [part, setPart] = useState<keyof Months>("total");
  const { data, error, refetch } = useRead<Actual>(`/v1/plans/${plan.id}/actual`, { scenario });
  const row = (name: string, of: Months, isTotal: boolean) => {
    const { plannedMinor, actualMinor, gapMinor, reachedBasisPoints } = of[part];
    return (
      <tr key={name} className={isTotal ? "total-row" : undefined}>
        <th scope="row">{name}</th>
        <td className="number">{formats.money(plannedMinor, plan.currency)}</td>
        <td className="number">{formats.money(actualMinor, plan.currency)}</td>
        <td className={gapMinor > 0 ? "number bad" : "number"}>{formats.money(gapMinor, plan.currency)}</td>
        <td className="number">{reachedBasisPoints === null ? "–" : formats.percent(reachedBasisPoints)}</td>
        <td>
          {reachedBasisPoints !== null && (
            <meter min={0} max={10_000} value={Math.min(10_000, Math.max(0, reachedBasisPoints))} aria-label={name} />
          )}
        </td>
      </tr>
    );
  };
  return (
    <section className="panel">
      <div className="page-head">
        <h2>{t("plan.against")}</h2>
        <div className="actions">
          <Select
            className="choice"
            aria-label={t("plan.scenario")}
            value={scenario}
            onChange={setScenario}
            options={plan.scenarios.map(({ name }) => ({ value: name, label: name }))}
          />
          <Select
            className="choice"
            aria-label={t("plan.part")}
            value={part}
            onChange={setPart}
            options={PARTS.map(({ key, word }) => ({ value: key, label: t(word) }))}
          />
        </div>
      </div>
      <Reading {...{ data, error, refetch }} rows={8} />
      {data && (
        <>
          <Scroll>
            <table className="parts">
              <thead>
                <tr>
                  <th scope="col">{t("plan.month")}</th>
                  {(["plan.planned", "plan.actual", "plan.gap", "plan.reached"] as const).map((word) => (
                    <th key={word} scope="col" className="number">
                      {t(word)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="unseen">{t("plan.reached")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.months.map((of) => row(of.month, of, false))}
                {row(t("plan.soFar"), data.soFar, true)}
                {row(t("plan.wholeYear"), data.year, true)}
              </tbody>
            </table>
          </Scroll>
          <p className="faint">{t("reports.asOf", { at: formats.instant(data.asOf) })}</p>
        </>
      )}
    </section>
  );
}

/** One plan: its scenarios side by side and against what came, or the form that changes them. */
export function Component() {
  const t = useWords();
  const can = useCan();
  const { id = "" } = useParams();
  const { data: me } = useMe();
  const { data: plan, error, refetch } = useRead<Plan>(`/v1/plans/${id}`);
  const [isEditing, setEditing] = useState(false);
  if (error) return <PageProblem title={t("nav.plans")} error={error} retry={() => void refetch()} />;
  if (!plan) return <Waiting rows={10} />;
  const mayEdit = can("plans.write") && plan.ownerId === me?.principalId;
  return (
    <div className="page">
      <PageHead
        crumb={{ to: "/plans", title: t("nav.plans") }}
        title={plan.name}
        state={<p className="faint">{plan.year}</p>}
      >
        {mayEdit && !isEditing && <Button onClick={() => setEditing(true)}>{t("dash.edit")}</Button>}
      </PageHead>
      {isEditing ? (
        <EditPlan key={plan.version} plan={plan} done={() => setEditing(false)} />
      ) : (
        <>
          <Scenarios plan={plan} />
          <AgainstActual plan={plan} />
        </>
      )}
    </div>
  );
}
