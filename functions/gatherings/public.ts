import * as z from "zod";
import { type Route, route } from "../../shared/http/route.ts";
import { answered, languageFor, pathOf, sentTo, VisitQuery, visitPage, visitRoute } from "../../shared/http/visits.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { DoorInput, PublicRegistration } from "./schema.ts";
import { PUBLIC_PATH, type Purpose, ticketUrl } from "./tickets.ts";

const visitors = () => import("./visitor.ts");
/** What paints pages is loaded with the first that is asked for. */
const pages = async () => ({ ...(await import("../../shared/http/page.ts")), ...(await import("./page.ts")) });

const closed = async (language: Locale): Promise<string> => (await import("./words.ts")).eventWords[language].closed;

const page = route({
  method: "GET",
  path: PUBLIC_PATH,
  permission: "public",
  summary: "An event as a page for whoever has its address: what it is, and a form to register.",
  query: VisitQuery.extend({ sent: z.literal("true").optional().describe("true after a registration was sent.") }),
  example: { params: { token: "DEMO-event-address" } },
  run: (call) =>
    visitPage(call, closed, async () => {
      const { caller, event, seats, locale } = await (await visitors()).opened(call);
      const { registrationPage } = await pages();
      const { renderedToken } = await import("../../shared/http/forms.ts");
      const renderedAt = renderedToken(caller.tenant.sealingKey, event.id, call.now);
      const shown = { event, locale: call.query.lang ?? locale, path: pathOf(call, PUBLIC_PATH) };
      return registrationPage(shown, { seats, renderedAt, isSent: call.query.sent === "true" });
    }),
});

const who = { name: "李娜", email: "li.na@example.com", consent: true, fax: "" };

const submit = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/registrations`,
  summary: "Registers whoever fills the page in; what came of it they are told by mail. A form gets a page.",
  reply: z.object({ received: z.boolean() }),
  example: { params: { token: "DEMO-event-address" }, body: { ...who, renderedAt: "(from the page)" } },
  run: (call) => {
    const at = { path: pathOf(call, PUBLIC_PATH), language: languageFor(call), after: "sent=true" };
    return answered(call, at, async () => {
      const { opened, registered } = await visitors();
      const found = await opened(call);
      return registered(call, found, sentTo(call, PublicRegistration), call.query.lang ?? found.locale);
    });
  },
});

const example = { params: { token: "DEMO-event-ticket" } };

/** The page behind a token of a registration. */
const own = (purpose: Purpose, summary: string, params: Record<string, string>): Route =>
  route({
    method: "GET",
    path: `${PUBLIC_PATH}/${purpose}`,
    permission: "public",
    summary,
    query: VisitQuery,
    example: { params },
    run: (call) =>
      visitPage(call, closed, async () => {
        const { caller, event, row } = await (await visitors()).holder(call, purpose);
        const { doorPage, ticketPage } = await pages();
        const shown = { event, locale: call.query.lang ?? row.locale, path: pathOf(call, `${PUBLIC_PATH}/${purpose}`) };
        if (purpose === "check-in") return doorPage(shown, row);
        const [{ qrSvg }, { eventWords }] = await Promise.all([import("./qr.ts"), import("./words.ts")]);
        const url = ticketUrl(caller.tenant, row, "check-in");
        return ticketPage(shown, row, await qrSvg(url, eventWords[shown.locale].scan));
      }),
  });

const State = z.object({ state: z.string() });

const cancel = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/cancellation`,
  summary: "Ends one's own registration; whoever waits first has the place.",
  reply: State,
  example: { ...example, body: {} },
  run: (call) => {
    const at = { path: pathOf(call, `${PUBLIC_PATH}/ticket`), language: languageFor(call) };
    return answered(call, at, async () => {
      const { cancelled, holder } = await visitors();
      return cancelled(await holder(call, "ticket"));
    });
  },
});

const admit = route({
  ...visitRoute,
  path: `${PUBLIC_PATH}/check-in`,
  summary: "Lets somebody in from the page that a telephone's camera opens, by the door code of the event.",
  reply: State,
  example: { params: { token: "DEMO-event-check-in" }, body: { code: "DEMO-door-code" } },
  run: (call) => {
    const language = languageFor(call);
    const at = { path: pathOf(call, `${PUBLIC_PATH}/check-in`), language };
    return answered(call, at, async () => {
      const { admitted, holder } = await visitors();
      return admitted(await holder(call, "check-in"), sentTo(call, DoorInput), language);
    });
  },
});

export const publicRoutes: Route[] = [
  page,
  submit,
  own(
    "ticket",
    "Somebody's own registration as a page: how it stands, the QR code for the door, a way out.",
    example.params,
  ),
  cancel,
  own("check-in", "What a telephone shows that scans a ticket: whose it is. Looking lets nobody in.", {
    token: "DEMO-event-check-in",
  }),
  admit,
];
