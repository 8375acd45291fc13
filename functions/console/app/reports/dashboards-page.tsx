import { Link } from "react-router";
import type { Dashboard } from "../lib/api.ts";
import { useRead } from "../lib/queries.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";

/** The dashboards that somebody may use. */
export function Component() {
  const t = useWords();
  const { data, error, refetch } = useRead<{ items: Dashboard[] }>("/v1/dashboards");
  return (
    <div className="page narrow">
      <div className="page-head">
        <h1>{t("nav.dashboards")}</h1>
        <Link className="button primary" to="/dashboards/new">
          {t("dash.create")}
        </Link>
      </div>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting rows={4} />}
      {data?.items.length === 0 && <Empty title={t("dash.none")} />}
      {data && data.items.length > 0 && (
        <section className="panel">
          <ul className="rows">
            {data.items.map(({ id, name, tiles }) => (
              <li key={id}>
                <Link to={`/dashboards/${id}`}>
                  <bdi>{name}</bdi>
                </Link>
                <span className="faint">{tiles.length}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
