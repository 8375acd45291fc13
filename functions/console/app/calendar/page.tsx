import { App, Button, Segmented } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { addDays, isCivilDate, zonedInstant } from "../../../../shared/clock.ts";
import { ReferenceInput } from "../fields/reference.tsx";
import { type Activity, callPath } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useKeys } from "../lib/keys.ts";
import { dayIn, now } from "../lib/machine.ts";
import { useNarrow } from "../lib/media.ts";
import { rowsOf, useAct, useMe, useNoun, useRows, useTenant } from "../lib/queries.ts";
import { Waiting } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";
import { byDay, daysAround, movedTimes, type Span, stepped } from "./days.ts";
import { Grid } from "./grid.tsx";

/** Activities of one call; a month of one person has fewer. */
const ROWS_MAX = 200;
const SPANS = ["day", "week", "month"] as const;

/** One person's calendar: what is planned and what was done, by day, week or month. */
export function Component() {
  const t = useWords();
  const formats = useFormats();
  const narrow = useNarrow();
  const go = useNavigate();
  const { message } = App.useApp();
  const { data: me } = useMe();
  const tenant = useTenant();
  const of = useNoun("activity");
  const [params, setParams] = useSearchParams();
  const [whose, setWhose] = useState<string>();
  const { timeZone } = formats;
  const today = dayIn(timeZone, now());
  const asked = params.get("on") ?? "";
  const on = isCivilDate(asked) ? asked : today;
  const span = SPANS.find((one) => one === params.get("span")) ?? (narrow ? "day" : "week");
  const days = daysAround(on, span);
  const ownerId = whose ?? me?.principalId;
  const from = zonedInstant(days[0] ?? on, "00:00", timeZone).toISOString();
  const to = zonedInstant(addDays(days.at(-1) ?? on, 1), "00:00", timeZone).toISOString();
  const path = me && tenant ? "/v1/activities/due" : undefined;
  const open = useRows(path, { ownerId, from, to, plan: "open" }, ROWS_MAX);
  const closed = useRows(path, { ownerId, from, to, plan: "closed" }, ROWS_MAX);
  const all = [...rowsOf<Activity>(open.data), ...rowsOf<Activity>(closed.data)];
  const change = (next: { on?: string; span?: Span }): void =>
    setParams({ on: next.on ?? on, span: next.span ?? span }, { replace: true });
  const step = (by: number): void => change({ on: stepped(on, span, by) });
  const move = useAct(
    ({ activity, days: by, minutes }: { activity: Activity; days: number; minutes: number }) =>
      callPath<Activity>("PATCH", `/v1/activities/${activity.id}`, {
        body: movedTimes(activity, by, minutes, timeZone),
        ifMatch: activity.version,
      }),
    ({ subject, startAt, dueAt, dueOn }) => {
      const at = dueOn ? formats.day(dueOn) : formats.instant(startAt ?? dueAt);
      void message.success(t("cal.moved", { what: subject, at }));
    },
  );
  useKeys([
    ["ArrowLeft", () => step(-1)],
    ["ArrowRight", () => step(1)],
    ["t", () => change({ on: today })],
    ["d", () => change({ span: "day" })],
    ["w", () => change({ span: "week" })],
    ["m", () => change({ span: "month" })],
    ["n", () => void go("/r/activity/new?kind=task")],
  ]);
  const error = open.error ?? closed.error;
  const [first = on, last = on] = [days[0], days.at(-1)];
  const title =
    span === "month"
      ? on.slice(0, 7)
      : span === "day"
        ? formats.day(on)
        : `${formats.date(first)} – ${formats.date(last)}`;
  const words = { day: t("cal.day"), week: t("cal.week"), month: t("cal.month") };
  return (
    <div className="page">
      <PageHead title={t("nav.calendar")}>
        <div className="actions">
          <Button aria-label={t("cal.before")} onClick={() => step(-1)}>
            ‹
          </Button>
          <Button onClick={() => change({ on: today })}>{t("cal.today")}</Button>
          <Button aria-label={t("cal.after")} onClick={() => step(1)}>
            ›
          </Button>
          <strong role="status">{title}</strong>
        </div>
        <div className="actions">
          <Segmented
            aria-label={t("cal.span")}
            value={span}
            onChange={(next) => change({ span: next })}
            options={SPANS.map((value) => ({ value, label: words[value] }))}
          />
          <div className="choice">
            <ReferenceInput
              noun="user"
              label={t("cal.whose")}
              value={ownerId}
              onChange={(id) => setWhose(id as string | undefined)}
            />
          </div>
          <Link className="button primary" to="/r/activity/new?kind=task">
            {t("list.create")}
          </Link>
        </div>
      </PageHead>
      <p className="faint keys">{t("cal.keys")}</p>
      {error && <Problem error={error} retry={() => void open.refetch().then(() => closed.refetch())} />}
      {!open.data && !error && <Waiting rows={10} />}
      {open.data && (
        <Grid
          {...{ days, span, today, month: on.slice(0, 7), placed: byDay(all, timeZone) }}
          may={of?.rights.write === true}
          move={(activity, by, minutes) =>
            move.mutate({ activity, days: by, minutes }, { onError: (fault) => void message.error(fault.message) })
          }
          open={(day) => change({ on: day, span: "day" })}
        />
      )}
      {(open.hasNextPage || closed.hasNextPage) && <p className="bad">{t("cal.tooMany", { count: ROWS_MAX })}</p>}
    </div>
  );
}
