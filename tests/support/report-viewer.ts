import { PERMISSION_NAMES } from "../../functions/permissions.ts";
import type { Api } from "./api.ts";
import { made, type TestTenant } from "./tenant.ts";

/** Fields that reports count, tell apart by and filter by, some of each noun. */
const HIDDEN: Record<string, string[]> = {
  account: ["region", "stage", "size"],
  contact: ["email", "decisionRole"],
  lead: ["source", "score", "wonAt"],
  opportunity: ["amountMinor", "competitors", "nextStep"],
  activity: ["outcome", "durationMinutes"],
  quote: ["discountMinor", "sentAt"],
  order: ["partnerId", "refundMinor", "kind"],
  receivable: ["openMinor", "writtenOffMinor"],
  deduction: ["code"],
  credit: ["rule"],
  bankTransaction: ["unappliedMinor", "chargesMinor"],
  quota: ["amountMinor"],
  expense: ["source", "placing"],
  budget: ["consumedMinor"],
  ticket: ["priority", "escalatedAt"],
  survey: ["comment"],
  article: ["staleAt"],
  project: ["budgetMinor", "grade"],
  partner: ["tier"],
  competitor: ["strengths"],
  product: ["productType", "recurring"],
  dealRegistration: ["amountMinor"],
  rebateEntry: ["cashMinor"],
};

/** Somebody who may read everything but some fields of it. */
export async function blinkeredViewer({ admin, person }: TestTenant): Promise<Api> {
  const permissions = PERMISSION_NAMES.filter((name) => name.endsWith(".read"));
  const fields = Object.fromEntries(
    Object.entries(HIDDEN).map(([noun, names]) => [noun, Object.fromEntries(names.map((name) => [name, "hidden"]))]),
  );
  await made(admin, "/v1/roles", { name: "blinkered", permissions, scopes: { "*": "all" }, fields });
  return (await person({ roles: ["blinkered"] })).api;
}
