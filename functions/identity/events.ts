import { type Change, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { user } from "../users/table.ts";

type UserChange = Change<RowOf<typeof user>>;

/** What the pool keeps of a person, and whether it keeps them. */
const KEPT = ["email", "name", "archived", "invitedAt"] as const;

const hasLeft = ({ before, after }: UserChange): boolean => Boolean(after?.archived) && !before?.archived;

/** The client of the pool is loaded with the first person who comes or goes. */
const keeping = () => import("./pool.ts");

export const emits: Emission[] = [
  when(
    user,
    "user.signInChanged",
    ({ before, after }: UserChange) =>
      (before?.email ?? after?.email) !== undefined && KEPT.some((field) => before?.[field] !== after?.[field]),
  ),
  when(
    user,
    "user.sessionsEnded",
    (change: UserChange) =>
      hasLeft(change) ||
      (change.after?.signedOutAt !== undefined && change.before?.signedOutAt !== change.after.signedOutAt),
  ),
  when(
    user,
    "user.signedOut",
    ({ before, after }: UserChange) => after?.signedOutAt !== undefined && before?.signedOutAt !== after.signedOutAt,
  ),
];

export const handles: Handler[] = [
  handle(user, "user.sessionsEnded", "rest", "frees the seats of who has signed out or left", async (c, work) =>
    (await import("./ended.ts")).freeSeats(c, work),
  ),
  handle(
    user,
    "user.signInChanged",
    "rest",
    "lets people into the pool, invites them, and takes out who has left",
    async (c, work) => (await keeping()).keepInPool(c, work),
  ),
  handle(user, "user.signedOut", "rest", "ends all sign-ins of somebody at the pool", async (c) =>
    (await keeping()).signOutOfPool(c),
  ),
];
