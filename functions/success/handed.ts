import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { hashedId } from "../../shared/hashed.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { account } from "../accounts/table.ts";
import { activity } from "../activities/table.ts";
import { handOverPolicy } from "../orders/table.ts";
import { user } from "../users/table.ts";
import { openRenewals } from "./look.ts";
import { keepersOf } from "./rules.ts";
import { health, healthId } from "./table.ts";
import { handOverTask } from "./tell.ts";

type Account = RowOf<typeof account>;

/** The task of one hand-over, however often its change is told. */
const taskId = ({ id, version }: Account): string => hashedId(activity.prefix, `${id} ${version}`);

/** Tells whoever looks after a customer from now on, be it after sales or after a colleague, what there is to do. */
export async function handedOver(work: Work, before: Account, after: Account): Promise<void> {
  const { teamRole } = await handOverPolicy.held(work.table);
  const [was] = keepersOf(before, teamRole);
  const [is] = keepersOf(after, teamRole);
  if (!is || is === was) return;
  const call = callerOf(work, "success");
  const [open, person, stands] = await Promise.all([
    openRenewals(call, after.id),
    work.table.find(user, is),
    work.table.find(health, healthId(after.id)),
  ]);
  // One without a contract has been given to somebody who sells.
  if (open.length === 0 || !person || person.archived) return;
  const of = { about: after, ownerId: is, open, parts: stands?.parts ?? [], id: taskId(after) };
  const { actions } = await handOverTask(call, of);
  await work.table.commit(actions).catch((error) => {
    if (!isOvertaken(error)) throw error;
  });
}
