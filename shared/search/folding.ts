/**
 * A text is searched in one form of the many that people write. Letters with strokes, vowel signs, kana of either kind
 * and digits of any script are folded where an index row is made, where a query is read and where a view asks what is
 * contained; the voicing of kana is kept, since it makes another letter. A sign behind a letter (`c++`) becomes part
 * of its word, and each picture is a word. A record is found by a form that was added
 * later once it is written again, or once `POST /v1/search/rebuild` has made the index anew.
 */
import { withPlainDigits } from "../digits.ts";

/** Letters that no decomposition takes apart, as people write them who do not have them on their keyboard. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    ß: "ss",
    ł: "l",
    ø: "o",
    đ: "d",
    ð: "d",
    þ: "th",
    æ: "ae",
    œ: "oe",
    ı: "i",
    ħ: "h",
    ŧ: "t",
    ŋ: "n",
    ĸ: "k",
    ə: "e",
  },
  ...{ ƀ: "b", ɓ: "b", ɖ: "d", ɗ: "d", ɛ: "e", ƒ: "f", ɡ: "g", ɣ: "g", ɨ: "i", ƙ: "k", ƚ: "l", ɲ: "n", ɔ: "o" },
  ...{ ƥ: "p", ʉ: "u", ʋ: "v", ƴ: "y", ƶ: "z", ȼ: "c", ɇ: "e", ɉ: "j", ɍ: "r", ɏ: "y", ⱥ: "a", ⱦ: "t" },
  // Arabic and Persian: forms of alef, of yeh, of kaf, and the feminine ending, which many keyboards and people do not part.
  ...{ ٱ: "ا", ى: "ي", ی: "ي", ې: "ي", ک: "ك", ة: "ه", ہ: "ه", ھ: "ه", ە: "ه" },
};

const FOLDED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/**
 * Marks that people leave out: accents, the vowel signs of Arabic and Hebrew with the stroke that lengthens a word, and
 * what only chooses how a sign is drawn. The voicing of kana is none: ハ, バ and パ are letters of their own.
 */
const MARKS =
  /[\u0300-\u036f]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06dc]|[\u1dc0-\u1dff]|[\ufe00-\ufe0f]|\u0640|\p{Emoji_Modifier}/gu;

const HIRAGANA = /[\u3041-\u3096\u309d\u309e]/g;
const TO_KATAKANA = 0x60;

/** Hiragana as katakana. */
export const asKatakana = (text: string): string =>
  text.replace(HIRAGANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + TO_KATAKANA));

/**
 * A text of small letters in the one form by which texts are compared: without marks, letters with strokes as those
 * without, hiragana as katakana, digits of any script as 0 to 9.
 */
export function foldedLetters(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  const plain = withPlainDigits(text)
    .normalize("NFD")
    .replace(MARKS, "")
    .normalize("NFC")
    .replace(FOLDED, (letter) => LETTERS[letter] ?? letter);
  return asKatakana(plain);
}

/** Signs behind a letter that make another name of it (`c++`, `c#`, `a+`). */
const SIGNS = /(?<=[\p{L}\p{N}])[+#]{1,2}(?![\p{L}\p{N}+#])/gu;

/** The letters that stand for such signs. */
const STANDING = /[\ua71b\ua71c]/g;

/** The same with such signs as letters of their own, so that they are part of their word; who types those types nothing. */
export const withSigns = (text: string): string =>
  text.replace(STANDING, "").replace(SIGNS, (signs) => signs.replaceAll("+", "\ua71b").replaceAll("#", "\ua71c"));

/** A text of such letters as it was written. */
export const asWritten = (text: string): string => text.replaceAll("\ua71b", "+").replaceAll("\ua71c", "#");

/** A word without the signs behind it. */
export const unsigned = (word: string): string => word.replace(/[\ua71b\ua71c]+$/, "");
