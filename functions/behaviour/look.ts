import { isDeepStrictEqual } from "node:util";
import { later } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { behaviourProfile, profileId } from "./counted.ts";
import { counted, sessionsOf } from "./rules.ts";
import { eventsOf, sameAs } from "./stream.ts";
import { behaviourAsk } from "./table.ts";
import { touched } from "./touches.ts";

/** A look that was broken off is made again after so long. */
const AGAIN_MS = 300_000;

/** Counts what a person has done anew. Whoever asks meanwhile is seen to by the next look. */
export async function look(call: Caller, due: RowOf<typeof behaviourAsk>): Promise<void> {
  const { table, now } = call;
  const { personId } = due;
  const dueAt = later(now, AGAIN_MS);
  const begun = await table.replace(behaviourAsk, due, nextVersion(due, now, { dueAt }));
  const [same, events] = [await sameAs(table, personId), await eventsOf(table, personId, now)];
  const id = profileId(personId);
  const before = await table.find(behaviourProfile, id);
  const told = { personId, ...counted(events, call.tenant.timeZone) };
  const { version = 0, createdAt = now } = before ?? {};
  const after = { id, version: version + 1, createdAt, updatedAt: now, ...told };
  if (!before && events.length > 0) await table.create(behaviourProfile, after);
  if (before && !isDeepStrictEqual({ ...after, version, updatedAt: before.updatedAt }, before)) {
    await table.replace(behaviourProfile, before, after);
  }
  await touched(call, same, sessionsOf(events));
  await table.replace(behaviourAsk, begun, nextVersion(begun, now, { dueAt: undefined }));
}
