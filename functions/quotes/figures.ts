import { monthly } from "../../shared/http/monthly.ts";
import { quote } from "./table.ts";

/** What customers have accepted, by the month in which they did. */
export const accepted = monthly(quote, {
  ...{ name: "accepted", cells: "q", path: "/v1/quote-figures", permission: "quotes.read" },
  summary: "How many quotes were accepted and what they came to, by month and currency, within what one sees.",
  when: (row) => row.status === "accepted" && !row.archived,
  at: (row) => row.acceptedAt,
  sums: { totalMinor: (row) => row.totalMinor },
  tells: ["totalMinor", "currency", "acceptedAt"],
});
