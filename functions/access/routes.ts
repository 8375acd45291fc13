import { Fault, invalidField } from "../../shared/fault.ts";
import { loaded } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { entities } from "../streams/entities.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { explain } from "./rules.ts";
import { Explanation, Question } from "./schema.ts";

const shown = entities.filter(({ audited }) => audited);

export const routes: Route[] = [
  route({
    method: "POST",
    path: "/v1/access/explain",
    permission: "access.read",
    summary: "Says whether a user may do a thing to a record, and why: every check that a call of theirs would meet.",
    body: Question,
    reply: Explanation,
    example: { body: { userId: "{userId}", permission: "accounts.write", noun: "account", id: "{accountId}" } },
    run: async (call) => {
      const { userId, permission, noun, id } = call.body;
      const entity = await shown.find((card) => card.noun === noun)?.load();
      if (noun !== undefined && !entity) throw invalidField("noun", `There is no noun ${noun}.`);
      if (id !== undefined && !entity) throw invalidField("noun", "Name the noun of the record.", "required");
      if (id !== undefined && entity && !id.startsWith(`${entity.prefix}_`)) {
        throw new Fault("not_found", `There is no ${entity.noun} ${id}.`);
      }
      const person = await call.table.get(user, userId);
      const row =
        entity && id !== undefined
          ? await loaded({ ...call, ifMatch: undefined, writes: false }, entity, id)
          : undefined;
      return explain(accessOf(person, call.tenant), permission, { entity, row, isArchived: person.archived === true });
    },
  }),
];
