import { config } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { tenant } from "../tenants/table.ts";
import { domainOf, effectOf, recordsOf } from "./rules.ts";
import { MailSenderEffect, SenderDomainInput, SenderDomainView } from "./schema.ts";
import { mailSender, type SenderDomainRow, senderDomain, senderDomainId } from "./table.ts";

const PATH = "/v1/sender-domains";
const DOMAINS_MAX = 20;

type AnyCall = Call<unknown, unknown>;

/** The provider's client and keys are loaded by the calls that ask it. */
const domains = () => import("./domains.ts");

const shown = (row: SenderDomainRow) => ({
  ...row,
  records: row.publicKey === "" ? [] : recordsOf(row, config().region),
});
const ofCall = ({ table, now }: AnyCall) => ({ table, stamp: table.stamp, now });

const begin = route({
  method: "POST",
  path: PATH,
  permission: "senders.write",
  summary: "Names a domain that the tenant's mails are to come from, and gives the records to be published for it.",
  noun: senderDomain.noun,
  body: SenderDomainInput.strict(),
  reply: SenderDomainView,
  status: 201,
  example: { body: { domain: "mail.example.com" } },
  run: async (call) => {
    const there = await unarchived(call.table, senderDomain);
    if (there.filter(({ state }) => state !== "retired").length >= DOMAINS_MAX) {
      throw new Fault("conflict", `There are ${DOMAINS_MAX} domains; give one up first.`);
    }
    return shown(await (await domains()).begin(ofCall(call), call.body.domain));
  },
});

/** An action on one domain. */
const acts = (name: "check" | "renew-key" | "retire", summary: string): Route =>
  route({
    method: "POST",
    path: `${PATH}/{id}/${name}`,
    permission: "senders.write",
    summary,
    noun: senderDomain.noun,
    reply: SenderDomainView,
    example: { params: { id: "{id}" } },
    run: async (call) => {
      const row = await load(call, senderDomain);
      const { look, renew, retire } = await domains();
      return shown(await { check: look, "renew-key": renew, retire }[name](ofCall(call), row));
    },
  });

const effect = route({
  method: "GET",
  path: "/v1/mail-sender/effect",
  permission: "senders.read",
  summary: "Which address the tenant's mails come from at this moment, where answers go, and why.",
  reply: MailSenderEffect,
  example: {},
  run: async (call) => {
    const said = mailSender.saidBy(await call.table.find(mailSender.entity, mailSender.rowId()));
    const row = said.address && (await call.table.find(senderDomain, senderDomainId(domainOf(said.address))));
    const { name } = await call.table.get(tenant, call.tenant.id);
    const { mailFrom } = config();
    return effectOf(said, row || undefined, { name, address: /<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom });
  },
});

export const routes: Route[] = [
  begin,
  listRoute({
    entity: senderDomain,
    path: PATH,
    permission: "senders.read",
    summary: "Lists the domains that the tenant's mails come from or are to come from, with how each stands.",
    view: SenderDomainView,
    filters: ["domain", "state"],
    show: shown,
  }),
  readRoute({
    entity: senderDomain,
    path: `${PATH}/{id}`,
    permission: "senders.read",
    summary: "Reads a domain with the records to be published for it.",
    view: SenderDomainView,
    show: shown,
  }),
  acts("check", "Looks at once whether the records of a domain are published."),
  acts("renew-key", "Gives a domain another key, to be published in place of the one that it has."),
  acts("retire", "Gives a domain up; mails come from the product's address again."),
  ...settingRoutes(mailSender),
  effect,
];
