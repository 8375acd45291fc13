import { Select } from "antd";
import { useMemo, useState } from "react";
import type { Chart as Drawn } from "../../../../shared/charts/chart.ts";
import { monthAfter } from "../../../../shared/clock.ts";
import type { GetForecastReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn, now } from "../lib/machine.ts";
import { useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { PageHead } from "../shell/page-head.tsx";
import { Parts } from "../shell/parts.tsx";
import { Reading } from "../shell/reading.tsx";
import { type Say, useLanguage, useWords, type WordKey } from "../words/index.ts";
import { Chart } from "./chart.tsx";

const CATEGORIES: Readonly<Record<string, WordKey>> = {
  pipeline: "category.pipeline",
  best: "category.best",
  commit: "category.commit",
  closedWon: "category.closedWon",
  closedLost: "category.closedLost",
};
const word = (t: Say, category: string): string => t(CATEGORIES[category] as WordKey);

const MONTHS_A_QUARTER = 3;
const LAST_QUARTER = 4;

/** The periods that people forecast: this month and the next, in the tenant's calendar months. */
function periods(today: string): { value: string; word: WordKey }[] {
  const month = today.slice(0, 7);
  const quarter = (of: string): string => `${of.slice(0, 4)}-Q${Math.ceil(Number(of.slice(5, 7)) / MONTHS_A_QUARTER)}`;
  return [
    { value: quarter(month), word: "reports.thisQuarter" },
    { value: quarter(monthAfter(month, MONTHS_A_QUARTER)), word: "forecast.nextQuarter" },
    { value: month, word: "reports.thisMonth" },
    { value: month.slice(0, LAST_QUARTER), word: "reports.thisYear" },
  ];
}

/** What is expected to be won, by how sure it is and by whom. */
export function Component() {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const choices = periods(dayIn(formats.timeZone, now()));
  const [chosen, setChosen] = useState<string>();
  const period = chosen ?? choices[0]?.value ?? "";
  const { data, error, refetch } = useRead<GetForecastReply>("/v1/forecast", { period });
  const nameOf = useTitles(data?.people.map(({ ownerId }) => ownerId) ?? []);
  const chart = useMemo((): Drawn | undefined => {
    if (!data) return undefined;
    const series = { name: t("forecast.cumulative"), unit: "money" as const, currency: data.currency };
    const of = data.cumulative.filter(({ category }) => category !== "closedLost");
    return {
      ...{ kind: "bar", locale: language, title: t("nav.forecast") },
      categories: of.map(({ category }) => word(t, category)),
      series: [{ ...series, values: of.map(({ adjustedMinor }) => adjustedMinor) }],
    };
  }, [data, language, t]);
  return (
    <div className="page">
      <PageHead title={t("nav.forecast")}>
        <Select
          className="choice"
          aria-label={t("reports.period")}
          value={period}
          onChange={setChosen}
          options={choices.map(({ value, word: key }) => ({ value, label: t(key) }))}
        />
      </PageHead>
      <Reading {...{ data, error, refetch }} rows={8} />
      {data && (
        <>
          <section className="panel">
            <p className="faint">{t("forecast.committed")}</p>
            <p className="figure">{formats.money(data.committedMinor, data.currency)}</p>
            <p className="faint">
              {t("forecast.weighted")} {formats.money(data.weightedMinor, data.currency)}
            </p>
            {chart && <Chart chart={chart} />}
            <Parts
              heads={[
                "forecast.category",
                { figures: "forecast.count" },
                { figures: "forecast.amount" },
                { figures: "forecast.weighted" },
                { figures: "forecast.adjusted" },
                { figures: "forecast.cumulative" },
              ]}
            >
              {data.categories.map((of) => (
                <tr key={of.category}>
                  <th scope="row">{word(t, of.category)}</th>
                  <td className="number">{formats.number(of.count)}</td>
                  <td className="number">{formats.money(of.amountMinor, data.currency)}</td>
                  <td className="number">{formats.money(of.weightedMinor, data.currency)}</td>
                  <td className="number">{formats.money(of.adjustedMinor, data.currency)}</td>
                  <td className="number">{formats.money(of.cumulativeMinor, data.currency)}</td>
                </tr>
              ))}
            </Parts>
          </section>
          {data.people.length > 0 && (
            <section className="panel">
              <h2>{t("forecast.people")}</h2>
              <Parts
                heads={[
                  "forecast.person",
                  "forecast.category",
                  { figures: "forecast.count" },
                  { figures: "forecast.adjusted" },
                ]}
              >
                {data.people.flatMap(({ ownerId, categories }) =>
                  categories
                    .filter(({ count }) => count > 0)
                    .map((of) => (
                      <tr key={`${ownerId} ${of.category}`}>
                        <th scope="row">
                          <bdi>{nameOf(ownerId)}</bdi>
                        </th>
                        <td>{word(t, of.category)}</td>
                        <td className="number">{formats.number(of.count)}</td>
                        <td className="number">{formats.money(of.adjustedMinor, data.currency)}</td>
                      </tr>
                    )),
                )}
              </Parts>
            </section>
          )}
        </>
      )}
    </div>
  );
}
