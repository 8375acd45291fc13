import { useQuery } from "@tanstack/react-query";
import { App, Button, Progress } from "antd";
import { useParams } from "react-router";
import { StateTag } from "../fields/value.tsx";
import { api, type GetJobsByIdItemsReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { PageProblem } from "../shell/problem.tsx";
import { useWords, type WordKey } from "../words/index.ts";

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

/** What went wrong with single items; those that went well are only counted. */
function Failures({ id }: { id: string }) {
  const t = useWords();
  const { data } = useRead<GetJobsByIdItemsReplyPage>(`/v1/jobs/${id}/items`, { limit: 100 });
  const failed = (data?.items ?? []).filter(({ outcome }) => outcome === "failed");
  if (failed.length === 0) return null;
  return (
    <section>
      <h2>{t("job.failures")}</h2>
      <ul className="plain-list">
        {failed.map(({ number, errors = [] }) => (
          <li key={number}>
            <span className="faint">{t("job.item", { number })}</span> {errors.map(({ message }) => message).join(" ")}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How far a job is, what came of it, and the way back. */
export function Component() {
  const { id = "" } = useParams();
  const t = useWords();
  const formats = useFormats();
  const { message } = App.useApp();
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
  const all = progress.total ?? progress.done + progress.failed;
  const percent =
    all === 0 ? (UNDER_WAY.includes(state) ? 0 : 100) : Math.floor(((progress.done + progress.failed) * 100) / all);
  const refused = (fault: Error): void => void message.error(fault.message);
  return (
    <div className="page">
      <PageHead
        title={t(KINDS[kind] ?? "job.batch")}
        state={<StateTag value={state} label={t(STATES[state] ?? "job.running")} />}
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
        {(kind === "batch" || kind === "import") && state === "done" && data.params.dryRun !== true && (
          <Button onClick={() => undo.mutate(undefined, { onError: refused })}>{t("job.undoDo")}</Button>
        )}
      </div>
      {!UNDER_WAY.includes(state) && progress.failed > 0 && <Failures id={id} />}
    </div>
  );
}
