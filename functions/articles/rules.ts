/** What a text is compared by: its words in letters and digits, and every two neighbouring characters of Chinese. */
export function termsOf(text: string): Set<string> {
  const folded = text.normalize("NFKC").toLowerCase();
  const words = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(
    ([run]) => run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [],
  );
  return new Set(
    words.flatMap((word) => {
      if (!/\p{Script=Han}/u.test(word)) return word.length > 1 ? [word] : [];
      const signs = [...word];
      return signs.length === 1 ? [] : signs.slice(1).map((sign, n) => `${signs[n]}${sign}`);
    }),
  );
}

export type Compared = { id: string; title: ReadonlySet<string>; body: ReadonlySet<string> };

/** A word of the title says so many times as much as one of the body. */
const TITLE_WEIGHT = 3;

/**
 * How near some texts are to a given one, the nearest first; those that share nothing with it are left out. A term weighs
 * log(1 + N/n), of N texts n of which have it (inverse document frequency: Sparck Jones, 1972), so that what stands everywhere says
 * little; the sum is divided by the root of the text's terms, or the longest would always win.
 */
export function nearest(text: string, all: readonly Compared[]): { id: string; score: number }[] {
  const asked = termsOf(text);
  const having = new Map<string, number>();
  for (const { title, body } of all) {
    for (const term of asked) if (title.has(term) || body.has(term)) having.set(term, (having.get(term) ?? 0) + 1);
  }
  const weightOf = (term: string): number => Math.log(1 + all.length / (having.get(term) ?? 1));
  return all
    .map(({ id, title, body }) => {
      let sum = 0;
      for (const term of asked) {
        if (title.has(term)) sum += TITLE_WEIGHT * weightOf(term);
        else if (body.has(term)) sum += weightOf(term);
      }
      return { id, score: sum / Math.sqrt(1 + title.size + body.size) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
