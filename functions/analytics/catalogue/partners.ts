import { type Report, reportsOn, that, year } from "./report.ts";

const partner = reportsOn("partners", "partners");
const partnerOrder = reportsOn("partners", "orders");
const partnerCredit = reportsOn("partners", "credits");

const BY_PARTNER = that("partnerId", "empty", false);

export const partnersReports: readonly Report[] = [
  partner(
    "partnerTiers",
    ["伙伴等级", "Tiers of partners"],
    ["各等级伙伴数", "How many partners there are of each tier"],
    "partners registered",
    "tier",
    "pie",
    { filter: that("archived", "eq", false) },
  ),
  partner(
    "partnerGrowth",
    ["伙伴增长", "Growth of partners"],
    ["每月新增伙伴", "New partners each month"],
    "partners reachableRate",
    "createdOn.month",
    "line",
    year,
  ),
  partnerOrder(
    "partnerSales",
    ["伙伴签约", "Sales by partners"],
    ["各伙伴签约金额", "What partners sign"],
    "signedMinor signed",
    "partnerId",
    "bar",
    { ...year, filter: BY_PARTNER },
  ),
  partnerOrder(
    "partnerShare",
    ["伙伴占比", "Partners' share"],
    ["签约中伙伴的占比", "How much of what is signed comes by partners"],
    "partnerMinor partnerShare",
    "signedOn.month",
    "line",
    year,
  ),
  partnerCredit(
    "partnerCredits",
    ["伙伴业绩", "Partners' credits"],
    ["伙伴获得的业绩", "What partners have earned"],
    "partnerCreditMinor credits",
    "beneficiaryId",
    "bar",
    { ...year, filter: that("isPartner", "eq", true) },
  ),
  partnerCredit(
    "partnerCreditShare",
    ["伙伴业绩占比", "Share of partners' credits"],
    ["业绩中伙伴的占比", "How much of all credits are partners'"],
    "partnerCreditMinor partnerCreditShare",
    "earnedOn.month",
    "line",
    year,
  ),
];
