import { NavLink } from "react-router";
import { labelOf } from "../lib/nouns.ts";
import { useCan, useNouns } from "../lib/queries.ts";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";

type Place = { to: string; word: WordKey; nouns?: readonly string[]; permission?: string };

/** Pages of their own, each where one of the nouns that it works on may be read. */
const PLACES: readonly Place[] = [
  { to: "/", word: "nav.home" },
  { to: "/receipts", word: "nav.receipts", nouns: ["bankTransaction"] },
  { to: "/inbox", word: "nav.inbox", nouns: ["lead"] },
  { to: "/board", word: "nav.board", nouns: ["opportunity"] },
  { to: "/tasks", word: "nav.tasks", nouns: ["activity"] },
  { to: "/calendar", word: "nav.calendar", nouns: ["activity"] },
  { to: "/reports", word: "nav.reports", nouns: ["lead", "bankTransaction"] },
  { to: "/dashboards", word: "nav.dashboards", nouns: ["lead", "bankTransaction"] },
  { to: "/forecast", word: "nav.forecast", nouns: ["opportunity"] },
  { to: "/plans", word: "nav.plans", permission: "plans.read" },
];

/** The pages that are for somebody who may read these nouns, or has the permission. */
export const placesFor = (nouns: readonly { noun: string }[], can: (permission: string) => boolean): Place[] =>
  PLACES.filter(
    ({ nouns: of, permission }) =>
      (!of || nouns.some(({ noun }) => of.includes(noun))) && (!permission || can(permission)),
  );

export function Nav() {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const places = placesFor(nouns, useCan());
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
