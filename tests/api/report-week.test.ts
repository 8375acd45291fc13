import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler } from "../../functions/reports/job.ts";
import { addDays } from "../../shared/clock.ts";
import { minutesOf } from "../support/minutes.ts";
import { reportWorld } from "../support/reports.ts";
import { useStack } from "../support/stack.ts";

// Nothing runs by the clock here: the test lets the clock jump by hours, and two runs begin at once after each jump.
const stack = useStack({ lambdas: lambdas.filter((l) => l.kind !== "schedule") });
const JUMP_MS = 5 * 3_600_000;

const FROM = "2028-02-26T00:00:00Z";
const TO = "2028-03-14T12:00:00Z";
const HOLIDAYS = ["2028-02-29", "2028-03-01", "2028-03-13"];
const MADE_UP = ["2028-03-04"];

const isWorked = (on: string): boolean =>
  MADE_UP.includes(on) || (![0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay()) && !HOLIDAYS.includes(on));

type Wanted = {
  who: readonly string[];
  timeZone: string;
  days: "daily" | "workdays";
  when: { at: string } | { cron: string };
  /** The same said another way. */
  isDue(on: string, time: string): boolean;
};

/** Clocks change in New York on 12 March: 02:30 is left out. Two of them meet in Shanghai at eight on Wednesdays. */
const SUBSCRIPTIONS: readonly Wanted[] = [
  {
    ...{ who: ["finance", "manager"], timeZone: "Asia/Shanghai", days: "workdays", when: { at: "08:00" } },
    isDue: (_on, time) => time === "08:00",
  },
  {
    ...{ who: ["finance"], timeZone: "Asia/Shanghai", days: "workdays", when: { cron: "0 8 * * WED" } },
    isDue: (on, time) => time === "08:00" && new Date(`${on}T00:00:00Z`).getUTCDay() === 3,
  },
  {
    ...{ who: ["manager"], timeZone: "America/New_York", days: "daily", when: { at: "02:30" } },
    isDue: (_on, time) => time === "02:30",
  },
  {
    ...{ who: ["finance"], timeZone: "Europe/Berlin", days: "daily", when: { cron: "0 9 29 2 *" } },
    isDue: (on, time) => on.endsWith("-02-29") && time === "09:00",
  },
];

const short = (on: string): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`;

/** What each of the people is told, found by walking through every minute. */
function walked(): Record<string, string[]> {
  const told: Record<string, string[]> = { finance: [], manager: [] };
  const seen = new Set<string>();
  for (const { who, timeZone, days, isDue } of SUBSCRIPTIONS) {
    const dueDay = (on: string): boolean =>
      Array.from({ length: 1_440 }, (_, n) => new Date(n * 60_000).toISOString().slice(11, 16)).some((time) =>
        isDue(on, time),
      ) &&
      (days === "daily" || isWorked(on));
    for (const { at, on, time } of minutesOf(timeZone, new Date(FROM), new Date(TO))) {
      if (!isDue(on, time) || (days === "workdays" && !isWorked(on))) continue;
      const to = addDays(on, -1);
      let from = to;
      for (let n = 1; !dueDay(from) && n < 31; n++) from = addDays(from, -1);
      const label = from === to ? short(to) : `${short(from)}至${short(to)}`;
      for (const name of who) {
        const one = [name, at.toISOString(), label].join();
        if (!seen.has(one)) told[name]?.push(label);
        seen.add(one);
      }
    }
  }
  return told;
}

test("two weeks with a leap day, holidays and a change of clocks yield the mails of a walk minute by minute", async () => {
  stack().clock.set(new Date(FROM));
  const w = await reportWorld(stack());
  await w.admin.put("/v1/working-calendar", {
    holidays: HOLIDAYS.map((on) => ({ on })),
    workdays: MADE_UP.map((on) => ({ on, name: "调休" })),
  });
  const ids: Record<string, string> = { finance: w.finance.id, manager: w.manager.id };
  for (const { who, timeZone, days, when } of SUBSCRIPTIONS) {
    const recipients = who.map((name) => ids[name]);
    const made = await w.admin.post("/v1/report-subscriptions", {
      ...{ report: "dailyReceipts", recipients, timeZone, days, ...when },
    });
    expect(made.status).toBe(201);
  }
  await stack().settled();
  for (let at = Date.parse(FROM); at < Date.parse(TO); ) {
    at = Math.min(at + JUMP_MS, Date.parse(TO));
    stack().clock.set(new Date(at));
    await Promise.all([handler(), handler()]);
  }
  await stack().settled();
  const wanted = walked();
  expect(wanted.finance?.length).toBeGreaterThan(9);
  expect(wanted.manager?.length).toBeGreaterThan(25);
  for (const name of ["finance", "manager"]) {
    const labels = w.reports(name).map(({ subject }) => subject.split("到款日报")[0] as string);
    expect(labels.sort()).toEqual(wanted[name]?.sort());
  }
});
