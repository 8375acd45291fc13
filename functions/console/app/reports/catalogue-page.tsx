import { Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { GetReportsReply, SavedReport } from "../lib/api.ts";
import { useRead } from "../lib/queries.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { titleIn } from "./answers.ts";

type Place = { to: string; name: string; purpose?: string };

function Places({ title, places }: { title: string; places: Place[] }) {
  if (places.length === 0) return null;
  return (
    <section className="panel">
      <h2>{title}</h2>
      <ul className="report-list">
        {places.map(({ to, name, purpose }) => (
          <li key={to}>
            <Link to={to}>
              <bdi>{name}</bdi>
            </Link>
            {purpose && <span className="faint">{purpose}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every report that somebody may run, by its class, and those that people have saved. */
export function Component() {
  const t = useWords();
  const language = useLanguage();
  const [text, setText] = useState("");
  const catalogue = useRead<{ items: GetReportsReply[] }>("/v1/reports");
  const saved = useRead<{ items: SavedReport[] }>("/v1/saved-reports");
  const error = catalogue.error ?? saved.error;
  const words = text.trim().toLowerCase();
  const fits = (...texts: string[]): boolean => texts.some((one) => one.toLowerCase().includes(words));
  const reports = (catalogue.data?.items ?? []).filter(({ id, name, purpose }) =>
    fits(id, name["zh-CN"], name.en, titleIn(purpose, language)),
  );
  const own = (saved.data?.items ?? []).filter(({ name }) => fits(name));
  const classes = Map.groupBy(reports, ({ class: of }) => of.key);
  return (
    <div className="page">
      <PageHead title={t("nav.reports")}>
        <Input.Search
          className="report-search"
          allowClear
          aria-label={t("reports.find")}
          placeholder={t("reports.find")}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </PageHead>
      {error && <Problem error={error} retry={() => void catalogue.refetch()} />}
      {!error && !catalogue.data && <Waiting rows={10} />}
      {catalogue.data && reports.length + own.length === 0 && <Empty title={t("reports.noneFound")} />}
      <div className="panels">
        <Places title={t("reports.saved")} places={own.map(({ id, name }) => ({ to: `/reports/saved/${id}`, name }))} />
        {[...classes].map(([key, of]) => (
          <Places
            key={key}
            title={of[0] ? titleIn(of[0].class.name, language) : key}
            places={of.map(({ id, name, purpose }) => ({
              to: `/reports/${id}`,
              name: titleIn(name, language),
              purpose: titleIn(purpose, language),
            }))}
          />
        ))}
      </div>
    </div>
  );
}
