/**
 * A signing secret ends by the shortest grace that was ever named for it, and with a grace of 0 all earlier ones end
 * with that call: a secret that has leaked may have been on its way out already.
 */
import * as z from "zod";
import type { Entity, RowOf } from "../table/entity.ts";
import { changed, load } from "./record.ts";
import { type Call, type Permission, type Route, route } from "./route.ts";
import { newSigningSecret, rotated, type SigningSecret } from "./signature.ts";

/** After a rotation the old secret is accepted this long, unless the caller names another time. */
const GRACE_HOURS = 24;
const GRACE_HOURS_MAX = 168;

/** A new signing secret, fixed by the call's idempotency key. */
export const signingSecretOf = (call: Pick<Call, "secret">): string =>
  newSigningSecret((size) => Buffer.from(call.secret(size), "base64url"));

type Rotation<E extends Entity> = {
  entity: E;
  /** The collection of those who sign. */
  path: string;
  permission: Permission;
  reply: z.ZodType;
  show(row: RowOf<E>): object;
  /** Throws where this one signs nothing. */
  check?(row: RowOf<E>): void;
};

/** The route that gives a sender a new signing secret beside those that it has. */
export const rotationRoute = <E extends Entity>({ entity, path, permission, reply, show, check }: Rotation<E>): Route =>
  route({
    method: "POST",
    path: `${path}/{id}/rotate-secret`,
    permission,
    summary:
      "Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end.",
    body: z.strictObject({
      graceHours: z
        .int()
        .min(0)
        .max(GRACE_HOURS_MAX)
        .optional()
        .describe("Hours that earlier ones are accepted yet; 24."),
    }),
    reply,
    example: { params: { id: "{id}" }, body: { graceHours: 24 } },
    run: async (call) => {
      const row = await load(call, entity);
      check?.(row);
      const signingSecret = signingSecretOf(call);
      const { graceHours = GRACE_HOURS } = call.body;
      const before = (row as { secrets?: SigningSecret[] }).secrets ?? [];
      const secrets = rotated(before, signingSecret, { graceHours, now: call.now });
      return { ...show(await call.table.replace(entity, row, changed(call, row, { secrets }))), signingSecret };
    },
  });
