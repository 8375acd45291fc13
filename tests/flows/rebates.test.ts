import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as close } from "../../functions/rebates/close.ts";
import { seeded } from "../support/faults.ts";
import { channelWorld, ruleFrom, sumOf } from "../support/partners.ts";
import { morning } from "../support/renewals.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** The morning of a day, with what the clock does then, twice at once and once more. */
async function closeOn(day: string): Promise<void> {
  morning(stack(), day);
  await Promise.all([close(), close()]);
  await close();
  await stack().settled();
}

type Tier = { fromMinor: number; basisPoints: number };
type Known = { fromOn: string; tiers: Tier[]; tiering: string; types?: string[]; number: number };

/** What units `from` to `to` of a period of `volume` units bring, counted unit by unit. */
function counted({ tiers, tiering }: Known, from: number, to: number, volume: number): number {
  const rate = (at: number): number => tiers.findLast(({ fromMinor }) => fromMinor <= at)?.basisPoints ?? 0;
  const rounded = (basis: number): number => Math.floor((basis + 5_000) / 10_000);
  if (tiering === "retroactive") return rounded((to - from) * rate(volume));
  const upTo = (end: number) =>
    rounded(Array.from({ length: end }, (_, unit) => rate(unit)).reduce((a, b) => a + b, 0));
  return upTo(to) - upTo(from);
}

describe("every history", () => {
  test.each(Array.from({ length: scaled(2, 40) }, (_, n) => n + 1))(
    "%i: the entries are what a recount of it comes to",
    async (seed) => {
      // Each in a year of its own: what is due is looked for onwards.
      const day = (on: string): string => `${2025 + seed}-${on}`;
      const random = seeded(seed);
      const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
      const { admin, partner, sell, pay, undo, entries, statements, crm, care } = await channelWorld(
        stack(),
        day("10-04"),
      );
      const partners = [await partner(), await partner()];
      const first = {
        period: "quarter",
        tiering: "retroactive",
        tiers: [
          { fromMinor: 0, basisPoints: 500 },
          { fromMinor: 600, basisPoints: 1_250 },
        ],
      };
      const second = {
        period: "quarter",
        tiering: "marginal",
        tiers: [
          { fromMinor: 0, basisPoints: 333 },
          { fromMinor: 300, basisPoints: 777 },
        ],
      };
      const rule = await made(admin, "/v1/rebate-rules", ruleFrom(day("10-05"), first));
      const services = await made(
        admin,
        "/v1/rebate-rules",
        ruleFrom(day("10-05"), { ...second, productTypes: ["service"] }),
      );
      const known = new Map<string, Known[]>([
        [rule.id, [{ ...first, fromOn: day("10-05"), number: 1 }]],
        [services.id, [{ ...second, fromOn: day("10-05"), number: 1, types: ["service"] }]],
      ]);
      // From November on the first rule pays each tier for what lies in it.
      await admin.patch(`/v1/rebate-rules/${rule.id}`, { tiering: "marginal", fromOn: day("11-01") });
      known.get(rule.id)?.push({ ...first, tiering: "marginal", fromOn: day("11-01"), number: 2 });
      await stack().settled();
      const open: { reference: string; left: number }[] = [];
      for (let n = 0; n < 4; n++) {
        const parts = [50 + Math.floor(random() * 250), 50 + Math.floor(random() * 250)];
        const whole = parts.reduce((a, b) => a + b, 0);
        const some = 1 + Math.floor(random() * (whole - 1));
        const { references } = await sell(
          pick(partners).id,
          [
            [crm.id, some],
            [care.id, whole - some],
          ],
          parts,
        );
        open.push(...references.map((reference, at) => ({ reference, left: parts[at] as number })));
      }
      const paid: { id: string }[] = [];
      for (const today of [day("10-05"), day("10-12"), day("11-03"), day("11-09"), day("12-04")]) {
        await closeOn(today);
        for (let n = 0; n < 2; n++) {
          const bill = pick(open.filter(({ left }) => left > 0));
          const amount = random() < 0.5 ? bill.left : 1 + Math.floor(random() * bill.left);
          bill.left -= amount;
          // Told late: booked some time before.
          const days = today > day("10-06") ? [day("10-06"), today, today] : [today];
          paid.push(await pay(bill.reference, amount, pick(days)));
        }
        if (random() < 0.6) await undo(paid.splice(Math.floor(random() * paid.length), 1)[0] as { id: string });
      }
      const all = await entries();
      const credits = (await admin.get("/v1/credits?limit=200&ledger=primary")).body.items as {
        bankTransactionId: string;
        orderId: string;
        productId: string;
        amountMinor: number;
      }[];
      const orders = new Map(
        (await admin.get("/v1/orders?limit=200")).body.items.map((o: { id: string }) => [o.id, o]),
      ) as Map<string, { partnerId: string }>;
      const lines = new Map(
        (await admin.get("/v1/bank-transactions?limit=200")).body.items.map((l: { id: string }) => [l.id, l]),
      ) as Map<string, { bookedOn: string }>;
      for (const { id: partnerId } of partners) {
        for (const [ruleId, versions] of known) {
          const cash = versions.map(() => 0);
          for (const { bankTransactionId, orderId, productId, amountMinor } of credits) {
            if (orders.get(orderId)?.partnerId !== partnerId) continue;
            if (versions[0]?.types && productId !== care.id) continue;
            const on = lines.get(bankTransactionId)?.bookedOn ?? "";
            const at = versions.findLastIndex(({ fromOn }) => fromOn <= on);
            cash[at] = (cash[at] ?? 0) + amountMinor;
          }
          const volume = cash.reduce((a, b) => a + b, 0);
          let below = 0;
          const owed = versions.map((version, n) => {
            const from = below;
            below += cash[n] ?? 0;
            return counted(version, from, below, volume);
          });
          const booked = all.filter((e) => e.partnerId === partnerId && e.ruleId === ruleId);
          expect([seed, ruleId, sumOf(booked)]).toEqual([seed, ruleId, owed.reduce((a, b) => a + b, 0)]);
        }
        // Carried balances cancel out, and statements have all that was booked.
        const told = await statements(`partnerId=${partnerId}`);
        const own = all.filter((e) => e.partnerId === partnerId);
        expect(told.reduce((sum, s) => sum + s.totalMinor, 0)).toBe(sumOf(own));
        expect(told.filter((s) => s.state === "closed" && s.totalMinor < 0)).toEqual([]);
      }
      expect(paid.length).toBeGreaterThan(3);
    },
  );
});
