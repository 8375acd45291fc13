import { Select } from "antd";
import { type ComponentType, lazy, Suspense } from "react";
import { NavLink, useNavigate, useParams } from "react-router";
import { useNarrow } from "../lib/media.ts";
import { useCan } from "../lib/queries.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { useWords, type WordKey } from "../words/index.ts";
import { Banks } from "./banks.tsx";
import { Kept } from "./kept.tsx";
import { TOOLS } from "./list.ts";
import { Policy } from "./policy.tsx";
import { openGroups, openSections } from "./sections.ts";

const PAGES: Record<(typeof TOOLS)[number]["key"], ComponentType> = {
  keys: lazy(() => import("./keys.tsx")),
  simulator: lazy(() => import("./simulator.tsx")),
  memory: lazy(() => import("./memory.tsx")),
  suppressed: lazy(() => import("./suppressed.tsx")),
  audit: lazy(() => import("./trails.tsx")),
};

type Place = { key: string; word: WordKey };

function Menu({ title, places, chosen }: { title: string; places: readonly Place[]; chosen: string | undefined }) {
  const t = useWords();
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {places.map(({ key, word }) => (
          <li key={key}>
            <NavLink to={`/settings/${key}`} className={key === chosen ? "active" : undefined}>
              {t(word)}
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How the tenant is set up: its people and what they may, its records, rules, money and policies, and the tools beside them. */
export function Component() {
  const t = useWords();
  const can = useCan();
  const go = useNavigate();
  const narrow = useNarrow();
  const groups = openGroups(can);
  const tools = TOOLS.filter(({ permission }) => can(permission));
  const first = groups[0]?.items[0]?.key ?? tools[0]?.key;
  const { section = first } = useParams();
  const chosen = openSections(can).find(({ key }) => key === section);
  const tool = tools.find(({ key }) => key === section);
  const Page = tool && PAGES[tool.key];
  return (
    <div className="page">
      <h1>{t("nav.settings")}</h1>
      <div className="settings">
        {narrow ? (
          <Select
            aria-label={t("nav.settings")}
            className="wide"
            value={section}
            onChange={(key) => void go(`/settings/${key}`)}
            options={[...groups, { word: "settings.groupTools" as const, items: tools }].map(({ word, items }) => ({
              label: t(word),
              options: items.map((one) => ({ value: one.key as string, label: t(one.word) })),
            }))}
          />
        ) : (
          <nav className="nav panel" aria-label={t("nav.settings")}>
            {groups.map(({ word, items }) => (
              <Menu key={word} title={t(word)} places={items} chosen={section} />
            ))}
            {tools.length > 0 && <Menu title={t("settings.groupTools")} places={tools} chosen={section} />}
          </nav>
        )}
        <div className="main-column">
          {chosen?.kind === "kept" && <Kept key={chosen.key} section={chosen} />}
          {chosen?.kind === "setting" && <Policy key={chosen.key} section={chosen} />}
          {chosen?.key === "banks" && <Banks />}
          {Page && (
            <Suspense fallback={<Waiting />}>
              <Page />
            </Suspense>
          )}
          {!chosen && !tool && <Empty title={t("missing.title")} />}
        </div>
      </div>
    </div>
  );
}
