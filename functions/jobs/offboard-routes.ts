import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { putAway } from "../../shared/records/write.ts";
import { idOf, text } from "../../shared/schema.ts";
import { write } from "../../shared/table/table.ts";
import { guard } from "../users/guards.ts";
import { userNoun } from "../users/noun.ts";
import { department, user } from "../users/table.ts";
import type { HeirRule } from "./rules.ts";
import { JobView } from "./schema.ts";
import { refuse, startOf } from "./start.ts";
import { job } from "./table.ts";

const RULES_MAX = 50;
/** A user by id, or the caller. */
const heir = z.union([z.literal("$me"), idOf(user.prefix)]);

/** Of several rules the first that fits a record says who takes it over; the last must fit all. */
const Rule = z.strictObject({
  noun: text(50).optional(),
  /** Records of this department and those below it. */
  departmentId: idOf(department.prefix).optional(),
  /** Records whose field `region`, declared or the tenant's own, has this value. */
  region: text(100).optional(),
  to: heir,
});
const OffboardInput = z.strictObject({ to: z.union([heir, z.array(Rule).min(1).max(RULES_MAX)]) });

async function checkRules(call: Caller, leaverId: string, rules: readonly HeirRule[], isList: boolean): Promise<void> {
  const heirs = await call.table.getMany(
    user,
    rules.map(({ to }) => to),
    true,
  );
  const { estates } = await import("./estate.ts");
  const known = (await estates()).map(({ entity }) => entity.noun);
  const at = (n: number, field: string): string => (isList ? `to.${n}.${field}` : "to");
  refuse(
    rules.flatMap(({ noun, departmentId, to }, n) => {
      const heir = heirs.get(to);
      const error = (path: string, code: string, message: string) => [{ path: at(n, path), code, message }];
      if (!heir) return error("to", "unknown_reference", `There is no user ${to}.`);
      if (to === leaverId) return error("to", "invalid", "Nobody hands over to themselves.");
      if (heir.archived) return error("to", "invalid", `The user ${to} has left as well.`);
      if (noun && !known.includes(noun)) return error("noun", "invalid", `noun must be one of ${known.join(", ")}.`);
      if (departmentId && !call.tenant.departmentParents.has(departmentId)) {
        return error("departmentId", "unknown_reference", `There is no department ${departmentId}.`);
      }
      return [];
    }),
  );
  const { noun, departmentId, region } = rules.at(-1) as HeirRule;
  if (noun || departmentId || region) {
    throw invalidField("to", "The last rule must fit every record: name only who takes over.", "incomplete");
  }
}

const offboard = route({
  method: "POST",
  path: "/v1/users/{id}/offboard",
  permission: "users.write",
  summary: "Ends a user's access at once and hands over all that they own, in the background, with a report by noun.",
  body: OffboardInput,
  reply: JobView,
  status: 202,
  example: { params: { id: "{id}" }, body: { to: "$me" } },
  run: async (call) => {
    const caller = call;
    const leaver = await load(call, user);
    if (leaver.id === call.actor.principalId) throw new Fault("invalid_state", "Nobody can off-board themselves.");
    const { to } = call.body;
    const named: HeirRule[] = typeof to === "string" ? [{ to }] : to;
    const rules = named.map((rule) => (rule.to === "$me" ? { ...rule, to: call.actor.principalId } : rule));
    await guard(caller, { kind: "acting", as: leaver });
    await checkRules(caller, leaver.id, rules, Array.isArray(to));
    const row = startOf(caller, { kind: "offboard", params: { userId: leaver.id, rules } });
    // Tokens and keys of an archived user are refused from the next call on, whatever becomes of the job.
    const { actions } = leaver.archived ? { actions: [] } : await putAway(caller, userNoun, leaver, true);
    await call.table.commit([...actions, write.create(job, row)]);
    return row;
  },
});

export const offboardRoutes: Route[] = [offboard];
