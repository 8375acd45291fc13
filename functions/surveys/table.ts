import { hashedId } from "../../shared/hashed.ts";
import { linkEntry } from "../../shared/records/directory.ts";
import { bodyOf } from "../../shared/records/figures.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { Survey, SurveyPolicy, SurveyTurn } from "./schema.ts";

export const survey = entity({
  noun: "survey",
  plural: "surveys",
  prefix: "svy",
  schema: Survey,
  indexes: {
    ...ownedIndexes("survey"),
    account: { by: ["accountId"], tag: "a", prefix: "svy#", sorts: "createdAt", answers: "the surveys of one account" },
    parent: { by: ["aboutId"], sorts: "createdAt", answers: "the surveys about one project or ticket" },
  },
});
export type SurveyRow = RowOf<typeof survey>;

/** The survey that the product asks by itself: one for each project and ticket, whoever closes it and however often. */
export const surveyIdOf = (aboutId: string): string => `${survey.prefix}_${bodyOf(aboutId)}`;

export const PUBLIC_PATH = "/v1/public-surveys/{token}";
export const surveyEntry = linkEntry(survey, "sve");

export const surveyTurn = entity({
  noun: "surveyTurn",
  plural: "turns of who is asked",
  prefix: "svt",
  schema: SurveyTurn,
  scoped: false,
  audited: false,
});
/** Of a contact, or of an address that no contact has. */
export const turnIdOf = (whom: string): string => hashedId(surveyTurn.prefix, whom.toLowerCase());

export const surveyPolicy = setting({
  noun: "surveyPolicy",
  plural: "survey policies",
  prefix: "svp",
  id: "svp_surveys",
  schema: SurveyPolicy,
  path: "/v1/survey-policy",
  reading: "surveys.read",
  writing: "tenants.write",
  tells: "What customers are asked once a project or a ticket is closed, and from which score on somebody has a task.",
  replaces: "Says what customers are asked once a project or a ticket is closed; what is left out takes its default.",
  example: { projects: "nps", tickets: "csat", quietDays: 30, lowCsat: 2, lowNps: 6 },
});
