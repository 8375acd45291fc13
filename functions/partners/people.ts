import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { commit, creation, shown } from "../../shared/records/write.ts";
import { userNoun } from "../users/noun.ts";
import { PARTNER } from "../users/roles.ts";
import { User, UserInput } from "../users/schema.ts";
import { user } from "../users/table.ts";
import { partnerNoun } from "./noun.ts";
import { partner } from "./table.ts";

const PATH = `${partnerNoun.path}/{id}/people`;

const PersonInput = UserInput.pick({ email: true, name: true, phone: true, locale: true }).extend({
  id: z
    .string()
    .regex(/^usr_[0-9A-Za-z]{6,40}$/)
    .optional(),
});

const invite = route({
  method: "POST",
  path: PATH,
  permission: "partners.write",
  summary:
    "Lets a partner's person in: they are invited like colleagues, sign in the same way, and see the partner's own alone.",
  noun: user.noun,
  body: PersonInput.strict(),
  reply: User,
  status: 201,
  example: { params: { id: "{id}" }, body: { email: "li.na@channel.example.com", name: "李娜" } },
  run: async (call) => {
    const of = await load(call, partner);
    if (of.archived) throw new Fault("invalid_state", `The partner ${of.id} is archived; restore it first.`);
    const { id, ...given } = call.body;
    const change = await creation(call, userNoun, { ...given, roles: [PARTNER], partnerId: of.id }, id);
    return shown(call, userNoun, await commit(call, change));
  },
});

const people = childRoute({
  parent: partner,
  child: user,
  path: PATH,
  permission: "partners.read",
  summary: "The people of a partner who sign in, the newest first; one who has left is archived.",
  view: User,
  at: { index: "parent", values: (partnerId) => ({ partnerId }), begins: "" },
  order: "newest",
});

export const peopleRoutes: Route[] = [invite, people];
