import { NavLink } from "react-router";
import { pluralOf } from "../lib/nouns.ts";
import { useCan, useMe, useNouns, usePartner } from "../lib/queries.ts";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";

type Place = {
  to: string;
  word: WordKey;
  nouns?: readonly string[];
  permission?: string;
  /** What lets somebody see the page whom the menu does not lead there, as a link to one of its records does. */
  reads?: string;
  ofPartners?: true;
};

/** Pages of their own, each where one of the nouns that it works on may be read; some for partners' people alone. */
const PLACES: readonly Place[] = [
  { to: "/", word: "nav.home" },
  { to: "/receipts", word: "nav.receipts", nouns: ["bankTransaction"] },
  { to: "/inbox", word: "nav.inbox", nouns: ["lead"] },
  { to: "/board", word: "nav.board", nouns: ["opportunity"] },
  { to: "/tasks", word: "nav.tasks", nouns: ["activity"] },
  { to: "/calendar", word: "nav.calendar", nouns: ["activity"] },
  { to: "/mail", word: "nav.mail", permission: "mails.read" },
  { to: "/approvals", word: "nav.approvals", permission: "approvals.decide", reads: "approvals.read" },
  { to: "/expenses", word: "nav.expenses", permission: "expenses.write", reads: "expenses.read" },
  { to: "/budgets", word: "nav.budgets", permission: "budgets.write", reads: "budgets.read" },
  { to: "/journeys", word: "nav.journeys", permission: "journeys.read" },
  { to: "/reports", word: "nav.reports", nouns: ["lead", "bankTransaction"] },
  { to: "/dashboards", word: "nav.dashboards", nouns: ["lead", "bankTransaction"] },
  { to: "/forecast", word: "nav.forecast", nouns: ["opportunity"] },
  { to: "/plans", word: "nav.plans", permission: "plans.read" },
  { to: "/partner/money", word: "nav.partnerMoney", ofPartners: true },
  { to: "/partner/rules", word: "nav.partnerRules", ofPartners: true },
  { to: "/partner/prices", word: "nav.prices", ofPartners: true },
  { to: "/knowledge", word: "nav.knowledge", permission: "knowledge.read" },
];

/** Whether a page is for whoever has signed in: they may read the nouns, have the permission, or are a partner's. */
function useIsOpen(): (place: Place) => boolean {
  const { data: nouns = [] } = useNouns();
  const can = useCan();
  const isPartner = usePartner() !== undefined;
  return ({ nouns: of, permission, ofPartners }) =>
    (!of || nouns.some(({ noun }) => of.includes(noun))) &&
    (!permission || can(permission)) &&
    (!ofPartners || isPartner);
}

/** The pages that are for whoever has signed in. */
export function usePlaces(): Place[] {
  return PLACES.filter(useIsOpen());
}

/** Whether an address is of a page that whoever has signed in does not have; nothing is said of it until that is known. */
export function useIsClosed(pathname: string): boolean {
  const isOpen = useIsOpen();
  const isKnown = [useMe(), useNouns()].every(({ data }) => data !== undefined);
  const place = PLACES.find(({ to }) => to !== "/" && (pathname === to || pathname.startsWith(`${to}/`)));
  return isKnown && place !== undefined && !isOpen({ ...place, permission: place.reads ?? place.permission });
}

export function Nav() {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns } = useNouns();
  const { data: me } = useMe();
  const places = usePlaces();
  const isPartner = usePartner() !== undefined;
  // It stands there once and whole: what would come later would push what is there already.
  if (!nouns || !me) return <nav className="nav" aria-label={t("shell.menu")} />;
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
            <NavLink to={`/r/${of.noun}`}>{pluralOf(of, language)}</NavLink>
          </li>
        ))}
      </ul>
      {!isPartner && (
        <ul>
          <li>
            <NavLink to="/settings">{t("nav.settings")}</NavLink>
          </li>
        </ul>
      )}
    </nav>
  );
}
