import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import { FieldInput } from "../fields/input.tsx";
import { callPath, isStatus, type Plan } from "../lib/api.ts";
import { dropDraft, keepDraft, readDraft } from "../lib/drafts.ts";
import { labelOf } from "../lib/nouns.ts";
import { useAct } from "../lib/queries.ts";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { fieldViews, KINDS, type Kind, type Line, type Scenario } from "./lines.ts";

const SCENARIOS_MAX = 6;
const BEGUN: Record<Kind, Line> = {
  leads: { kind: "leads", leads: 0, conversionBasisPoints: 0, averageMinor: 0 },
  reps: { kind: "reps", reps: 0, outputMinor: 0 },
  newUpsell: { kind: "newUpsell", rateBasisPoints: 0 },
  renewal: { kind: "renewal", dueMinor: 0, rateBasisPoints: 0 },
  existingUpsell: { kind: "existingUpsell", baseMinor: 0, rateBasisPoints: 0 },
};

type LineProps = { line: Line; at: string; currency: string; put: (line: Line) => void; drop: () => void };

/** One line of a scenario: what it is reckoned of. */
function LineInputs({ line, at, currency, put, drop }: LineProps) {
  const t = useWords();
  const language = useLanguage();
  return (
    <fieldset className="list-field">
      <legend>{t(KINDS[line.kind].word)}</legend>
      <div className="inner-fields">
        {fieldViews(line.kind, t).map((field) => {
          const name = labelOf(field, language);
          return (
            <div key={field.field}>
              <span className="faint">{name}</span>
              <FieldInput
                field={field}
                label={`${at} ${name}`}
                currency={currency}
                value={(line as Record<string, unknown>)[field.field]}
                onChange={(value) => put({ ...line, [field.field]: value } as Line)}
              />
            </div>
          );
        })}
      </div>
      <Button size="small" aria-label={`${t("form.removeShort")}: ${at} ${t(KINDS[line.kind].word)}`} onClick={drop}>
        {t("form.removeShort")}
      </Button>
    </fieldset>
  );
}

type Draft = { version?: number; scenarios: Scenario[] };

/** The scenarios of a plan, line by line; a copy of one is where another begins. */
export function EditPlan({ plan, done }: { plan: Plan; done: () => void }) {
  const t = useWords();
  const { message } = App.useApp();
  const draft = `plan.${plan.id}`;
  const [{ version, scenarios }, setDraft] = useState<Draft>(
    () => (readDraft(draft) as Draft | undefined) ?? { version: plan.version, scenarios: plan.scenarios },
  );
  const change = (next: Scenario[]): void => {
    setDraft({ version, scenarios: next });
    keepDraft(draft, { version, scenarios: next });
  };
  const put = (at: number, with_: Partial<Scenario>): void =>
    change(scenarios.map((one, n) => (n === at ? { ...one, ...with_ } : one)));
  const save = useAct(
    () => callPath<Plan>("PATCH", `/v1/plans/${plan.id}`, { body: { scenarios }, ifMatch: version }),
    () => {
      dropDraft(draft);
      void message.success(t("edit.saved"));
      done();
    },
  );
  const leave = (): void => {
    dropDraft(draft);
    done();
  };
  return (
    <div className="stack">
      {save.error && <Problem error={save.error} retry={isStatus(save.error, 412) ? leave : undefined} />}
      {scenarios.map((scenario, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a scenario is known by its place while it is renamed
        <section key={n} className="panel">
          <div className="page-head">
            <Input
              aria-label={t("plan.scenarioName", { n: n + 1 })}
              className="report-search"
              maxLength={100}
              value={scenario.name}
              onChange={({ target }) => put(n, { name: target.value })}
            />
            {scenarios.length > 1 && (
              <Button
                aria-label={`${t("form.removeShort")}: ${scenario.name}`}
                onClick={() => change(scenarios.filter((_, at) => at !== n))}
              >
                {t("form.removeShort")}
              </Button>
            )}
          </div>
          {scenario.lines.map((line, at) => (
            <LineInputs
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
              key={at}
              line={line}
              at={`${scenario.name} ${at + 1}`}
              currency={plan.currency}
              put={(next) => put(n, { lines: scenario.lines.map((one, m) => (m === at ? next : one)) })}
              drop={() => put(n, { lines: scenario.lines.filter((_, m) => m !== at) })}
            />
          ))}
          <Select
            className="choice"
            aria-label={t("plan.addLine", { name: scenario.name })}
            placeholder={t("plan.addLineShort")}
            value={null}
            onChange={(kind: Kind | null) => kind && put(n, { lines: [...scenario.lines, BEGUN[kind]] })}
            options={Object.entries(KINDS).map(([value, { word }]) => ({ value: value as Kind, label: t(word) }))}
          />
        </section>
      ))}
      <div className="actions">
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
          {t("edit.save")}
        </Button>
        <Button
          disabled={scenarios.length >= SCENARIOS_MAX}
          onClick={() => {
            const [first] = scenarios;
            if (first) change([...scenarios, { ...first, name: t("plan.copyOf", { name: first.name }) }]);
          }}
        >
          {t("plan.addScenario")}
        </Button>
        <Button onClick={leave}>{t("edit.cancel")}</Button>
      </div>
    </div>
  );
}
