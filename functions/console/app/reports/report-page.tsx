import { App, Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { api, download, type GetReportsReply, type PostReportsQueryRowsBody, type SavedReport } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Empty, Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { AnswerChart, AnswerTable } from "./answer.tsx";
import { type Answer, type ChartName, chartChoices, compareChoices, periodChoices, titleIn } from "./answers.ts";
import { Behind } from "./behind.tsx";
import { Subscribe } from "./subscribe.tsx";

type Parameters = NonNullable<SavedReport["parameters"]>;
type Asked = { period?: string; compare?: string; chart?: string };
const FILES = ["xlsx", "csv", "png"] as const;

/** What is asked of the page's own address, so that it can be passed on and gone back to. */
function useAsked(): [Asked, (changes: Asked) => void] {
  const [params, setParams] = useSearchParams();
  const asked = Object.fromEntries(params) as Asked;
  const ask = (changes: Asked): void =>
    setParams(Object.fromEntries(Object.entries({ ...asked, ...changes }).filter(([, value]) => value)));
  return [asked, ask];
}

type SaveProps = {
  report: GetReportsReply | undefined;
  saved: SavedReport | undefined;
  asked: Asked;
  close: () => void;
};

/** Keeps what the page shows under a name. */
function Save({ report, saved, asked, close }: SaveProps) {
  const t = useWords();
  const go = useNavigate();
  const { message } = App.useApp();
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const { chart, period, compare } = asked;
  const told = { ...(period && { period }), ...(compare && { compare }) };
  const { from: _from, to: _to, ...kept } = saved?.parameters ?? {};
  const parameters = { ...(period ? kept : saved?.parameters), ...told } as Parameters;
  const body = {
    ...(saved?.query ? { query: saved.query } : { report: saved?.report ?? report?.id }),
    ...{ name: name.trim(), parameters },
    ...((chart ?? saved?.chart) && { chart: (chart ?? saved?.chart) as ChartName }),
    ...(isShared && { sharedWith: { everybody: true } }),
  };
  const save = useAct(
    () => api("POST /v1/saved-reports", { body }),
    ({ id }) => {
      close();
      void go(`/reports/saved/${id}`);
    },
  );
  return (
    <Dialog
      open
      title={t("reports.save")}
      okText={t("view.save")}
      cancelText={t("edit.cancel")}
      okButtonProps={{ disabled: name.trim() === "", loading: save.isPending }}
      onCancel={close}
      onOk={() => save.mutate(undefined, { onError: (error) => void message.error(error.message) })}
    >
      <label className="stack" htmlFor="report-name">
        {t("reports.name")}
        <Input id="report-name" value={name} onChange={({ target }) => setName(target.value)} />
      </label>
      <Checkbox checked={isShared} onChange={({ target }) => setIsShared(target.checked)}>
        {t("reports.share")}
      </Checkbox>
    </Dialog>
  );
}

/** The question of a cell: what the report asks, of the days that were answered. */
function behindOf(
  base: GetReportsReply["query"],
  answer: Answer,
  row: Answer["rows"][number],
  currency: string | undefined,
): PostReportsQueryRowsBody {
  const dimensions = answer.columns.filter(({ role }) => role === "dimension");
  const only = currency ? [{ field: "currency", op: "eq", value: currency }] : [];
  const filters = [...(base.filter ? [base.filter] : []), ...only];
  return {
    ...{ facts: base.facts, measures: base.measures, on: base.on },
    ...(filters.length > 0 && { filter: { all: filters } }),
    ...(answer.period && { period: answer.period }),
    cell: Object.fromEntries(dimensions.map(({ key }) => [key, row[key] ?? null])),
  } as PostReportsQueryRowsBody;
}

/** One report: what it is asked, its chart, its rows and what lies behind each. */
export function Component() {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const { message } = App.useApp();
  const { id, savedId } = useParams();
  const [asked, ask] = useAsked();
  const [isSaving, setIsSaving] = useState(false);
  const [behind, setBehind] = useState<{ asked: PostReportsQueryRowsBody; what: string }>();
  const catalogue = useRead<{ items: GetReportsReply[] }>("/v1/reports");
  const saved = useRead<SavedReport>(savedId ? `/v1/saved-reports/${savedId}` : undefined);
  const path = savedId ? `/v1/saved-reports/${savedId}/run` : `/v1/reports/${id}/run`;
  const { period, compare } = asked;
  const query = { period: period || undefined, compare: compare || undefined };
  const { data: answer, error, refetch } = useRead<Answer>(path, query);
  const report = catalogue.data?.items.find((one) => one.id === (saved.data?.report ?? id));
  const base = saved.data?.query ?? report?.query;
  const name = saved.data?.name ?? (report && titleIn(report.name, language)) ?? "";
  const kind = (asked.chart ?? saved.data?.chart ?? report?.defaultChart ?? "table") as ChartName;
  const keep = (format: string): void => {
    const drawn = format === "png" ? { chart: kind === "table" ? "bar" : kind } : {};
    void download(path, { ...query, ...drawn, format, language }).catch((fault: Error) => message.error(fault.message));
  };
  const trouble = error ?? saved.error ?? catalogue.error;
  return (
    <div className="page">
      <PageHead
        crumb={{ to: "/reports", title: t("nav.reports") }}
        title={name}
        state={report && <p className="faint">{titleIn(report.purpose, language)}</p>}
      >
        <Select
          className="choice"
          aria-label={t("reports.period")}
          value={period ?? ""}
          onChange={(value) => ask({ period: value })}
          options={periodChoices(t)}
        />
        <Select
          className="choice"
          aria-label={t("reports.compare")}
          value={compare ?? ""}
          onChange={(value) => ask({ compare: value })}
          options={compareChoices(t)}
        />
        <Select
          className="choice"
          aria-label={t("reports.chart")}
          value={kind}
          onChange={(value) => ask({ chart: value })}
          options={chartChoices(t)}
        />
        <Button onClick={() => setIsSaving(true)}>{t("reports.save")}</Button>
        <Subscribe of={savedId ? { savedReportId: savedId } : { report: id }} what={name} />
        {FILES.map((format) => (
          <Button key={format} onClick={() => keep(format)}>
            {t("reports.file", { format })}
          </Button>
        ))}
      </PageHead>
      {trouble && <Problem error={trouble} retry={() => void refetch()} />}
      {!answer && !trouble && <Waiting rows={8} />}
      {answer && (
        <>
          <p className="faint">
            {answer.period && `${formats.date(answer.period.from)} – ${formats.date(answer.period.to)} · `}
            {t("reports.asOf", { at: formats.instant(answer.asOf) })}
          </p>
          {answer.rows.length === 0 ? (
            <Empty title={t("reports.nothing")} />
          ) : (
            <section className="panel">
              <AnswerChart answer={answer} kind={kind} title={name} />
              <AnswerTable
                answer={answer}
                {...(base && {
                  open: (row: Answer["rows"][number], what: string) =>
                    setBehind({ asked: behindOf(base, answer, row, saved.data?.parameters?.currency), what }),
                })}
              />
            </section>
          )}
        </>
      )}
      {isSaving && <Save report={report} saved={saved.data} asked={asked} close={() => setIsSaving(false)} />}
      {behind && <Behind {...behind} close={() => setBehind(undefined)} />}
    </div>
  );
}
