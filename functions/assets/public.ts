import * as z from "zod";
import { Reply, type Route, route } from "../../shared/http/route.ts";
import { closedPage, isForm, pathOf, VisitQuery, visitPage, visitRoute } from "../../shared/http/visits.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { PUBLIC_PATH } from "./actions.ts";

const visitors = () => import("./visitor.ts");
/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({ ...(await import("../../shared/http/page.ts")), ...(await import("./page.ts")) });

const closed = async (language: Locale): Promise<string> => (await pages()).pageWords[language].closed;

const example = { params: { token: "DEMO-content-address" } };

const read = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary:
    "An asset as a page for whoever has its address: what it is, and a button that opens it. Looking counts nothing.",
  query: VisitQuery,
  example,
  run: (call) =>
    visitPage(call, closed, async () => {
      const { asset, link } = await (await visitors()).opened(call);
      const { assetPage } = await pages();
      return assetPage(asset, call.query.lang ?? link.locale, pathOf(call, PUBLIC_PATH));
    }),
});

const open = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/open`,
  summary:
    "Opens an asset, and counts its use once a visit. A form is led to the content, a program is told where it is.",
  reply: z.object({ url: z.string() }),
  example: { ...example, body: {} },
  run: async (call) => {
    try {
      const { opened, used } = await visitors();
      const url = await used(call, await opened(call));
      return isForm(call) ? new Reply(303, "", { location: url }) : new Reply(200, { url });
    } catch (error) {
      if (!isForm(call)) throw error;
      return closedPage(call, error, closed);
    }
  },
});

export const publicRoutes: Route[] = [read, open];
