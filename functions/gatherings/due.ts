import { commit, replacement } from "../../shared/records/write.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { dueWork } from "../tenants/due.ts";
import { tellAll } from "./follow.ts";
import { marketingEventNoun } from "./noun.ts";
import { minutesBetween } from "./rules.ts";
import { registrationsOf } from "./seats.ts";
import { type EventRow, marketingEvent, type RegistrationRow, registration } from "./table.ts";

/** Registrations that are closed by one transaction. */
const CLOSED_AT_ONCE = 40;

/** What becomes of a registration when its event is over; nothing where nothing does. */
function closing(row: RegistrationRow, { startsAt, endsAt }: EventRow): Partial<RegistrationRow> | undefined {
  if (row.state === "registered") return { state: "noShow" };
  if (row.state !== "attended" || row.minutes !== undefined) return undefined;
  const from = [row.checkedInAt ?? startsAt, startsAt].sort().at(-1) as string;
  return { minutes: minutesBetween(from, endsAt) };
}

/** Reminds the people of an event of the time at which it begins, then ends it: who was not there is noted. A run that is broken off goes on. */
export const handler = dueWork("gatherings", marketingEvent, async ({ table, row, now, caller }) => {
  const call = await caller();
  const at = now.toISOString();
  if (row.endsAt > at) {
    const told = { what: "reminder" as const, key: `eventReminder:${row.startsAt}`, states: ["registered"] };
    await tellAll(call, row, told);
    await commit(call, await replacement(call, marketingEventNoun, row, { remindedAt: at }, { as: "remind" }));
    return;
  }
  const open = (await registrationsOf(table, row.id)).flatMap((one) => {
    const fields = closing(one, row);
    return fields ? [write.replace(registration, one, nextVersion(one, at, fields))] : [];
  });
  for (let n = 0; n < open.length; n += CLOSED_AT_ONCE) await table.commit(open.slice(n, n + CLOSED_AT_ONCE));
  await commit(call, await replacement(call, marketingEventNoun, row, { status: "ended" }, { as: "end" }));
});
