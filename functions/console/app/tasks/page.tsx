import { App, Button, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { idsIn, RecordLink, StateTag } from "../fields/value.tsx";
import { type Activity, api } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn } from "../lib/machine.ts";
import { useOptionLabel } from "../lib/options.ts";
import { rowsOf, useAct, useMe, useNoun, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";

/** One thing to do: what, when, about whom, and done with one press. */
function Task({ task, nameOf }: { task: Activity; nameOf: (id: unknown) => string }) {
  const t = useWords();
  const formats = useFormats();
  const of = useNoun("activity");
  const { message } = App.useApp();
  const complete = useAct(() => api("POST /v1/activities/{id}/complete", { params: { id: task.id }, body: {} }));
  const kindOf = useOptionLabel(of, "kind");
  const at = task.startAt ?? task.dueAt;
  return (
    <li>
      <div>
        <StateTag value={task.kind} label={kindOf(task.kind)} />
        <Link to={`/r/activity/${task.id}`}>
          <bdi>{task.subject}</bdi>
        </Link>
        <p className="faint">
          {task.relatedTo?.map(({ id }) => (
            <span key={id}>
              <RecordLink id={id} titleOf={nameOf} />{" "}
            </span>
          ))}
          <span className={task.overdue ? "bad" : undefined}>{at ? formats.time(at) : ""}</span>
        </p>
      </div>
      {task.state === "open" && (
        <Button
          loading={complete.isPending}
          aria-label={t("tasks.completeOf", { what: task.subject })}
          onClick={() => complete.mutate(undefined, { onError: (error) => void message.error(error.message) })}
        >
          {t("tasks.complete")}
        </Button>
      )}
    </li>
  );
}

/** What one has to do, or has done, day by day. */
export function Component() {
  const t = useWords();
  const formats = useFormats();
  const { data: me } = useMe();
  const [plan, setPlan] = useState("open");
  const ownerId = me?.principalId;
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows(me ? "/v1/activities/due" : undefined, {
    ownerId,
    plan,
  });
  const tasks = rowsOf<Activity>(data);
  const nameOf = useTitles(idsIn(tasks.map(({ relatedTo }) => relatedTo)));
  const dayOf = ({ deadlineAt, dueOn }: Activity): string =>
    dueOn ?? (deadlineAt ? dayIn(formats.timeZone, new Date(deadlineAt)) : "");
  const days = Map.groupBy(tasks, dayOf);
  return (
    <div className="page narrow">
      <PageHead title={t("nav.tasks")}>
        <Select
          aria-label={t("tasks.plan")}
          className="choice"
          value={plan}
          onChange={setPlan}
          options={[
            { value: "open", label: t("tasks.open") },
            { value: "closed", label: t("tasks.closed") },
          ]}
        />
        <Link className="button primary" to="/r/activity/new?kind=task">
          {t("list.create")}
        </Link>
      </PageHead>
      <Reading {...{ data, error, refetch }} />
      {data && tasks.length === 0 && <Empty title={t("home.noTasks")} />}
      {[...days].map(([day, of]) => (
        <section key={day} className="panel">
          <h2>{day ? formats.day(day) : t("tasks.someDay")}</h2>
          <ul className="rows">
            {of.map((task) => (
              <Task key={task.id} task={task} nameOf={nameOf} />
            ))}
          </ul>
        </section>
      ))}
      <More when={hasNextPage} go={fetchNextPage} />
    </div>
  );
}
