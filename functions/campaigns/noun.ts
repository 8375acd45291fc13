import type { InputError } from "../../shared/fault.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Campaign, CampaignInput } from "./schema.ts";
import { campaign } from "./table.ts";

function check({ id, stages, stage, startsOn, endsOn, parentId }: Partial<RowOf<typeof campaign>>): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  if (stage !== undefined && !(stages ?? []).includes(stage)) wrong("stage", "stage must be one of its stages.");
  if (startsOn && endsOn && endsOn < startsOn) wrong("endsOn", "endsOn must not be before startsOn.");
  if (parentId !== undefined && parentId === id) wrong("parentId", "A campaign is no part of itself.");
  return errors;
}

/** What marketing does, as everything that handles records by their declaration knows it. */
export const campaignNoun: Noun = noun({
  entity: campaign,
  module: "campaigns",
  path: "/v1/campaigns",
  input: CampaignInput,
  view: Campaign,
  filters: ["name", "channel", "region", "stage", "parentId", "ownerId", "departmentId"],
  references: { parentId: campaign, ownerId: user, departmentId: department },
  custom: REFERABLE,
  defaults: ({ tenant }) => ({ currency: tenant.currency }),
  check: (values) => check(values),
  prepare: (call, input) => ownership(call, input),
  revise: (call, before, patch) => ownership(call, before, patch),
  example: {
    body: {
      name: "2026 上海制造业峰会",
      channel: "event",
      region: "华东",
      stages: ["筹备", "邀约", "进行中", "复盘"],
      stage: "邀约",
      budgetMinor: 20_000_000,
      costMinor: 12_000_000,
      currency: "CNY",
    },
  },
  patchExample: { body: { stage: "进行中" } },
});
