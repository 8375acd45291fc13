/**
 * What a reader would not see is no part of a text. Characters that turn the direction of what follows, or take no
 * room, come along unnoticed where a text is copied; they are taken out in one place (`shared/invisible.ts`) and not
 * refused, for names, notes and the file names of headers alike. A name must have something that can be seen. What
 * joins letters and emoji stays.
 */

/**
 * Characters that are not seen and mean nothing in a name or a note: soft hyphens, zero-width spaces and joiners of words,
 * byte order marks, and what turns the direction of what follows, so that a text reads otherwise than it is. They come along
 * unnoticed where text is copied, so they are taken out and not refused. What joins letters and emoji stays (ZWJ, ZWNJ).
 */
const INVISIBLE = /[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A text without characters that nobody sees. */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, "");

/** Something that can be seen: not only blanks, controls, fillers and joiners. */
const VISIBLE = /[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

export const isVisible = (text: string): boolean => VISIBLE.test(text);
