import { NavLink } from "react-router";
import { labelOf } from "../lib/nouns.ts";
import { useNouns } from "../lib/queries.ts";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";

type Place = { to: string; word: WordKey; noun?: string };

/** Pages of their own, each where the noun that it works on may be read. */
export const PLACES: readonly Place[] = [
  { to: "/", word: "nav.home" },
  { to: "/receipts", word: "nav.receipts", noun: "bankTransaction" },
  { to: "/board", word: "nav.board", noun: "opportunity" },
];

export function Nav() {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const places = PLACES.filter(({ noun }) => !noun || nouns.some((one) => one.noun === noun));
  return (
    <nav className="nav" aria-label={t("shell.menu")}>
      <ul>
        {places.map(({ to, word }) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"}>
              {t(word)}
            </NavLink>
          </li>
        ))}
      </ul>
      <h2>{t("nav.records")}</h2>
      <ul>
        {nouns.map((of) => (
          <li key={of.noun}>
            <NavLink to={`/r/${of.noun}`}>{labelOf(of, language)}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
