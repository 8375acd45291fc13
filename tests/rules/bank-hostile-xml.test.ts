import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseNotice } from "../../functions/bank/intake/index.ts";
import { Fault } from "../../shared/fault.ts";
import { anyCharacter } from "../support/characters.ts";
import { camtDocument, everyVersion } from "../support/fixtures/bank/camt.ts";
import { SOAK } from "../support/soak.ts";

/** Reads it, or refuses it with a fault of the caller's; anything else fails the test. */
function readOrRefuse(body: string | Uint8Array): void {
  try {
    const parsed = parseNotice("application/xml", body, {
      accountNo: "DE89370400440532013000",
      timeZone: "Asia/Shanghai",
    });
    expect(parsed.lines.length + parsed.rejected.length).toBe(parsed.received);
    expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    expect(error.detail.length).toBeLessThan(400);
  }
}

const documents = everyVersion.map((which) =>
  camtDocument({
    ...which,
    statements: [
      {
        id: "S",
        iban: "DE89370400440532013000",
        entries: [
          {
            amount: "3.00",
            reference: "B",
            batchSize: 2,
            details: [{ amount: "1.00", reference: "A" }, { amount: "2.00" }],
          },
          {
            amount: "5.00",
            direction: "DBIT",
            reversal: true,
            charges: { amount: "1.00" },
            details: [{ remittance: ["x"] }],
          },
        ],
      },
    ],
  }),
);

test("a document with pieces cut out, doubled, swapped or replaced is read or refused", () => {
  const junk = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 20 }),
    fc.constantFrom(
      "<",
      ">",
      "&#0;",
      "&#xD800;",
      "&lol;",
      "]]>",
      "<![CDATA[",
      "<!--",
      "<?x?>",
      '<Amt Ccy="__proto__">',
      "</Ntry>",
    ),
    fc.constantFrom("<Ntry>", "<TxDtls>", "<__proto__>", "-1", "1e999", "NaN", "9".repeat(400), "\u0000", "\ufeff"),
  );
  const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 60 }), insert: junk, copy: fc.boolean() });
  const mutated = fc.tuple(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(mutated, ([xml, edits]) => {
      let text = xml;
      for (const { at, remove, insert, copy } of edits) {
        const from = at % text.length;
        const piece = copy ? text.slice(from, from + remove) + insert : insert;
        text = text.slice(0, from) + piece + text.slice(from + (copy ? 0 : remove));
      }
      readOrRefuse(text);
      readOrRefuse(Buffer.from(text));
    }),
    { numRuns: 1_000 * SOAK },
  );
});

test("an element's text may be anything", () => {
  const paths = ["Amt", "CdtDbtInd", "RvslInd", "Sts", "Dt", "NbOfTxs", "AcctSvcrRef", "IBAN", "Id", "Ustrd"];
  const swaps = fc.tuple(fc.constantFrom(...documents), fc.constantFrom(...paths), fc.string({ unit: "grapheme" }));
  fc.assert(
    fc.property(swaps, ([xml, name, text]) => {
      const safe = text.replace(/[&<>]/g, "");
      readOrRefuse(xml.replaceAll(new RegExp(`(<${name}[^>]*>)[^<]*<`, "g"), (_, open) => `${open}${safe}<`));
    }),
    { numRuns: 1_000 * SOAK },
  );
});

const ENTRY = "<Ntry>";
const base = documents[5] as string;
const attacks: Record<string, string> = {
  "a billion laughs": base.replace(
    "\n",
    `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i} "&a;&a;&a;&a;">`).join("")}]>`,
  ),
  "an external entity": base.replace("\n", '<!DOCTYPE l SYSTEM "file:///etc/passwd">'),
  "a document type after the root": `${base}<!DOCTYPE x>`,
  "a document type that never ends": `<!DOCTYPE ${"[".repeat(3_000_000)}`,
  "a million levels": base.replace(ENTRY, "<a>".repeat(1_000_000)),
  "a million attributes": base.replace(
    "<Stmt>",
    `<Stmt ${Array.from({ length: 300_000 }, (_, i) => `a${i}="1"`).join(" ")}>`,
  ),
  "a million namespaces": base.replace(ENTRY, Array.from({ length: 60 }, (_, i) => `<x xmlns:n${i}="u${i}">`).join("")),
  "a name of megabytes": base.replace(ENTRY, `<${"a".repeat(3_000_000)}>`),
  "a megabyte of references": base.replace(">A<", `>${"&amp;".repeat(1_000_000)}<`),
  "a megabyte of line ends": base.replace(">A<", `>${"\r\n".repeat(2_500_000)}<`),
  "a megabyte of blanks": base.replace(">x<", `>${" ".repeat(5_000_000)}x<`),
  "a megabyte of quotes": base.replace('Ccy="', `Ccy="${"'".repeat(5_000_000)}`),
  "comments without end": base.replace(ENTRY, "<!--".repeat(1_000_000)),
  "sections without end": base.replace(ENTRY, "<![CDATA[".repeat(500_000)),
  "a megabyte of declarations": `<?xml version="1.0" ${'encoding="utf-8" '.repeat(200_000)}?>`,
};

test.each(Object.entries(attacks))("%s ends soon, and in an answer", (_name, xml) => readOrRefuse(xml));
