import { NavLink } from "react-router";
import { labelOf } from "../lib/nouns.ts";
import { useNouns } from "../lib/queries.ts";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";

type Place = { to: string; word: WordKey; nouns?: readonly string[] };

/** Pages of their own, each where one of the nouns that it works on may be read. */
const PLACES: readonly Place[] = [
  { to: "/", word: "nav.home" },
  { to: "/receipts", word: "nav.receipts", nouns: ["bankTransaction"] },
  { to: "/inbox", word: "nav.inbox", nouns: ["lead"] },
  { to: "/board", word: "nav.board", nouns: ["opportunity"] },
  { to: "/tasks", word: "nav.tasks", nouns: ["activity"] },
  { to: "/reports", word: "nav.reports", nouns: ["lead", "bankTransaction"] },
  { to: "/dashboards", word: "nav.dashboards", nouns: ["lead", "bankTransaction"] },
  { to: "/forecast", word: "nav.forecast", nouns: ["opportunity"] },
];

/** The pages that are for somebody who may read these nouns. */
export const placesFor = (nouns: readonly { noun: string }[]): Place[] =>
  PLACES.filter(({ nouns: of }) => !of || nouns.some(({ noun }) => of.includes(noun)));

export function Nav() {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const places = placesFor(nouns);
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
      <ul>
        <li>
          <NavLink to="/settings">{t("nav.settings")}</NavLink>
        </li>
      </ul>
    </nav>
  );
}
