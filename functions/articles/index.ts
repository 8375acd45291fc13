import { routes } from "./routes.ts";
import { article, articleCount, articleMark, articleRevision } from "./table.ts";

/** What the tenant knows: articles with their revisions, who reads them, and whom they helped. */
export const articles = {
  name: "articles",
  routes,
  entities: [article, articleRevision, articleCount, articleMark],
  further: [articleMark],
  schedules: [{ name: "articleReviews", rateMinutes: 15, file: "review.ts" }],
  grants: {
    everybody: ["knowledge.read"],
    partner: ["knowledge.read"],
    manager: ["articles.*"],
    service: ["articles.read", "articles.write"],
  },
};
