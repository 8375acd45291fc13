import { Fault, invalidField } from "../../shared/fault.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import { partner } from "../partners/table.ts";
import { LicenceInput } from "../tenants/schema.ts";
import { tenant, tenantEntry } from "../tenants/table.ts";
import { codeRoutes } from "./code-routes.ts";
import { grant } from "./granting.ts";
import { PRICES_ID, pricesIn } from "./price-list.ts";
import { PRICES_DEFAULT, upgrade } from "./prices.ts";
import { LicencePrices, LicenceView, UpgradeInput, UpgradeQuote } from "./schema.ts";
import { licencePrices } from "./table.ts";
import { licenceShown } from "./used.ts";

const current = route({
  method: "GET",
  path: "/v1/licence",
  permission: "licences.read",
  summary: "The tenant's licence: what it has, until when, and what is used of it.",
  reply: LicenceView,
  example: {},
  run: async (call) => licenceShown(call, await call.table.get(tenant, call.tenant.id)),
});

const ofTenant = route({
  method: "GET",
  path: "/v1/tenants/{id}/licence",
  permission: "operator",
  summary: "The licence of a tenant, and what is used of it.",
  reply: LicenceView,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const entry = await load(call, tenantEntry);
    const table = await tenantTable(entry.id, call.table.stamp);
    return licenceShown({ ...call, table }, await table.get(tenant, entry.id));
  },
});

const put = route({
  method: "PUT",
  path: "/v1/tenants/{id}/licence",
  permission: "operator",
  summary: "Gives a tenant a licence. A wider one works at once; what a narrower one lacks stays readable.",
  body: LicenceInput,
  reply: LicenceView,
  example: { params: { id: "{id}" }, body: { state: "registered", edition: "enterprise" } },
  run: async (call) => {
    const entry = await load(call, tenantEntry);
    const table = await tenantTable(entry.id, call.table.stamp);
    return licenceShown({ ...call, table }, await grant(table, call.now, call.body));
  },
});

const prices = route({
  method: "GET",
  path: "/v1/licence-prices",
  permission: "licences.read",
  summary: "What seats, upgrades and support of the product cost.",
  reply: LicencePrices,
  example: {},
  run: async (call) => (await pricesIn(systemTable(call.table.stamp))).prices,
});

const putPrices = route({
  method: "PUT",
  path: "/v1/licence-prices",
  permission: "operator",
  summary: "Replaces what seats, upgrades and support of the product cost.",
  body: LicencePrices,
  reply: LicencePrices,
  example: { body: PRICES_DEFAULT },
  run: async (call) => {
    const { row } = await pricesIn(call.table);
    if (row) await call.table.replace(licencePrices, row, changed(call, row, call.body));
    else await call.table.create(licencePrices, { ...fresh(call, licencePrices, PRICES_ID), ...call.body });
    return call.body;
  },
});

const quote = route({
  method: "POST",
  path: "/v1/upgrade-quotes",
  permission: "licences.read",
  summary: "What it costs to come to more seats, or to a new version with as many. Nothing is kept of it.",
  body: UpgradeInput,
  reply: UpgradeQuote,
  example: { body: { fromSeats: 5, toSeats: 10 } },
  run: async (call) => {
    const { fromSeats, toSeats, partnerId } = call.body;
    if (toSeats < fromSeats) throw invalidField("toSeats", "toSeats must not be fewer than fromSeats.");
    const by = partnerId === undefined ? undefined : await call.table.find(partner, partnerId);
    if (partnerId !== undefined && (!by || !call.access.sees(partner, by))) {
      const message = `There is no partner ${partnerId}.`;
      throw new Fault("unknown_reference", message, {
        errors: [{ path: "partnerId", code: "unknown_reference", message }],
      });
    }
    const { prices } = await pricesIn(systemTable(call.table.stamp));
    return upgrade(prices, fromSeats, toSeats, by?.rateBasisPoints ?? BASIS_POINTS_WHOLE);
  },
});

export const routes: Route[] = [current, ofTenant, put, prices, putPrices, quote, ...codeRoutes];
