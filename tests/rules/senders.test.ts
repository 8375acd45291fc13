import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { domainOf, effectOf, reckoned, type Told } from "../../functions/senders/rules.ts";
import { SENDER_STATES } from "../../functions/senders/schema.ts";
import type { SenderDomainRow } from "../../functions/senders/table.ts";
import { later } from "../../shared/duration.ts";

const BEGAN = "2026-11-30T00:00:00.000Z";
const HOUR_MS = 3_600_000;
const row: SenderDomainRow = {
  ...{ id: "sdm_X", version: 1, createdAt: BEGAN, updatedAt: BEGAN, domain: "example.com", state: "pending" },
  ...{ selector: "clabc", publicKey: "MIIB", keyedAt: BEGAN, returnPath: "pending" },
};
const told = fc.record<Told>({
  selector: fc.constant("clabc"),
  dkim: fc.constantFrom("PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE", "NOT_STARTED"),
  returnPath: fc.constantFrom("PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE", undefined),
});

test("a domain is verified by the provider's word alone, keeps it while the provider cannot see, and loses it with its record", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(told, fc.integer({ min: 0, max: 100 })), { maxLength: 30 }), (looks) => {
      let at = row;
      let now = BEGAN;
      for (const [said, hours] of looks) {
        now = later(now, hours * HOUR_MS);
        const before = at;
        at = reckoned(at, said, now);
        if (at.state === "verified") expect(said.dkim === "SUCCESS" || before.state === "verified").toBe(true);
        if (said.dkim === "SUCCESS") expect(at.state).toBe("verified");
        if (said.dkim === "FAILED") expect(at.state).toBe("failed");
        expect(at.state === "verified" || at.state === "pending").toBe(at.checkAt !== undefined);
        expect(at.checkAt === undefined || at.checkAt > now).toBe(true);
        const isOver = Date.parse(now) - Date.parse(BEGAN) > 72 * HOUR_MS;
        if (at.state === "pending") expect(isOver).toBe(false);
      }
    }),
  );
});

test("mails come from an address only while its domain is verified, and answers find the tenant all the same", () => {
  const addresses = fc.constantFrom(undefined, "a@example.com", "b@Sub.Example.com");
  const domains = fc.option(
    fc.constantFrom(...SENDER_STATES).map((state) => ({ state })),
    { nil: undefined },
  );
  fc.assert(
    fc.property(addresses, addresses, domains, (address, replyTo, domain) => {
      const product = { name: "云帆", address: "no-reply@product.example" };
      const said = effectOf({ address, replyTo }, domain, product);
      expect(said.own).toBe(address !== undefined && domain?.state === "verified");
      expect(said.from.address).toBe(said.own ? address : product.address);
      expect(said.replyTo).toBe(replyTo ?? (said.own ? undefined : address));
    }),
  );
  expect(domainOf("b@Sub.Example.com")).toBe("sub.example.com");
});
