import { useQuery } from "@tanstack/react-query";
import { App, Button, Progress } from "antd";
import { useNavigate, useParams } from "react-router";
import { RecordLink, StateTag } from "../fields/value.tsx";
import { api, callPath, type GetJobsByIdItemsReply, type Routes } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { labelOf, type RunView } from "../lib/nouns.ts";
import { rowsOf, useAct, useNouns, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { PageProblem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";

const UNDER_WAY = ["queued", "running", "undoing"];
const ASK_AGAIN_MS = 1_000;

const STATES: Readonly<Record<string, WordKey>> = {
  queued: "job.queued",
  running: "job.running",
  done: "job.done",
  failed: "job.failed",
  cancelled: "job.cancelled",
  undoing: "job.undoing",
  undone: "job.undone",
};
const KINDS: Readonly<Record<string, WordKey>> = {
  batch: "job.batch",
  import: "job.import",
  export: "job.export",
  offboard: "job.offboard",
  undo: "job.undo",
  statements: "job.statements",
  receipts: "job.receipts",
  invoices: "job.invoices",
  advices: "job.advices",
};

/** What went wrong with single items, each by what it is called; those that went well are only counted. */
function Failures({ id }: { id: string }) {
  const t = useWords();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useRows(`/v1/jobs/${id}/items`, {
    outcome: "failed",
  });
  const failed = rowsOf<GetJobsByIdItemsReply>(data);
  const titleOf = useTitles(failed.map((item) => item.id));
  if (failed.length === 0) return null;
  return (
    <section>
      <h2>{t("job.failures")}</h2>
      <ul className="plain-list">
        {failed.map(({ number, id: recordId, errors = [] }) => (
          <li key={number}>
            {recordId ? (
              <RecordLink id={recordId} titleOf={titleOf} />
            ) : (
              <span className="faint">{t("job.item", { number })}</span>
            )}
            <p>{errors.map(({ message }) => message).join(" ")}</p>
          </li>
        ))}
      </ul>
      <More when={hasNextPage} busy={isFetchingNextPage} go={fetchNextPage} />
    </section>
  );
}

type Job = Routes["GET /v1/jobs/{id}"]["reply"];

/** What came of a run over a noun's records, or of its trial, which goes on to the run itself. */
function RunResult({ job, run }: { job: Job; run: RunView }) {
  const t = useWords();
  const formats = useFormats();
  const go = useNavigate();
  const { message } = App.useApp();
  const { dryRun, ...params } = job.params;
  const begin = useAct(
    () => callPath<{ id: string }>("POST", run.path, { body: params }),
    ({ id }) => void go(`/jobs/${id}`, { replace: true }),
  );
  const { created = 0, unchanged = 0 } = (job.result?.outcomes ?? {}) as Record<string, number>;
  const isTrial = dryRun === true;
  return (
    <>
      <p>
        {t(isTrial ? "job.trialMade" : "job.made", { count: formats.number(created) })}
        {unchanged > 0 && ` · ${t("job.idle", { count: formats.number(unchanged) })}`}
      </p>
      {isTrial && created > 0 && (
        <div className="actions">
          <Button
            type="primary"
            loading={begin.isPending}
            onClick={() => begin.mutate(undefined, { onError: (error) => void message.error(error.message) })}
          >
            {t("run.begin")}
          </Button>
        </div>
      )}
    </>
  );
}

/** How far a job is, what came of it, and the way back. */
export function Component() {
  const { id = "" } = useParams();
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const { message } = App.useApp();
  const { data: nouns } = useNouns();
  const { data, error, refetch } = useQuery({
    queryKey: ["row", "job", id],
    queryFn: () => api("GET /v1/jobs/{id}", { params: { id } }),
    refetchInterval: ({ state }) => (UNDER_WAY.includes(state.data?.state ?? "queued") ? ASK_AGAIN_MS : false),
  });
  const undo = useAct(() => api("POST /v1/jobs/{id}/undo", { params: { id } }));
  const cancel = useAct(() => api("POST /v1/jobs/{id}/cancel", { params: { id } }));
  if (error) return <PageProblem title={t("job.batch")} error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { progress, state, kind } = data;
  const isTrial = data.params.dryRun === true;
  const run = nouns?.find(({ noun }) => noun === data.noun)?.runs.find(({ name }) => name === kind);
  const all = progress.total ?? progress.done + progress.failed;
  const percent =
    all === 0 ? (UNDER_WAY.includes(state) ? 0 : 100) : Math.floor(((progress.done + progress.failed) * 100) / all);
  const refused = (fault: Error): void => void message.error(fault.message);
  return (
    <div className="page">
      <PageHead
        title={run ? labelOf(run, language) : t(KINDS[kind] ?? "job.batch")}
        state={
          <p>
            <StateTag value={state} label={t(STATES[state] ?? "job.running")} />{" "}
            {isTrial && <StateTag value="trial" label={t("job.trial")} />}
          </p>
        }
      />
      <Progress
        percent={percent}
        status={state === "failed" ? "exception" : UNDER_WAY.includes(state) ? "active" : "normal"}
        aria-label={t("job.progress")}
      />
      <p role="status">
        {t("job.counts", {
          done: formats.number(progress.done),
          failed: formats.number(progress.failed),
          all: formats.number(all),
        })}
      </p>
      {run && state === "done" && <RunResult job={data} run={run} />}
      {data.problem && <p className="bad">{data.problem.detail}</p>}
      <div className="actions">
        {data.downloadUrl && (
          <a className="button primary" href={data.downloadUrl} rel="noopener">
            {t("job.download")}
          </a>
        )}
        {UNDER_WAY.includes(state) && (
          <Button onClick={() => cancel.mutate(undefined, { onError: refused })}>{t("job.cancel")}</Button>
        )}
        {(kind === "batch" || kind === "import") && state === "done" && !isTrial && (
          <Button onClick={() => undo.mutate(undefined, { onError: refused })}>{t("job.undoDo")}</Button>
        )}
      </div>
      {!UNDER_WAY.includes(state) && progress.failed > 0 && <Failures id={id} />}
    </div>
  );
}
