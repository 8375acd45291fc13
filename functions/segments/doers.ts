import type * as z from "zod";
import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { todayOf } from "../../shared/today.ts";
import { holds, turnsOn } from "../behaviour/counted.ts";
import { dayReader } from "../behaviour/done.ts";
import type { Behaviour } from "./schema.ts";

type Asked = z.output<typeof Behaviour>;

/** Those of some people who did and did not do what is asked for, by their ids. */
export async function doers(
  call: Caller,
  { match, conditions }: Asked,
  people: readonly Pick<AnyRow, "id">[],
): Promise<Set<string>> {
  const today = todayOf(call);
  const daysOf = await dayReader(
    call,
    people.map(({ id }) => id),
  );
  const done = await Promise.all(
    people.map(async ({ id }) => {
      const told = await Promise.all(conditions.map(async (one) => holds(one, await daysOf(id, one), today)));
      return (match === "all" ? told.every(Boolean) : told.some(Boolean)) ? [id] : [];
    }),
  );
  return new Set(done.flat());
}

/** The first day on which time alone may change whether somebody did what is asked for. */
export async function turning(call: Caller, { conditions }: Asked, personId: string): Promise<string | undefined> {
  const today = todayOf(call);
  const daysOf = await dayReader(call, [personId]);
  const days = await Promise.all(conditions.map(async (one) => turnsOn(one, await daysOf(personId, one), today)));
  return days.filter((day) => day !== undefined).sort()[0];
}
