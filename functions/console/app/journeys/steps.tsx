import { Button } from "antd";
import { idsIn } from "../fields/value.tsx";
import type { Journey, TemplatePage } from "../lib/api.ts";
import { useCan, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { useWords } from "../words/index.ts";
import { kindOf, sayStep, sayTest, sayTrigger, useTongue, waysOf } from "./say.ts";

export type Definition = Pick<Journey, "of" | "trigger" | "entry" | "goals" | "exits" | "steps">;

/** What the records are called that a journey names; templates have no pages of their own and are told by their list. */
function useNames(of: Definition): (id: unknown) => string {
  const can = useCan();
  const titleOf = useTitles(idsIn(of));
  const writes = of.steps.some(({ kind }) => kind === "mail" || kind === "sms") && can("templates.read");
  const { data } = useRead<TemplatePage>(writes ? "/v1/templates" : undefined, { limit: 200 });
  return (id) => data?.items.find((one) => one.id === id)?.name ?? titleOf(id);
}

type Props = {
  of: Definition;
  /** How many people are at a step, where that is known. */
  peopleAt: (step: string) => number;
  chosen: string | undefined;
  choose: (step: string | undefined) => void;
};

/** A journey as it is read: what begins it, each step with where it leads and how many stand there, and what ends it. */
export function Steps({ of, peopleAt, chosen, choose }: Props) {
  const t = useWords();
  const tongue = useTongue(useNames(of));
  const record = "noun" in of.trigger ? of.trigger.noun : undefined;
  const numberOf = new Map(of.steps.map(({ key }, n) => [key, n + 1]));
  const ends = [
    ...(of.goals ?? []).map((end) => ({ ...end, word: "journey.goal" as const })),
    ...(of.exits ?? []).map((end) => ({ ...end, word: "journey.exit" as const })),
  ];
  return (
    <>
      <p>
        <strong>{t("journey.begins")}</strong> <bdi>{sayTrigger(tongue, of.trigger)}</bdi>
      </p>
      {of.entry && of.entry.length > 0 && (
        <p>
          <strong>{t("journey.entry")}</strong>{" "}
          <bdi>{of.entry.map((one) => sayTest(tongue, one, of.of, record)).join(t("journey.and"))}</bdi>
        </p>
      )}
      <ol className="journey">
        {of.steps.map((step) => {
          const people = peopleAt(step.key);
          return (
            <li key={step.key} id={`step-${step.key}`}>
              <div className="journey-head">
                <strong>
                  {numberOf.get(step.key)}. {t(kindOf(step))}
                </strong>
                <Button
                  size="small"
                  disabled={people === 0}
                  aria-pressed={chosen === step.key}
                  aria-label={t("journey.peopleAt", { n: people, step: step.key })}
                  onClick={() => choose(chosen === step.key ? undefined : step.key)}
                >
                  {t("journey.people", { n: people })}
                </Button>
              </div>
              <p>
                <bdi>{sayStep(tongue, step, of.of, record)}</bdi>
              </p>
              <p className="faint">
                {waysOf(step).map(({ word, to }, n) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two branches may lead to the same step
                  <span key={n} className="journey-way">
                    {t(word)}{" "}
                    {to === undefined ? (
                      t("journey.end")
                    ) : (
                      <a href={`#step-${to}`}>{t("journey.toStep", { n: numberOf.get(to) ?? 0 })}</a>
                    )}
                  </span>
                ))}
              </p>
            </li>
          );
        })}
      </ol>
      {ends.map(({ key, when, word }) => (
        <p key={key}>
          <strong>{t(word)}</strong>{" "}
          <bdi>{when.map((one) => sayTest(tongue, one, of.of, record)).join(t("journey.and"))}</bdi>
        </p>
      ))}
    </>
  );
}
