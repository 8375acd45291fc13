import { Alert, Button } from "antd";
import { ApiProblem } from "../lib/api.ts";
import { useOnline } from "../lib/media.ts";
import { type Say, useWords } from "../words/index.ts";

/** What went wrong, what to do, and by which id the operator finds it. */
function whatToDo(error: unknown, t: Say): string {
  if (!(error instanceof ApiProblem)) return t("problem.network");
  if (error.status === 403) return t("problem.forbidden");
  if (error.status === 404) return t("problem.notFound");
  if (error.status === 429 || error.status === 503) return t("problem.later");
  if (error.status >= 500) return t("problem.ours");
  return "";
}

type ProblemProps = { error: unknown; retry?: () => void };

export function Problem({ error, retry }: ProblemProps) {
  const t = useWords();
  const online = useOnline();
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  const detail = problem?.detail ?? (error instanceof Error ? error.message : String(error));
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem?.title ?? t(online ? "problem.unreachable" : "offline.title")}
      description={
        <>
          <div>{detail}</div>
          <div>{whatToDo(error, t)}</div>
          {problem?.requestId && (
            <div className="faint">
              {t("problem.requestId")} <code>{problem.requestId}</code>
            </div>
          )}
        </>
      }
      action={retry && <Button onClick={retry}>{t("problem.retry")}</Button>}
    />
  );
}

/** A page of which there is nothing but what went wrong. */
export const PageProblem = ({ title, ...problem }: ProblemProps & { title: string }) => (
  <div className="page">
    <h1>{title}</h1>
    <Problem {...problem} />
  </div>
);
