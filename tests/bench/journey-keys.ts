import { enrolment, steps } from "../../functions/journeys/table.ts";
import { dueDay, duePartition } from "../../shared/table/due.ts";
import { partitionOf, shardOf } from "../../shared/table/entity.ts";

const PEOPLE = 1_000_000;
const TENANTS_BESIDE = 200;
const WRITE_UNITS_MAX = 1_000;
/** Writes of one timer's place in its index: it comes, and it goes. */
const WRITES_A_TIMER = 2;
const HOUR_SECONDS = 3_600;

type Heat = Map<string, number>;
const add = (heat: Heat, key: string, units: number): void => {
  heat.set(key, (heat.get(key) ?? 0) + units);
};

/** The partitions that the timers of one tenant lie in, with how many of a million that go on at the same hour each has. */
function timersOfOne(): Heat {
  const heat: Heat = new Map();
  const index = enrolment.indexes.work;
  if (!index) throw new Error("enrolments have timers");
  for (let n = 0; n < PEOPLE; n++) {
    const slot = steps.slotOf(`jne_${String(n).padStart(20, "0")}`);
    add(heat, partitionOf(enrolment, index, { slot }) ?? "", WRITES_A_TIMER);
  }
  return heat;
}

/** The partitions of what is due in all tenants: a slot stands there once, however many timers it has. */
function slotsOfAll(): Heat {
  const { due } = steps.entity;
  if (!due) throw new Error("slots are due");
  const heat: Heat = new Map();
  const slots = new Set(Array.from({ length: PEOPLE / 100 }, (_, n) => steps.slotOf(`jne_${n}`)));
  for (let tenant = 0; tenant <= TENANTS_BESIDE; tenant++) {
    for (const slot of slots) {
      const name = `ten_${tenant}#${steps.entity.prefix}_${due.work}${slot}`;
      const shard = shardOf(name, due.shards);
      // A slot with work is dated anew at every look: once a minute.
      add(heat, duePartition(due.work, dueDay("2026-11-24T08:00:00Z"), shard), (HOUR_SECONDS / 60) * WRITES_A_TIMER);
    }
  }
  return heat;
}

const shown = (name: string, heat: Heat) => {
  const most = Math.max(...heat.values());
  return {
    partitions: name,
    number: heat.size,
    hottest: Math.round((most / HOUR_SECONDS) * 10) / 10,
    limit: WRITE_UNITS_MAX,
    holds: most / HOUR_SECONDS <= WRITE_UNITS_MAX,
  };
};

/** What each partition of journeys' timers is written a second, while a million people of one tenant go on within one hour. */
export function journeyKeys(): void {
  console.log(
    `${PEOPLE} people of one tenant go on within an hour, beside ${TENANTS_BESIDE} tenants with some; writes a second.`,
  );
  console.table([shown("timers of the tenant", timersOfOne()), shown("slots of all tenants", slotsOfAll())]);
}
