/** A property of a calendar, parsed: its parameters, and its value as it stands on the line. */
export type IcalProperty = { name: string; parameters: Record<string, string>; value: string };
export type IcalEvent = { properties: IcalProperty[]; get(name: string): IcalProperty | undefined };

/**
 * A small reader of RFC 5545 that shares nothing with the product: it unfolds by octets, splits lines into name,
 * parameters and value, and insists on what the RFC insists on. Throws where a calendar breaks a rule.
 */
export function readCalendar(text: string): { properties: IcalProperty[]; events: IcalEvent[] } {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.toString("utf8") !== text) throw new Error("not UTF-8");
  if (!text.endsWith("\r\n")) throw new Error("the last line has no end");
  const physical = bytes.toString("latin1").slice(0, -2).split("\r\n");
  for (const line of physical) {
    if (line.length > 75) throw new Error(`a line of ${line.length} octets`);
    if (/[\r\n]/.test(line)) throw new Error("a bare line break");
    new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(line, "latin1"));
  }
  const lines: string[] = [];
  for (const line of physical) {
    if (/^[ \t]/.test(line)) lines.push(lines.pop() + line.slice(1));
    else lines.push(line);
  }
  const all = lines.map((line) => property(Buffer.from(line, "latin1").toString("utf8")));
  return nested(all);
}

function property(line: string): IcalProperty {
  const match = /^([A-Z-]+)((?:;[A-Z-]+=[^:;]*)*):(.*)$/s.exec(line);
  if (!match) throw new Error(`no property: ${line}`);
  const [, name = "", parameters = "", value = ""] = match;
  const pairs = parameters
    .split(";")
    .filter(Boolean)
    .map((pair) => pair.split("=") as [string, string]);
  return { name, parameters: Object.fromEntries(pairs), value };
}

function nested(all: readonly IcalProperty[]): { properties: IcalProperty[]; events: IcalEvent[] } {
  const [first, last] = [all[0], all.at(-1)];
  if (first?.name !== "BEGIN" || first.value !== "VCALENDAR" || last?.name !== "END") throw new Error("no VCALENDAR");
  const properties: IcalProperty[] = [];
  const events: IcalEvent[] = [];
  let current: IcalProperty[] | undefined;
  for (const one of all.slice(1, -1)) {
    if (one.name === "BEGIN") {
      if (one.value !== "VEVENT" || current) throw new Error(`BEGIN:${one.value} is not expected`);
      current = [];
    } else if (one.name === "END") {
      if (one.value !== "VEVENT" || !current) throw new Error(`END:${one.value} is not expected`);
      events.push(eventOf(current));
      current = undefined;
    } else (current ?? properties).push(one);
  }
  for (const name of ["VERSION", "PRODID"]) if (!properties.some((p) => p.name === name)) throw new Error(`no ${name}`);
  return { properties, events };
}

function eventOf(properties: IcalProperty[]): IcalEvent {
  const once = ["UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"];
  for (const name of once) {
    const count = properties.filter((p) => p.name === name).length;
    if (count !== 1) throw new Error(`${count} × ${name}`);
  }
  return { properties, get: (name) => properties.find((p) => p.name === name) };
}

/** A text value without its escapes. */
export function icalText(value: string): string {
  let text = "";
  for (let at = 0; at < value.length; at++) {
    const c = value[at];
    if (c === ";" || c === ",") throw new Error(`unescaped ${c}`);
    if (c !== "\\") {
      text += c;
      continue;
    }
    at += 1;
    const next = value[at] ?? "";
    if (!/[\\;,nN]/.test(next)) throw new Error(`unknown escape \\${next}`);
    text += /n/i.test(next) ? "\n" : next;
  }
  return text;
}

/** `20261201T020000Z` or `20261201` as milliseconds. */
export function icalTime(value: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(value);
  if (!match) throw new Error(`no time of UTC: ${value}`);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map((n) => Number(n ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const DAY_MS = 86_400_000;
const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** The days of one month that a rule picks, by BYMONTHDAY and BYSETPOS. */
function monthDays(rule: Record<string, string>, year: number, month: number): number[] {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const days = (rule.BYMONTHDAY ?? "")
    .split(",")
    .map(Number)
    .filter((day) => day <= length);
  return rule.BYSETPOS === "-1" ? days.slice(-1) : days;
}

/** True where a rule has an occurrence on the day of `at`, seen from the rule's beginning. */
function isOn(rule: Record<string, string>, start: number, at: number): boolean {
  const [from, day] = [new Date(start), new Date(at)];
  const interval = Number(rule.INTERVAL ?? 1);
  const days = Math.floor(at / DAY_MS) - Math.floor(start / DAY_MS);
  if (rule.FREQ === "DAILY") return days % interval === 0;
  if (rule.FREQ === "WEEKLY") {
    const monday = (ms: number): number => Math.floor((Math.floor(ms / DAY_MS) + 3) / 7);
    const inWeek = (monday(at) - monday(start)) % interval === 0;
    return inWeek && (rule.BYDAY ?? "").split(",").includes(DAYS[day.getUTCDay()] ?? "");
  }
  const months = (day.getUTCFullYear() - from.getUTCFullYear()) * 12 + day.getUTCMonth() - from.getUTCMonth();
  if (rule.FREQ === "YEARLY" && Number(rule.BYMONTH) !== day.getUTCMonth() + 1) return false;
  const inMonth = months % (rule.FREQ === "YEARLY" ? 12 * interval : interval) === 0;
  return inMonth && monthDays(rule, day.getUTCFullYear(), day.getUTCMonth()).includes(day.getUTCDate());
}

/** The first `max` occurrences of an event, its own time first, by its rule or its further dates: day by day. */
export function occurrencesOf(event: IcalEvent, max: number): number[] {
  const start = icalTime(event.get("DTSTART")?.value ?? "");
  const dates = event.get("RDATE")?.value.split(",").map(icalTime);
  if (dates) return [start, ...dates].slice(0, max);
  const text = event.get("RRULE")?.value;
  if (!text) return [start];
  const rule = Object.fromEntries(text.split(";").map((part) => part.split("=") as [string, string]));
  const until = rule.UNTIL ? icalTime(rule.UNTIL) : Number.POSITIVE_INFINITY;
  const count = Math.min(max, Number(rule.COUNT ?? max));
  const found: number[] = [];
  for (let at = start; found.length < count && at <= until && at < Date.UTC(2400, 0); at += DAY_MS) {
    if (isOn(rule, start, at)) found.push(at);
  }
  return found;
}
