import { type Report, reportsOn, that, year } from "./report.ts";

const rival = reportsOn("competition", "competition");
const watched = reportsOn("competition", "competitors");

const LOST = that("status", "eq", "closedLost");
const OPEN = that("status", "eq", "open");
const WON = that("status", "eq", "closedWon");
const LIVE = that("archived", "eq", false);

export const competitionReports: readonly Report[] = [
  rival(
    "rivals",
    ["竞争对手", "Whom we meet"],
    ["常遇到哪些对手，胜率如何", "Whom we meet, and how often we win"],
    "encounters winRate",
    "competitorId",
    "bar",
    year,
  ),
  rival(
    "lostToRivals",
    ["输给对手", "What rivals took"],
    ["输给对手的金额", "What was lost where a rival was in the race"],
    "lost lostMinor",
    "competitorId",
    "bar",
    { ...year, on: "closedOn", filter: LOST },
  ),
  rival(
    "openRaces",
    ["竞争中商机", "Open races"],
    ["正在竞争的商机", "What is open and competed for"],
    "encounters amountMinor contested",
    "competitorId",
    "bar",
    { filter: OPEN },
  ),
  rival(
    "rivalWins",
    ["胜过对手", "Won against rivals"],
    ["胜过对手的商机", "What was won against a rival"],
    "won wonMinor rivals",
    "closedOn.month",
    "bar",
    { ...year, on: "closedOn", filter: WON },
  ),
  watched(
    "rivalKnowledge",
    ["竞争情报", "What is known of rivals"],
    ["已分析的竞争对手", "Which competitors are described and watched"],
    "competitors described unwatched",
    "departmentId",
    "bar",
    { filter: LIVE },
  ),
];
