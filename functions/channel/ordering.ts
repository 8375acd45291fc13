import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { BASIS_POINTS_WHOLE, mulDiv } from "../../shared/money.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { systemTable } from "../../shared/table/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import type { PartnerOrder } from "./ordering-schema.ts";
import { partnerOrder, UPGRADED_CODE } from "./table.ts";

type Row = z.output<typeof PartnerOrder>;
type Wanted = Pick<Row, "kind" | "currency" | "partnerId" | "toSeats" | "fromSeats"> & {
  lines: readonly Pick<Row["lines"][number], "productId" | "quantity">[];
  activationCode?: string | undefined;
};
type Priced = Pick<Row, "lines" | "totalMinor" | "rateBasisPoints" | "currency"> &
  Partial<Pick<Row, "activationCodeId" | "fromSeats">>;
type Upgraded = { activationCodeId: string; fromSeats: number };

const sum = (lines: Row["lines"]): number => lines.reduce((total, { amountMinor }) => total + amountMinor, 0);

function checked<P extends Priced>(priced: P): P {
  const nothing = priced.lines.findIndex(({ amountMinor }) => amountMinor < 1);
  if (nothing < 0) return priced;
  throw invalidField(
    `lines.${nothing}.productId`,
    "It comes to nothing at the partner's rate; no order is made of that.",
  );
}

/** Products at the partner's rate of what the price books, or the catalogue, say for its tier. */
async function normal(call: Caller, wanted: Wanted, by: RowOf<typeof partner>, rate: number): Promise<Priced> {
  const { buyerOf, priceOf } = await import("../prices/price-of.ts");
  const products = await call.table.getMany(
    product,
    wanted.lines.map(({ productId }) => productId),
    true,
  );
  const buyer = buyerOf(call, undefined, { ...(by.tier && { partnerTier: by.tier }) });
  const asks = wanted.lines.map(({ productId, quantity }) => ({
    product: products.get(productId) as RowOf<typeof product>,
    quantity,
  }));
  const prices = await priceOf(call, { ...buyer, currency: wanted.currency }, asks);
  const lines = wanted.lines.map(({ productId, quantity }, n) => {
    const { listMinor } = prices[n] as (typeof prices)[number];
    return { productId, quantity, listMinor, amountMinor: mulDiv(listMinor, rate, BASIS_POINTS_WHOLE) };
  });
  return checked({ lines, totalMinor: sum(lines), rateBasisPoints: rate, currency: wanted.currency });
}

/** Refuses a code that another order upgrades: what it came to has a code of its own. */
async function checkUnused(call: Caller, code: string, orderId: string | undefined): Promise<void> {
  const by = await call.table.idOfUnique(partnerOrder, UPGRADED_CODE, code);
  if (!by || by === orderId) return;
  throw invalidField("activationCode", "Another order upgrades this activation code; name the one that came of it.");
}

/** The seats of the code that the customer has: known, not revoked, and upgraded by no other order. */
async function seatsOf(call: Caller, id: string, orderId?: string): Promise<Upgraded> {
  const { activationCode } = await import("../licences/table.ts");
  const row = await systemTable(call.table.stamp).find(activationCode, id);
  if (!row) throw invalidField("activationCode", "This activation code is not known any more.");
  if (row.revokedAt) throw invalidField("activationCode", "This activation code was revoked; it is not upgraded.");
  if (row.seats === undefined)
    throw invalidField("activationCode", "This code is for any number of seats; there is nothing to upgrade.");
  await checkUnused(call, id, orderId);
  return { activationCodeId: id, fromSeats: row.seats };
}

/** More seats, or a new version for as many, at the price list of the product itself. */
async function upgraded(call: Caller, wanted: Wanted, rate: number, had?: Partial<Row>): Promise<Priced> {
  const [{ upgrade }, { pricesIn }, { read }] = await Promise.all([
    import("../licences/prices.ts"),
    import("../licences/price-list.ts"),
    import("../licences/codes.ts"),
  ]);
  const system = systemTable(call.table.stamp);
  const { activationCode, toSeats, lines } = wanted;
  if (lines.length > 1) throw invalidField("lines", "An upgrade is of one product.");
  if (toSeats === undefined)
    throw invalidField("toSeats", "Say how many seats it comes to; as many as now for a new version.");
  const codeId = activationCode ? (await read(system, activationCode, "activationCode")).id : had?.activationCodeId;
  if (!codeId) throw invalidField("activationCode", "An upgrade needs the original activation code.");
  const from = await seatsOf(call, codeId, had?.id);
  if (toSeats < from.fromSeats)
    throw invalidField("toSeats", `toSeats must not be fewer than the ${from.fromSeats} of the code.`);
  const { prices } = await pricesIn(system);
  const { amountMinor, listMinor, currency } = upgrade(prices, from.fromSeats, toSeats, rate);
  const line = { ...(lines[0] as Wanted["lines"][number]), listMinor, amountMinor };
  return checked({ lines: [line], totalMinor: amountMinor, rateBasisPoints: rate, currency, ...from });
}

/** What a partner's order costs now: by its rate, and the price books for its tier or the prices of upgrades. */
export async function priced(call: Caller, wanted: Wanted, named?: Named, had?: Partial<Row>): Promise<Priced> {
  const by =
    (named?.get(wanted.partnerId) as RowOf<typeof partner>) ?? (await call.table.get(partner, wanted.partnerId));
  if (by.archived) throw new Fault("invalid_state", `The partner ${by.id} is archived.`);
  const rate = by.rateBasisPoints ?? BASIS_POINTS_WHOLE;
  if (wanted.kind === "upgrade") return upgraded(call, wanted, rate, had);
  if (wanted.activationCode) throw invalidField("activationCode", "Only an upgrade names an activation code.");
  return normal(call, wanted, by, rate);
}
