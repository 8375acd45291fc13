import { App, Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { daysBetween } from "../../../../shared/clock.ts";
import { StateTag } from "../fields/value.tsx";
import { callPath, type GetProjectsByIdPlanReply, type GetProjectsByIdTasksReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import type { Row } from "../lib/nouns.ts";
import { useAct, useCan, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useWords, type WordKey } from "../words/index.ts";

const NodeDialog = lazy(() => import("./node.tsx"));

type Plan = GetProjectsByIdPlanReply;
export type Node = GetProjectsByIdTasksReply;

const STATES: Record<Node["state"], WordKey> = {
  open: "plan.open",
  doing: "plan.doing",
  done: "plan.done",
  dropped: "plan.dropped",
};

/** The path of a node of a project's plan. */
export const nodePath = (projectId: string, { kind, key }: Pick<Node, "kind" | "key">): string =>
  `/v1/projects/${projectId}/${kind === "task" ? "tasks" : "milestones"}/${key}`;

/** Where days lie within those of the plan, in hundredths of its length. */
function placeIn({ startOn, endOn }: Plan, from: string, to: string): { left: string; width: string } {
  const days = daysBetween(startOn, endOn) + 1;
  const share = (count: number): string => `${Math.max(0, Math.min(100, (count * 100) / days))}%`;
  return { left: share(daysBetween(startOn, from)), width: share(daysBetween(from, to) + 1) };
}

type LineProps = {
  plan: Plan;
  node: Node;
  nameOf: (id: unknown) => string;
  /** What the caller may do with it; nothing where they may not. */
  act?: (node: Node, deed: string) => void;
  edit: (node: Node) => void;
};

/** One task or milestone: when it is, how much it may slip, and its bar over that of the baseline. */
function Line({ plan, node, nameOf, act, edit }: LineProps) {
  const t = useWords();
  const formats = useFormats();
  const { state, kind, isCritical, slackDays, delayDays = 0, baseline } = node;
  const deeds = { open: kind === "task" ? "start" : "complete", doing: "complete", done: "reopen", dropped: "reopen" };
  const words: Record<string, WordKey> = { start: "plan.start", complete: "plan.complete", reopen: "plan.reopen" };
  const deed = deeds[state];
  return (
    <tr className={isCritical ? "critical" : undefined}>
      <th scope="row">
        {kind === "milestone" && <span aria-hidden="true">◆ </span>}
        {act ? (
          <button type="button" className="text-button" onClick={() => edit(node)}>
            <bdi>{node.name}</bdi>
          </button>
        ) : (
          <bdi>{node.name}</bdi>
        )}
        <p className="faint">{[node.phase, node.assigneeId && nameOf(node.assigneeId)].filter(Boolean).join(" · ")}</p>
      </th>
      <td>
        <StateTag value={state} label={t(STATES[state])} />
      </td>
      <td>
        {formats.date(node.startOn)} – {formats.date(node.endOn)}
        <p className={delayDays > 0 ? "bad" : "faint"}>
          {isCritical ? t("plan.critical") : t("plan.slack", { days: slackDays })}
          {delayDays > 0 && ` · ${t("plan.delay", { days: delayDays })}`}
        </p>
      </td>
      <td className="gantt" aria-hidden="true">
        {baseline && <span className="ghost" style={placeIn(plan, baseline.startOn, baseline.endOn)} />}
        <span className={`span ${state}`} style={placeIn(plan, node.startOn, node.endOn)} />
      </td>
      {act && (
        <td>
          <Button
            size="small"
            aria-label={`${t(words[deed] ?? "plan.start")}: ${node.name}`}
            onClick={() => act(node, deed)}
          >
            {t(words[deed] ?? "plan.start")}
          </Button>
        </td>
      )}
    </tr>
  );
}

/** The plan of a project over its days: what depends on what decides when it ends. */
export default function ProjectSection({ row }: { row: Row }) {
  const t = useWords();
  const formats = useFormats();
  const can = useCan();
  const { message } = App.useApp();
  const { data, error, refetch } = useRead<Plan>(`/v1/projects/${row.id}/plan`);
  const nameOf = useTitles(data?.nodes.map(({ assigneeId }) => assigneeId) ?? []);
  const [edited, setEdited] = useState<Node | "new">();
  const run = useAct(({ node, deed }: { node: Node; deed: string }) =>
    callPath("POST", `${nodePath(row.id, node)}/${deed}`, deed === "complete" ? { body: {} } : {}),
  );
  const isOpen = row.archived !== true && row.status !== "closed" && row.status !== "cancelled" && !row.approvalId;
  const may = can("projects.write") && isOpen;
  const act = (node: Node, deed: string): void =>
    run.mutate({ node, deed }, { onError: (fault) => void message.error(fault.message) });
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <section>
      <div className="panel-head">
        <h2>{t("plan.title")}</h2>
        {may && <Button onClick={() => setEdited("new")}>{t("plan.add")}</Button>}
      </div>
      <p className="faint">
        {t("plan.length", {
          from: formats.date(data.startOn),
          to: formats.date(data.endOn),
          days: data.lengthDays,
        })}
      </p>
      {data.nodes.length === 0 && <Empty title={t("gantt.none")} />}
      {data.nodes.length > 0 && (
        <Scroll>
          <table className="parts plan">
            <thead>
              <tr>
                <th scope="col">{t("plan.node")}</th>
                <th scope="col">{t("receipts.state")}</th>
                <th scope="col">{t("plan.days")}</th>
                <th scope="col" className="gantt">
                  <span className="unseen">{t("plan.bar")}</span>
                </th>
                {may && (
                  <th scope="col" className="deed">
                    <span className="unseen">{t("palette.action")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {data.nodes.map((node) => (
                <Line
                  key={node.key}
                  plan={data}
                  node={node}
                  nameOf={nameOf}
                  act={may ? act : undefined}
                  edit={setEdited}
                />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {edited && (
        <Suspense>
          <NodeDialog
            projectId={row.id}
            plan={data}
            node={edited === "new" ? undefined : edited}
            again={() => refetch().then(({ data: read }) => read)}
            close={() => setEdited(undefined)}
          />
        </Suspense>
      )}
    </section>
  );
}
