import type { InputError } from "../../shared/fault.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Campaign, CampaignInput } from "./schema.ts";
import { campaign } from "./table.ts";

type CampaignRow = RowOf<typeof campaign>;

function check({ id, stages, stage, startsOn, endsOn, parentId }: Partial<CampaignRow>): InputError[] {
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  if (stage !== undefined && !(stages ?? []).includes(stage)) wrong("stage", "stage must be one of its stages.");
  if (stages && new Set(stages).size < stages.length) wrong("stages", "stages must name each stage once.");
  if (startsOn && endsOn && endsOn < startsOn) wrong("endsOn", "endsOn must not be before startsOn.");
  if (parentId !== undefined && parentId === id) wrong("parentId", "A campaign is no part of itself.");
  return errors;
}

/** A campaign begins in the first of its stages, and where it stands it stands since it came there, on whatever path. */
function standing(now: string, after: CampaignRow, before?: CampaignRow): Partial<CampaignRow> {
  const { stages, stage = before ? undefined : stages?.[0] } = after;
  return stage === before?.stage ? {} : { stage, stageAt: stage && now };
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
  labels: { noun: ["市场活动", "Campaign"], fields: { stages: ["阶段设置", "Its stages"], stage: ["阶段", "Stage"] } },
  defaults: ({ tenant }) => ({ currency: tenant.currency }),
  check: (values) => check(values),
  derive: ({ now }, after, before) => standing(now, after, before),
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
