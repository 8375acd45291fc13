import type * as z from "zod";
import { type directoryEntry, enter } from "../records/directory.ts";
import type { NounSpec } from "../records/noun.ts";
import { idOf } from "../schema.ts";
import type { Entity, RowOf } from "../table/entity.ts";
import { crud } from "./crud.ts";
import { checkReferences, fresh } from "./record.ts";
import { rotationRoute, signingSecretOf } from "./rotation.ts";
import { type Call, type Permission, type Route, route } from "./route.ts";

type Spec<E extends Entity, I extends z.ZodObject> = Omit<NounSpec<E, I>, "show" | "check"> & {
  /** Says outside every wall which tenant it is of; none of what nobody outside names. */
  entry?: ReturnType<typeof directoryEntry>;
  /** Of making one, and of exchanging its secret. */
  permission: Permission;
  summary: string;
  show(row: RowOf<E>): object;
  /** The form of its id, where that is a narrower one. */
  id?: z.ZodString;
  /** What making one answers, where that is less than the whole. */
  made?: z.ZodType;
  /** Throws where one cannot be made as it is asked for. */
  checks?(call: Call<unknown, unknown>, given: z.output<I>): void | Promise<void>;
  /** What a new one begins with besides. */
  begins?(call: Call<unknown, unknown>): object;
  /** True of one that signs what it sends: it has a secret, which is shown once and can be exchanged. */
  signs?(of: Partial<RowOf<E>>): boolean;
  /** Throws where one has no secret to be exchanged. */
  rotates?(row: RowOf<E>): void;
};

/** Routes of what systems outside name by its id: a connection, a channel, a form, a key. */
export function outsideCrud<E extends Entity, I extends z.ZodObject>(spec: Spec<E, I>): Route[] {
  const { entry, permission, summary, id: form, made: answer, checks, begins, signs, rotates, ...noun } = spec;
  const { entity, path, references = {}, show, example } = noun;
  const made = answer ?? noun.view;
  const create = route({
    ...{ method: "POST", path, permission, summary, reply: made, status: 201, example },
    body: noun.input.extend({ id: (form ?? idOf(entity.prefix)).optional() }).strict(),
    run: async (call: Call<unknown, unknown>) => {
      const { id, ...given } = call.body as { id?: string };
      await checkReferences(call, references, given);
      await checks?.(call, given as z.output<I>);
      const signingSecret = signs?.(given as Partial<RowOf<E>>) ? signingSecretOf(call) : undefined;
      const base = fresh(call, entity, id);
      const secrets = signingSecret && { secrets: [{ secret: signingSecret }] };
      const row = { ...base, ...given, ...secrets, ...begins?.(call) } as RowOf<E>;
      // The directory first: an entry that leads to nothing takes nothing in.
      if (entry) await enter(entry, { ...base, tenantId: call.tenant.id }, call.table.stamp);
      const kept = await call.table.create(entity, row);
      return { ...show(kept), ...(signingSecret && { signingSecret }) };
    },
  });
  const [, ...others] = crud({ ...noun, example: {} } as unknown as NounSpec<E, I>);
  const rotate = rotationRoute({ entity, path, permission, reply: made, show, check: rotates });
  return [create, ...(signs ? [rotate] : []), ...others];
}
