import { DndContext, type DragEndEvent, PointerSensor, useDraggable, useSensor, useSensors } from "@dnd-kit/core";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { Activity } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useWords } from "../words/index.ts";
import { DAY_MINUTES, type Placed, type Span } from "./days.ts";

const HOUR_PX = 44;
const SNAP_MINUTES = 15;
const DAY_BEGINS_AT = 8;
/** Entries of one day of a month that are named. */
const NAMED_MAX = 4;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Moves an activity by whole days and by minutes. */
export type Move = (activity: Activity, days: number, minutes: number) => void;

type EntryProps = { placed: Placed; span: Span; may: boolean; move: Move };

/** One entry: opened by Enter, and moved by the pointer or by Alt and the arrows. */
function Entry({ placed, span, may, move }: EntryProps) {
  const t = useWords();
  const formats = useFormats();
  const go = useNavigate();
  const { activity, isWhole, from, to, lane, lanes } = placed;
  const isTimed = span !== "month" && !isWhole;
  const isMovable = may && activity.state === "open";
  const { setNodeRef, listeners, transform } = useDraggable({
    id: activity.id,
    data: { placed },
    disabled: !isMovable,
  });
  const time = isWhole ? "" : formats.time(activity.startAt ?? activity.dueAt);
  const press = (event: React.KeyboardEvent): void => {
    const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
    const minutes = isTimed ? ({ ArrowUp: -SNAP_MINUTES, ArrowDown: SNAP_MINUTES }[event.key] ?? 0) : 0;
    if (!event.altKey || !isMovable || (days === 0 && minutes === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    move(activity, days, minutes);
  };
  const place = isTimed && {
    top: `${(from * HOUR_PX) / 60}px`,
    height: `${((to - from) * HOUR_PX) / 60 - 2}px`,
    left: `${(lane * 100) / lanes}%`,
    width: `calc(${100 / lanes}% - 2px)`,
  };
  const shift = transform && {
    transform: `translate(${transform.x}px, ${isWhole && span !== "month" ? 0 : transform.y}px)`,
  };
  const label = `${[time, activity.subject].filter(Boolean).join(" ")}, ${formats.day(placed.on)}`;
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={`entry ${activity.kind} ${activity.state}${isTimed ? " timed" : ""}${transform ? " moving" : ""}`}
      style={{ ...place, ...shift }}
      aria-label={isMovable ? `${label} (${t("cal.movable")})` : label}
      {...listeners}
      onKeyDown={press}
      onClick={() => void go(`/r/activity/${activity.id}`)}
    >
      {time && <span className="entry-time">{time}</span>} <bdi>{activity.subject}</bdi>
    </button>
  );
}

type GridProps = {
  days: readonly string[];
  span: Span;
  today: string;
  month: string;
  placed: ReadonlyMap<string, readonly Placed[]>;
  may: boolean;
  move: Move;
  open: (day: string) => void;
};

function DayHead({ day, today, open }: { day: string; today: string; open: (day: string) => void }) {
  const formats = useFormats();
  return (
    <h2>
      <button type="button" className={day === today ? "day-head today" : "day-head"} onClick={() => open(day)}>
        {formats.day(day)}
      </button>
    </h2>
  );
}

/** The hours of one day or of seven, what is of the whole day above them. */
function Hours({ days, span, today, placed, may, move, open }: GridProps) {
  const t = useWords();
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (scroll.current) scroll.current.scrollTop = DAY_BEGINS_AT * HOUR_PX;
  }, []);
  const rest = { span, may, move };
  return (
    <div className={`calendar-hours ${span}`}>
      <div className="calendar-row heads">
        <span />
        {days.map((day) => (
          <section key={day} aria-label={day}>
            <DayHead {...{ day, today, open }} />
            {(placed.get(day) ?? [])
              .filter(({ isWhole }) => isWhole)
              .map((one) => (
                <Entry key={one.activity.id} placed={one} {...rest} />
              ))}
          </section>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section ref={scroll} className="calendar-scroll" aria-label={t("cal.hours")} tabIndex={0}>
        <div className="calendar-row">
          <div className="hour-names" aria-hidden="true">
            {HOURS.map((hour) => (
              <span key={hour}>{`${String(hour).padStart(2, "0")}:00`}</span>
            ))}
          </div>
          {days.map((day) => (
            <div key={day} className="day-column" data-day={day}>
              {(placed.get(day) ?? [])
                .filter(({ isWhole }) => !isWhole)
                .map((one) => (
                  <Entry key={one.activity.id} placed={one} {...rest} />
                ))}
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

function Month({ days, span, today, month, placed, may, move, open }: GridProps) {
  const t = useWords();
  const formats = useFormats();
  return (
    <div className="calendar-month">
      {days.map((day) => {
        const all = placed.get(day) ?? [];
        return (
          <section
            key={day}
            className={day.startsWith(month) ? "month-day" : "month-day other"}
            data-day={day}
            aria-label={day}
          >
            <h2>
              <button
                type="button"
                className={day === today ? "day-head today" : "day-head"}
                aria-label={`${Number(day.slice(-2))}, ${formats.day(day)}`}
                onClick={() => open(day)}
              >
                {Number(day.slice(-2))}
              </button>
            </h2>
            {all.slice(0, NAMED_MAX).map((one) => (
              <Entry key={one.activity.id} {...{ placed: one, span, may, move }} />
            ))}
            {all.length > NAMED_MAX && (
              <button type="button" className="link-button" onClick={() => open(day)}>
                {t("cal.more", { count: all.length - NAMED_MAX })}
              </button>
            )}
          </section>
        );
      })}
    </div>
  );
}

/** A calendar's grid, on which what is open is moved. */
export function Grid(props: GridProps) {
  const { span, days, move } = props;
  const frame = useRef<HTMLDivElement>(null);
  // A press that does not move opens the entry; on a touch screen the page still scrolls.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const drop = ({ active, delta }: DragEndEvent): void => {
    const placed = active.data.current?.placed as Placed | undefined;
    const cell = frame.current?.querySelector<HTMLElement>("[data-day]")?.getBoundingClientRect();
    if (!placed || !cell) return;
    const across = days.length > 1 ? Math.round(delta.x / cell.width) : 0;
    if (span === "month") {
      const by = across + 7 * Math.round(delta.y / cell.height);
      if (by !== 0) move(placed.activity, by, 0);
      return;
    }
    const snapped = Math.round((delta.y * 60) / HOUR_PX / SNAP_MINUTES) * SNAP_MINUTES;
    const minutes = placed.isWhole
      ? 0
      : Math.min(Math.max(snapped, -placed.from), DAY_MINUTES - SNAP_MINUTES - placed.from);
    if (across !== 0 || minutes !== 0) move(placed.activity, across, minutes);
  };
  return (
    <div ref={frame}>
      <DndContext sensors={sensors} onDragEnd={drop}>
        {span === "month" ? <Month {...props} /> : <Hours key={span} {...props} />}
      </DndContext>
    </div>
  );
}
