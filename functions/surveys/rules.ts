import type * as z from "zod";
import type { SURVEY_KINDS, SurveyPolicy } from "./schema.ts";

export type Kind = (typeof SURVEY_KINDS)[number];

/** The scores that one may give, both ends included. */
export const SCORES: Readonly<Record<Kind, { from: number; to: number }>> = {
  csat: { from: 1, to: 5 },
  nps: { from: 0, to: 10 },
};

/** Satisfied are those who give 4 or 5 of 5: the usual top-two-box share of CSAT. */
export const isSatisfied = (kind: Kind, score: number): boolean => kind === "csat" && score >= 4;

/** Promoters give 9 or 10, detractors 6 or less (Reichheld's net promoter score: the share of the first less that of the second). */
export const isPromoter = (kind: Kind, score: number): boolean => kind === "nps" && score >= 9;
export const isDetractor = (kind: Kind, score: number): boolean => kind === "nps" && score <= 6;

type Policy = Pick<z.output<typeof SurveyPolicy>, "lowCsat" | "lowNps">;
export const isLow = (kind: Kind, score: number, { lowCsat, lowNps }: Policy): boolean =>
  score <= (kind === "csat" ? lowCsat : lowNps);
