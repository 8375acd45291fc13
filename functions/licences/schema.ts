import * as z from "zod";
import { EDITIONS } from "../../shared/auth/licence.ts";
import { civilDay, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { QuotasInput } from "../tenants/schema.ts";

/** One code registers so many tenants in all. */
export const REGISTRATIONS_MAX = 5;

const used = z.object({ users: z.int(), accounts: z.int(), contacts: z.int(), leads: z.int() });

/** What a tenant sees of its licence. */
export const LicenceView = z.object({
  state: z.enum(["demo", "registered", "expired"]).describe("What the licence is today."),
  edition: z.enum(EDITIONS).describe("Which modules the tenant has."),
  seats: z.int().optional().describe("How many people may work with it."),
  validUntil: civilDay.optional().describe("Its last day, in the tenant's time zone."),
  used: used.describe("Records that are not archived."),
  atLeast: z.array(z.string()).describe("Those of `used` that were counted no further and may be more."),
});

const until = civilDay.describe("The last day of what it registers.");

export const ActivationCodeInput = z.strictObject({
  name: text(200).optional().describe("Whom it is for."),
  edition: z.enum(EDITIONS).default("enterprise").describe("Which modules it registers."),
  seats: z.int().min(1).max(100_000).optional().describe("How many people may work with it; left out, any number."),
  validUntil: until.optional().describe("The last day of what it registers; left out, a year from today."),
  quotas: QuotasInput.optional().describe("Bounds of what is measured in what it registers; left out, none."),
});

const Registration = z.object({ tenantId: z.string(), at: instant });

/** An activation code as the operator sees it. */
export const ActivationCode = z.object({
  ...recordFields,
  ...ActivationCodeInput.shape,
  validUntil: until,
  registrations: z.array(Registration).max(REGISTRATIONS_MAX).describe("The tenants that it has registered."),
  revokedAt: instant.optional(),
  revokedOn: civilDay.optional().describe("The last day of what it registered, since it was revoked."),
  reason: z.string().optional(),
});

export const CodeShown = ActivationCode.extend({ code: z.string().describe("What a tenant's administrator types.") });

export const Extension = z.strictObject({ validUntil: until });
export const Revocation = z.strictObject({ reason: text(500).describe("Why it is revoked; kept with it.") });
export const Activation = z.strictObject({ code: text(2_000).describe("The activation code, as it was issued.") });

/** The keys that codes are signed with. The private half never leaves the table. */
export const SigningKey = z.object({ ...recordFields, publicKey: z.string(), privateKey: z.string() });

export const PublicKey = z.object({
  keyId: z.string().describe("Codes name the key that they were signed with."),
  algorithm: z.literal("Ed25519"),
  publicKey: z.string().describe("PEM, SubjectPublicKeyInfo."),
});

const minor = z.int().min(0).max(1_000_000_000_000);

/** What the product itself costs. Amounts in minor units of one currency. */
export const LicencePrices = z.strictObject({
  seatsIncluded: z.int().min(1).max(100_000).describe("Seats that the base price has in it."),
  baseMinor: minor.describe("The list price with those seats."),
  seatMinor: minor.describe("The list price of each further seat."),
  sameSeatUpgradeMinor: minor.describe("A new version for as many seats as before."),
  supportBasisPoints: z.int().min(0).max(10_000).describe("Support for a year, of the list price."),
  currency: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as CNY"),
});
export const KeptPrices = LicencePrices.extend(recordFields);

export const UpgradeInput = z.strictObject({
  fromSeats: z.int().min(1).max(100_000).describe("The seats that the licence has."),
  toSeats: z.int().min(1).max(100_000).describe("The seats that it comes to have; as many for a new version alone."),
  partnerId: idOf("ptn").optional().describe("The partner who orders; the difference is at its rate."),
});

export const UpgradeQuote = z.object({
  listMinor: z.int().describe("The list price with the seats that it comes to have."),
  partnerRateBasisPoints: z.int().describe("What the partner pays of a list price; 10000 without one."),
  amountMinor: z.int().describe("What the upgrade costs."),
  supportMinor: z.int().describe("What a year of support costs from then on."),
  currency: z.string(),
});
