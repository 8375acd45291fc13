import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import writeExcelFile from "write-excel-file/node";
import { dateText } from "../../shared/tabular/dates.ts";
import { plainNumber } from "../../shared/tabular/numbers.ts";
import { SOAK } from "../support/soak.ts";
import { cellsOf, rowsOf, workbookOf, workbookParts, written, zipped } from "../support/tables.ts";

const styles = (formats: string[]): Record<string, string> => ({
  "xl/styles.xml": `<styleSheet><numFmts>${formats.map((code, n) => `<numFmt numFmtId="${164 + n}" formatCode="${code.replaceAll('"', "&quot;")}"/>`).join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, n) => `<xf numFmtId="${164 + n}"/>`).join("")}</cellXfs></styleSheet>`,
});

const shown = async (cells: string, parts: Record<string, string> = {}): Promise<string[]> =>
  (await cellsOf("xlsx", workbookOf(`<row>${cells}<c t="str"><v>end</v></c></row>`, parts)))[0]!.slice(0, -1);

describe("cells", () => {
  test("shared strings lose how they are pronounced and keep their runs, spaces and escaped characters", async () => {
    const strings = `<sst><si><t xml:space="preserve"> 上 </t><phoneticPr fontId="1"/></si><si><r><rPr><b/></rPr><t>上</t></r><r><t>海</t></r><rPh sb="0" eb="1"><t>shang</t></rPh></si><si/><si><t>a_x000D_b_x005F_x0041_&amp;&#x1F600;</t></si></sst>`;
    const cells = [0, 1, 2, 3].map((n) => `<c t="s"><v>${n}</v></c>`).join("");
    expect(await shown(cells, { "xl/sharedStrings.xml": strings })).toEqual([" 上 ", "上海", "", "a\rb_x0041_&😀"]);
  });

  test("numbers are plain, truths are words, errors and empty formulas are nothing", async () => {
    const cells =
      "<c><v>1.38E+10</v></c><c><v>9007199254740991</v></c><c><v>0.30000000000000004</v></c><c><v>1E-7</v></c><c><v>-0</v></c>" +
      '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c><f>1+1</f><v>2</v></c><c t="str"><f>"a"</f><v>a_x0041_</v></c>' +
      '<c t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r><rPh><t>no</t></rPh></is></c><c t="d"><v>2026-11-24T13:45:00Z</v></c>';
    expect(await shown(cells)).toEqual(
      "13800000000 9007199254740991 0.3 0.0000001 0 TRUE FALSE   2 aA xy 2026-11-24T13:45:00".split(" "),
    );
  });

  test("what is shown as a date is one, by its format", async () => {
    const formats: [code: string, shown: string][] = [
      ["yyyy-mm-dd", "2026-11-24"],
      ['yyyy"年"m"月"d"日";@', "2026-11-24"],
      ["[$-804]e年m月", "2026-11-24"],
      ["mmm", "2026-11-24"],
      ["d/m/yy h:mm AM/PM", "2026-11-24T18:00:00"],
      ["[$-F400]h:mm:ss", "2026-11-24T18:00:00"],
      ["General", "46350.75"],
      ["0.00E+00", "46350.75"],
      ['#,##0" days"', "46350.75"],
      ["[Red]0.0;[Blue]-0.0", "46350.75"],
      ["\\d0", "46350.75"],
      ["@", "46350.75"],
      ["[h]:mm", "1112418:00:00"],
    ];
    const cells = formats.map((_, n) => `<c s="${n + 1}"><v>46350.75</v></c>`).join("");
    expect(await shown(cells, styles(formats.map(([code]) => code)))).toEqual(formats.map(([, text]) => text));
  });

  test("days count from 1900 with its leap bug, or from 1904", () => {
    const days: [serial: number, text: string][] = [
      [1, "1900-01-01"],
      [59, "1900-02-28"],
      [60, "1900-02-29"],
      [61, "1900-03-01"],
      [36526, "2000-01-01"],
      [2_958_465, "9999-12-31"],
    ];
    for (const [serial, text] of days) expect(dateText(serial, "date", false)).toBe(text);
    expect(dateText(0, "date", true)).toBe("1904-01-01");
    expect(dateText(46350.75 - 1462, "dateTime", true)).toBe("2026-11-24T18:00:00");
    expect(dateText(0.5, "time", false)).toBe("12:00:00");
    expect(dateText(46349.999999, "dateTime", false)).toBe("2026-11-24T00:00:00");
    for (const none of [-1, 2_958_466, Number.NaN]) expect(dateText(none, "date", false)).toBeUndefined();
  });

  test("a 1904 workbook says so itself", async () => {
    const parts = workbookParts('<row><c s="1"><v>44888</v></c></row>', styles(["yyyy-mm-dd"]));
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"]!.replace("<sheets>", '<workbookPr date1904="1"/><sheets>');
    expect(await cellsOf("xlsx", zipped(parts))).toEqual([["2026-11-24"]]);
  });
});

test("a number's plain form is the number, to 15 digits", () => {
  fc.assert(
    fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()), (number) => {
      const text = plainNumber(number);
      expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      expect(Number(text)).toBe(Number.isSafeInteger(number) ? number + 0 : Number(number.toPrecision(15)) + 0);
    }),
    { numRuns: 2_000 * SOAK },
  );
});

describe("sheets", () => {
  test("gaps in rows and columns stay, and styled cells without text widen nothing", async () => {
    const sheet =
      '<row r="2"><c r="B2"><v>1</v></c><c r="D2" s="0"/></row><row r="3"><c r="XFD3" s="0"/></row><row r="7"><c r="A7"><v>2</v></c><c r="C7"><v>3</v></c></row>';
    expect(await rowsOf("xlsx", workbookOf(sheet))).toEqual([
      { number: 2, cells: ["", "1"] },
      { number: 7, cells: ["2", "", "3"] },
    ]);
  });

  test("the first visible one is read, by its relation and under any prefix", async () => {
    const parts = workbookParts("<row><c><v>1</v></c></row>");
    parts["xl/workbook.xml"] =
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="H" state="hidden" r:id="rId1"/><x:sheet name="V" r:id="rId9"/></x:sheets></x:workbook>';
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"]!.replace(
      "</Relationships>",
      '<Relationship Id="rId9" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="./x/../v.xml"/></Relationships>',
    );
    parts["xl/v.xml"] =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await cellsOf("xlsx", zipped(parts), 7)).toEqual([["2"]]);
  });
});

/** The archive as those write it who always keep sizes and places in the fields for large archives. */
function large(zip: Buffer): Buffer {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const [count, start] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16)];
  const entries: Buffer[] = [];
  for (let at = start; at < end; ) {
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const next = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const head = Buffer.from(zip.subarray(at, nameEnd));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    [24, 20, 42].forEach((offset, n) => {
      extra.writeBigUInt64LE(BigInt(head.readUInt32LE(offset)), 4 + n * 8);
      head.writeUInt32LE(0xffffffff, offset);
    });
    head.writeUInt16LE(extra.length, 30);
    head.writeUInt16LE(0, 32);
    entries.push(head, extra);
    at = next;
  }
  const directory = Buffer.concat(entries);
  const record = Buffer.alloc(56);
  record.write("PK\x06\x06", "latin1");
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write("PK\x06\x07", "latin1");
  locator.writeBigUInt64LE(BigInt(start + directory.length), 8);
  const last = Buffer.from(zip.subarray(end));
  last.writeUInt16LE(0xffff, 10);
  last.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([zip.subarray(0, start), directory, record, locator, last]);
}

test("an archive in the form for large ones is read", async () => {
  const bytes = await written("xlsx", ["a", "b"], [["x", 1]]);
  expect(await cellsOf("xlsx", large(bytes))).toEqual([
    ["a", "b"],
    ["x", "1"],
  ]);
});

describe("workbooks of others", () => {
  const rows = [
    ["名称", "Amount", "On", "Paid"],
    ["张三 & Söhne <x>", 13_800_000_000, new Date(Date.UTC(2026, 10, 24)), true],
    ["=1+1\n two", 0.1, new Date(Date.UTC(1999, 0, 1)), false],
  ];
  const expected = [
    ["名称", "Amount", "On", "Paid"],
    ["张三 & Söhne <x>", "13800000000", "2026-11-24", "TRUE"],
    ["=1+1\n two", "0.1", "1999-01-01", "FALSE"],
  ];

  test.each([true, false])("are read, made by one library (shared strings: %s)", async (bookSST) => {
    const sheet = utils.aoa_to_sheet(rows, { UTC: true, dateNF: "yyyy-mm-dd" });
    const book = utils.book_new(sheet, "S");
    const bytes: Uint8Array = write(book, { type: "buffer", bookSST, compression: true });
    expect(await cellsOf("xlsx", bytes, 999)).toEqual(expected);
  });

  test("are read, made by another", async () => {
    const bytes = await writeExcelFile(rows, { dateFormat: "yyyy-mm-dd" }).toBuffer();
    expect(await cellsOf("xlsx", bytes)).toEqual(expected);
  });
});
