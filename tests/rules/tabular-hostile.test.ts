import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { zipSync } from "fflate";
import { readTable } from "../../shared/tabular/index.ts";
import { inChinese } from "../../shared/words/chinese.ts";
import { SOAK } from "../support/soak.ts";
import { cellsOf, rowsOf, streamed, workbookOf, workbookParts, written, zipped } from "../support/tables.ts";

const good = workbookOf("<row><c><v>1</v></c></row>");
const withPart = (name: string, text: string): Uint8Array => zipped(workbookParts("<row/>", { [name]: text }));
const withSheet = (xml: string): Uint8Array => withPart("xl/worksheets/sheet1.xml", xml);

/** The archive with a 16-bit figure of its first directory entry changed. */
function patched(offset: number, change: (value: number) => number): Buffer {
  const bytes = Buffer.from(good);
  for (let at = bytes.indexOf("PK\x01\x02", 0, "latin1"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 4, "latin1"))
    bytes.writeUInt16LE(change(bytes.readUInt16LE(at + offset)), at + offset);
  return bytes;
}

describe("archives", () => {
  test.each<[string, Uint8Array | string, RegExp]>([
    ["nothing", "", /no workbook/],
    ["text", "a,b\n1,2\n", /no workbook \(xlsx\).*csv/],
    ["a protected or old workbook", Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1", "latin1"), /password/],
    ["half an archive", good.subarray(0, good.length / 2), /damaged/],
    ["an archive without its end", good.subarray(0, -10), /damaged/],
    ["two letters", "PK", /damaged/],
    ["another archive", zipSync({ "a.txt": Buffer.from("x") }), /no part xl\/workbook.xml/],
    ["an encrypted part", patched(8, (flags) => flags | 1), /encrypted/],
    ["another compression", patched(10, () => 12), /compressed in a way/],
    ["a wrong checksum", patched(16, (crc) => crc ^ 1), /damaged/],
    ["a part that lies elsewhere", patched(42, (at) => at + 1), /damaged/],
    ["a part that goes on beyond the end", patched(22, () => 0x7fff), /damaged/],
    ["a workbook without sheets", withPart("xl/workbook.xml", "<workbook/>"), /no visible sheet/],
    ["a sheet without rows", good.length > 0 ? workbookOf("") : "", /no rows/],
    ["a text that is not there", workbookOf('<row><c t="s"><v>5</v></c></row>'), /refers to a text/],
    ["rows in disorder", workbookOf('<row r="2"/><row r="2"/>'), /row numbered 2 after row 2/],
    ["a row of no number", workbookOf('<row r="x"/>'), /row numbered x/],
    ["a cell in no place", workbookOf('<row r="1"><c r="1A"/></row>'), /in no place/],
    ["cells in disorder", workbookOf('<row r="1"><c r="B1"/><c r="A1"/></row>'), /in no place/],
    ["XML that ends early", withSheet("<worksheet><sheetData><row>"), /not well formed/],
    ["no XML", withSheet("\0\0\0"), /not well formed/],
    ["a half of a character", withSheet("<worksheet>&#xD800;</worksheet>"), /not well formed/],
    ["an unknown entity", withSheet("<worksheet>&lol;</worksheet>"), /not well formed/],
    ["a million levels", withSheet("<a>".repeat(1_000_000)), /not well formed/],
    [
      "a billion laughs",
      withSheet('<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'),
      /DOCTYPE/,
    ],
    ["an external entity", withSheet('<!DOCTYPE l SYSTEM "file:///etc/passwd"><worksheet/>'), /DOCTYPE/],
  ])("%s is refused with a sentence", async (_name, bytes, detail) => {
    await expect(rowsOf("xlsx", bytes)).rejects.toMatchObject({
      code: "malformed_request",
      detail: expect.stringMatching(detail),
    });
  });

  test.each(["xlsx", "csv"] as const)(
    "a workbook of LibreOffice sent as %s is refused with what to save it as",
    async (format) => {
      const mimetype = Buffer.from("application/vnd.oasis.opendocument.spreadsheet");
      const content = Buffer.from("<office:document-content/>");
      const bytes = zipSync({ mimetype: [mimetype, { level: 0 }], "content.xml": content });
      const detail = "The file is an OpenDocument workbook (ods), which is not read. Save it as xlsx and send that.";
      await expect(rowsOf(format, bytes)).rejects.toMatchObject({ code: "malformed_request", detail });
      expect(inChinese(detail)).toMatch(/ods.*另存为 xlsx/);
    },
  );

  const huge = Buffer.alloc(40_000_000, " ");
  const elementsOfNothing = `<worksheet>${"<x></x>".repeat(3_000_000)}`;
  const long = "x".repeat(32_767);
  test.each<[string, () => Uint8Array, RegExp]>([
    ["a bomb of blanks", () => zipSync({ ...blank(), "xl/worksheets/sheet1.xml": huge }), /unpacked|one text/],
    ["a bomb of elements", () => withSheet(elementsOfNothing), /unpacked/],
    ["a document type without end", () => withSheet(`<!DOCTYPE ${"[".repeat(3_000_000)}`), /one text/],
    ["a comment without end", () => withSheet(`<!--${"x".repeat(3_000_000)}`), /one text/],
    ["an attribute without end", () => withSheet(`<a b="${"x".repeat(3_000_000)}`), /one text/],
    ["a million attributes", () => withSheet(`<a ${"b='' ".repeat(1_000_000)}/>`), /one text|well formed/],
    [
      "a cell without end",
      () => workbookOf(`<row><c t="str"><v>${"x".repeat(400_000)}</v></c></row>`),
      /has more than/,
    ],
    ["too many columns", () => workbookOf('<row><c r="GS1"><v>1</v></c></row>'), /beyond column 200/],
    ["a cell that is too long", () => workbookOf(`<row><c t="str"><v>${long}x</v></c></row>`), /column 1 has 32768/],
    [
      "one long text many times over",
      () =>
        workbookOf(`<row>${'<c t="s"><v>0</v></c>'.repeat(199)}</row>`.repeat(100), {
          "xl/sharedStrings.xml": `<sst><si><t>${long}</t></si></sst>`,
        }),
      /Row 1 is longer/,
    ],
  ])("%s is refused for its size", async (_name, bytes, detail) => {
    const refused = rowsOf("xlsx", bytes());
    await expect(refused).rejects.toMatchObject({ detail: expect.stringMatching(detail) });
  });

  test("a workbook that never ends is refused at its limit", async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("PK\x03\x04");
      for (const piece = Buffer.alloc(8_000_000); ; sent += piece.length) yield piece;
    }
    await expect(readTable("xlsx", endless()).next()).rejects.toMatchObject({ code: "too_large" });
    expect(sent).toBeLessThan(70_000_000);
  });
});

const blank = (): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(workbookParts("")).map(([name, text]) => [name, Buffer.from(text)]));

test("a workbook with bytes changed, cut out or doubled is read or refused with a sentence", async () => {
  const bytes = await written(
    "xlsx",
    ["名", "b"],
    [
      ["x", 1],
      [true, null],
      ["=1", "y".repeat(300)],
    ],
  );
  const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 40 }), insert: fc.uint8Array({ maxLength: 6 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      let all = bytes;
      for (const { at, remove, insert } of edits) {
        const from = at % all.length;
        all = Buffer.concat([all.subarray(0, from), insert, all.subarray(from + remove)]);
      }
      const outcome = await cellsOf("xlsx", all).catch((error) => error.code);
      if (!Array.isArray(outcome)) expect(["malformed_request", "too_large"]).toContain(outcome);
    }),
    { numRuns: 300 * SOAK },
  );
});

test("XML with pieces cut out, doubled or replaced is read or refused with a sentence", async () => {
  const junk = fc.constantFrom(
    "<",
    ">",
    "&#0;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "<?x?>",
    "</c>",
    "<row>",
    '<c r="__proto__">',
    "-1",
    "1e999",
    "\ufffe",
    '<c t="s"><v>',
    "<x:v>",
  );
  const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 20 }), insert: junk });
  const sheet =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46350</v></c></row><row r="3"><c r="C3" t="inlineStr"><is><t>x</t></is></c></row>';
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 5, max: 500 }),
      async (edits, size) => {
        let text = sheet;
        for (const { at, remove, insert } of edits) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + insert + text.slice(from + remove);
        }
        const bytes = workbookOf(text, { "xl/sharedStrings.xml": "<sst><si><t>s</t></si></sst>" });
        const outcome = await Array.fromAsync(readTable("xlsx", streamed(bytes, size))).catch((error) => error.code);
        if (!Array.isArray(outcome)) expect(["malformed_request", "too_large"]).toContain(outcome);
      },
    ),
    { numRuns: 500 * SOAK },
  );
});
