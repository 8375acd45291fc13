import { Link } from "react-router";
import type { Dashboard } from "../lib/api.ts";
import { useRead } from "../lib/queries.ts";
import { Empty } from "../shell/empty.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";

/** The dashboards that somebody may use. */
export function Component() {
  const t = useWords();
  const { data, error, refetch } = useRead<{ items: Dashboard[] }>("/v1/dashboards");
  return (
    <div className="page narrow">
      <PageHead title={t("nav.dashboards")}>
        <Link className="button primary" to="/dashboards/new">
          {t("dash.create")}
        </Link>
      </PageHead>
      <Reading {...{ data, error, refetch }} rows={4} />
      {data?.items.length === 0 && <Empty title={t("dash.none")} />}
      {data && data.items.length > 0 && (
        <section className="panel">
          <ul className="rows">
            {data.items.map(({ id, name, tiles }) => (
              <li key={id}>
                <Link to={`/dashboards/${id}`}>
                  <bdi>{name}</bdi>
                </Link>
                <span className="faint">{t("dash.tiles", { count: tiles.length })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
