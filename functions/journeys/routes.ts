import { Fault, invalidField } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import { load, loaded } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { forgetting } from "../../shared/records/inforce.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { systemCaller } from "../users/system.ts";
import { journeyActions } from "./actions.ts";
import { libraryRoutes } from "./library.ts";
import { journeys } from "./live.ts";
import { journeyNoun } from "./noun.ts";
import { EnrolInput, EnrolmentView, Version } from "./schema.ts";
import { simulate } from "./simulate.ts";
import { standing } from "./standing.ts";
import { enrolment, journey, journeyVersion } from "./table.ts";

const PATH = journeyNoun.path;

const versions = childRoute({
  parent: journey,
  child: journeyVersion,
  path: `${PATH}/{id}/versions`,
  permission: "journeys.read",
  summary: "The versions of a journey, newest first, as they were published.",
  view: Version,
  at: { index: "parent", values: (journeyId) => ({ journeyId }), begins: "jnv#" },
  order: "newest",
});

const enrolments = childRoute({
  parent: journey,
  child: enrolment,
  path: `${PATH}/{id}/enrolments`,
  permission: "journeys.read",
  summary: "Who is or was on a journey, newest first: where they stand, what was done with them and what ended it.",
  view: EnrolmentView,
  at: { index: "parent", values: (journeyId) => ({ journeyId }), begins: "jne#" },
  order: "newest",
  filters: ["state", "step", "personId", "number"],
  show: ({ subjectIds: _subjects, slot: _slot, ...row }) => row,
});

const REFUSED = {
  "not-live": "It is not live; publish it first.",
  "under-way": "This person is on it already.",
  again: "Its rules of re-entry keep this person out.",
  gone: "This person is archived.",
  unseen: "Whoever published it may not see this person.",
  entry: "What must hold for it to begin does not hold of this person.",
} as const;

const begin = route({
  method: "POST",
  path: `${PATH}/{id}/enrolments`,
  permission: "journeys.write",
  summary: "Begins a live journey for one person by hand, by the same rules as its trigger does.",
  body: EnrolInput,
  reply: EnrolmentView,
  status: 201,
  example: { params: { id: "{id}" }, body: { personId: "{leadId}" }, after: ["publish"] },
  run: async (call) => {
    const { id: journeyId, of } = await load(call, journey);
    const { personId } = call.body;
    const people = of === "lead" ? lead : contact;
    if (!personId.startsWith(`${people.prefix}_`))
      throw invalidField("personId", `This journey is of ${people.plural}.`);
    await loaded({ ...call, writes: false }, people, personId);
    const [{ enrol, enrolmentId }, { advance }] = await Promise.all([import("./enrol.ts"), import("./advance.ts")]);
    const product = await systemCaller(call.table, "journeys", new Date(call.now));
    const beginning = { journeyId, personId, occurrence: call.newId(enrolment.prefix) };
    const outcome = await enrol(product, beginning);
    if (outcome !== "began" && outcome !== "known") {
      const errors = [{ path: "personId", code: "conflict", message: REFUSED[outcome] }];
      throw new Fault("invalid_state", REFUSED[outcome], { errors });
    }
    const id = enrolmentId(beginning);
    await advance(product, id);
    return EnrolmentView.parse(await call.table.get(enrolment, id));
  },
});

export const routes: Route[] = forgetting(
  [
    ...crud(journeyNoun),
    ...actionRoutes(journeyNoun, journeyActions),
    versions,
    enrolments,
    standing,
    begin,
    simulate,
    ...libraryRoutes,
  ],
  (tenantId) => journeys.forget(tenantId),
);
