import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { idOf, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Names under which one account pays, besides its own. */
export const PAYER_NAMES_MAX = 20;

const TEAM_MAX = 30;
const TeamMember = z.strictObject({ userId: idOf("usr"), role: text(50).optional() });

/** A customer company. Its names, and the bank accounts it has paid from, are what receipts are recognised by. */
export const AccountInput = z.object({
  name: text(200),
  /** The company's registration number; unique in the tenant. */
  registrationNo: text(64).optional(),
  /** The group company this one belongs to. */
  parentId: idOf("acc").optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  payerNames: z.array(text(200)).max(PAYER_NAMES_MAX).optional(),
  /** Who works on it besides its owner; they see it as their own. */
  team: z.array(TeamMember).max(TEAM_MAX).optional(),
  custom: CustomValues.optional(),
});

export const Account = AccountInput.extend({
  ...recordFields,
  /** Set once another account names this one as its parent: only then cash application looks for a group. */
  hasChildren: z.boolean().optional(),
  /** The lead that it came from. */
  leadId: z.string().optional(),
  /** The account that took this one in. */
  mergedInto: z.string().optional(),
  archived: z.boolean().optional(),
});
