/**
 * Makes `NotoSansSC-subset.ttf`, the font of the charts, from the whole Noto Sans SC Regular (SIL Open Font License 1.1,
 * see `OFL.txt`). The source is the npm package `@expo-google-fonts/noto-sans-sc` 0.4.3, which carries plain TrueType
 * files; at 92 MB it is no dependency. To make the subset again, unpack that package somewhere and run
 *
 *     node functions/reports/font/subset.ts <unpacked>/400Regular/NotoSansSC_400Regular.ttf
 *
 * The subset is GB 2312 (its symbols and both levels, 6,763 characters) and Latin-1: what Chinese company and department
 * names are written with. Layout features are not closed over, because chart labels need none.
 */
import { readFile, writeFile } from "node:fs/promises";

/** Every character of GB 2312: rows 1–9 are symbols and foreign letters, 16–87 the two levels of Chinese characters. */
export function gb2312(): { symbols: string; hanzi: string } {
  const decoder = new TextDecoder("gb2312");
  const row = (number: number): string => {
    let text = "";
    for (let cell = 1; cell <= 94; cell++) text += decoder.decode(Uint8Array.of(0xa0 + number, 0xa0 + cell));
    return text.replace(/[\ufffd\p{Co}\p{Cn}]/gu, "");
  };
  const rows = (from: number, to: number): string =>
    Array.from({ length: to - from + 1 }, (_, index) => row(from + index)).join("");
  return { symbols: rows(1, 9), hanzi: rows(16, 87) };
}

/** The characters of the font: printable Latin-1 and GB 2312. */
export function subsetCharacters(): string {
  const latin1 = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");
  const { symbols, hanzi } = gb2312();
  return latin1.replace(/[\p{Cc}]/gu, "") + symbols + hanzi;
}

async function write(): Promise<void> {
  const source = process.argv[2];
  if (!source) throw new Error("Say where the whole font is: node functions/reports/font/subset.ts <font.ttf>");
  // Named at run time, because the package has no types and only this script needs it.
  const subsetFont = (await import("subset-font" as string)).default;
  const font: Buffer = await subsetFont(await readFile(source), subsetCharacters(), {
    targetFormat: "sfnt",
    noLayoutClosure: true,
  });
  const target = new URL("./NotoSansSC-subset.ttf", import.meta.url);
  await writeFile(target, font);
  process.stdout.write(`${font.length} bytes, ${subsetCharacters().length} characters: ${target.pathname}\n`);
}

if (import.meta.main) write();
