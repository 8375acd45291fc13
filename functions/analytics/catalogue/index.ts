import { activitiesReports } from "./activities.ts";
import { competitionReports } from "./competition.ts";
import { customersReports } from "./customers.ts";
import { expensesReports } from "./expenses.ts";
import { forecastReports } from "./forecast.ts";
import { funnelReports } from "./funnel.ts";
import { leadsReports } from "./leads.ts";
import { partnersReports } from "./partners.ts";
import { peopleReports } from "./people.ts";
import { planReports } from "./plan.ts";
import { processReports } from "./process.ts";
import { productsReports } from "./products.ts";
import { quotesReports } from "./quotes.ts";
import { receiptsReports } from "./receipts.ts";
import { receivablesReports } from "./receivables.ts";
import { reconciliationReports } from "./reconciliation.ts";
import type { Report } from "./report.ts";
import { salesReports } from "./sales.ts";
import { deliveryReports, serviceReports, successReports } from "./service.ts";

/** Every report of the catalogue, each under an id of its own. */
export const catalogue: readonly Report[] = [
  ...receiptsReports,
  ...receivablesReports,
  ...reconciliationReports,
  ...salesReports,
  ...peopleReports,
  ...productsReports,
  ...quotesReports,
  ...partnersReports,
  ...planReports,
  ...funnelReports,
  ...forecastReports,
  ...leadsReports,
  ...customersReports,
  ...competitionReports,
  ...activitiesReports,
  ...expensesReports,
  ...processReports,
  ...deliveryReports,
  ...serviceReports,
  ...successReports,
];
