import { message, suppression } from "../../shared/notify/outbox.ts";
import { backfill } from "../../shared/records/backfill.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { account, lifeCycleMove, tierChange, tierRule, tierSweep } from "../accounts/table.ts";
import { activity, calendarFeed } from "../activities/table.ts";
import { approval, approvalDelegation, approvalRule } from "../approvals/table.ts";
import { assignmentRule, availability, leadPool } from "../assignment/table.ts";
import { bankConnection, bankRejection, bankStatement, bankTransaction, bankUpload } from "../bank/table.ts";
import { contact } from "../contacts/table.ts";
import { splitRule } from "../credits/table.ts";
import { customField } from "../fields/table.ts";
import { file } from "../files/table.ts";
import { importMapping, job } from "../jobs/table.ts";
import { lead, leadForm, leadPolicy, scoringRule, touch } from "../leads/table.ts";
import { merge } from "../merging/table.ts";
import { opportunity } from "../opportunities/table.ts";
import { amendment, order } from "../orders/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { receivable, writeOff } from "../receivables/table.ts";
import {
  adviceMapping,
  deduction,
  prepayment,
  reconciliationPolicy,
  remittanceAdvice,
} from "../reconciliation/table.ts";
import { reportSubscription } from "../reports/table.ts";
import { sharingRule } from "../sharing/table.ts";
import { tenant } from "../tenants/table.ts";
import { apiKey, department, role, user } from "../users/table.ts";
import { view } from "../views/table.ts";

/**
 * Every entity whose changes are of interest to people or bring messages about, by the module that keeps it and without
 * that module's routes: the consumer beside money reads all of them and serves no call. A test holds the list complete.
 */
export const entitiesByModule: Readonly<Record<string, readonly Entity[]>> = {
  tenants: [tenant],
  users: [user, department, role, apiKey],
  accounts: [account, tierRule, tierSweep, tierChange, lifeCycleMove],
  approvals: [approval, approvalDelegation, approvalRule],
  assignment: [leadPool, assignmentRule, availability.entity],
  contacts: [contact],
  leads: [lead, leadForm, leadPolicy.entity, scoringRule, touch],
  merging: [merge],
  opportunities: [opportunity],
  activities: [activity, calendarFeed],
  files: [file],
  fields: [customField, backfill],
  jobs: [job, importMapping],
  sharing: [sharingRule],
  views: [view],
  products: [product],
  partners: [partner],
  orders: [order, amendment],
  receivables: [receivable, writeOff],
  credits: [splitRule],
  bank: [bankConnection, bankTransaction, bankUpload, bankRejection, bankStatement],
  reconciliation: [reconciliationPolicy.entity, prepayment, deduction, remittanceAdvice, adviceMapping],
  messages: [message, suppression],
  reports: [reportSubscription],
};

export const entities: readonly Entity[] = Object.values(entitiesByModule).flat();
