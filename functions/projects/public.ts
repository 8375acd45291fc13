import * as z from "zod";
import { type Route, route } from "../../shared/http/route.ts";
import {
  type Asking,
  answered,
  languageFor,
  pathOf,
  sentTo,
  VisitQuery,
  visitPage,
  visitRoute,
} from "../../shared/http/visits.ts";
import { AcceptInput, DeclineInput, PUBLIC_PATH } from "./link-schema.ts";

const visitors = () => import("./visitor.ts");

const read = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary: "What a customer is asked about a project, as a page for whoever has its address: to accept a milestone.",
  query: VisitQuery,
  example: { params: { token: "DEMO-project-acceptance" } },
  run: (call) =>
    visitPage(
      call,
      async (language) => (await import("./link-words.ts")).linkWords[language].closed,
      async () => {
        const at = await (await visitors()).opened(call);
        const { linkPage } = await import("./page.ts");
        return linkPage(at, call.query.lang ?? at.link.locale, pathOf(call, PUBLIC_PATH));
      },
    ),
});

const Done = z.object({ status: z.enum(["accepted", "declined"]) });
const who = { name: "李娜", email: "li.na@example.com" };

function visit<S extends z.ZodType>(
  name: string,
  summary: string,
  { shape, token, body }: { shape: S; token: string; body: object },
  work: (call: Asking, given: z.output<S>) => Promise<object>,
): Route {
  return route({
    ...visitRoute,
    path: `${PUBLIC_PATH}/${name}`,
    summary,
    reply: Done,
    example: { params: { token }, body },
    run: (call: Asking) =>
      answered(call, { path: pathOf(call, PUBLIC_PATH), language: languageFor(call) }, () =>
        work(call, sentTo(call, shape)),
      ),
  });
}

export const publicRoutes: Route[] = [
  read,
  visit(
    "accept",
    "Accepts the milestone of an address, once: it is done, and the instalment that waits for it falls due.",
    { shape: AcceptInput, token: "DEMO-project-acceptance", body: { ...who, consent: true } },
    async (call, given) => (await visitors()).accepted(call, given),
  ),
  visit(
    "decline",
    "Does not accept the milestone of an address, and says why; the project manager is told.",
    { shape: DeclineInput, token: "DEMO-project-declined", body: { ...who, reason: "报表尚未交付" } },
    async (call, given) => (await visitors()).declined(call, given),
  ),
];
