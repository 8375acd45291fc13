import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { CallList, CallListInput } from "./schema.ts";
import { callList, type ListRow } from "./table.ts";

/** A caller who makes a list, with how many people came onto it and how many did not. */
export type Enlisting = Caller & { enlisted?: Pick<ListRow, "size" | "unreachable" | "withheld"> };

/** People to be called, as everything that handles records by their declaration knows them. */
export const callListNoun: Noun = noun({
  entity: callList,
  module: "dialling",
  path: "/v1/call-lists",
  input: CallListInput,
  view: CallList,
  filters: ["name", "status", "ownerId", "departmentId"],
  references: { ownerId: user, departmentId: department, agentIds: user },
  states: { field: "status", next: { open: ["closed"], closed: ["open"] }, changeIn: ["open"] },
  defaults: () => ({ status: "open" }),
  prepare: async (call: Enlisting, input) => {
    if (!call.enlisted) throw new Fault("invalid_state", "A call list is made by POST /v1/call-lists.");
    return { ...call.enlisted, ...(await ownership(call, input)) };
  },
  revise: (call, before, patch: Partial<ListRow>) => {
    if (patch.people) throw invalidField("people", "Who is on a list stays; make another one.");
    if (patch.purpose && patch.purpose !== before.purpose) {
      throw invalidField("purpose", "What people are called for stays; make another list.");
    }
    return ownership(call, before, patch);
  },
  example: {
    body: {
      name: "续约回访",
      people: { contactIds: ["{contactId}"] },
      purpose: "marketing",
      agentIds: ["{userId}"],
      script: "您好，想了解一下使用情况。",
    },
  },
  patchExample: { body: { attemptsMax: 5 } },
});
