import { NavLink, useParams } from "react-router";
import { useCan } from "../lib/queries.ts";
import { Empty } from "../shell/empty.tsx";
import { useWords } from "../words/index.ts";
import { Banks } from "./banks.tsx";
import { Kept } from "./kept.tsx";
import { SECTIONS } from "./sections.ts";

/** How the tenant is set up: people, departments, own fields, and the banks that tell of receipts. */
export function Component() {
  const t = useWords();
  const can = useCan();
  const open = SECTIONS.filter(({ module }) => can(`${module}.read`));
  const { section = open[0]?.key } = useParams();
  const chosen = open.find(({ key }) => key === section);
  return (
    <div className="page">
      <h1>{t("nav.settings")}</h1>
      <div className="settings">
        <nav className="nav panel" aria-label={t("nav.settings")}>
          <ul>
            {open.map(({ key, word }) => (
              <li key={key}>
                <NavLink to={`/settings/${key}`} className={key === section ? "active" : undefined}>
                  {t(word)}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        {chosen ? (
          <div className="main-column">
            <Kept key={chosen.key} section={chosen} />
            {chosen.key === "banks" && <Banks />}
          </div>
        ) : (
          <Empty title={t("missing.title")} />
        )}
      </div>
    </div>
  );
}
