import type { ReactNode } from "react";
import { Link } from "react-router";
import { useWords } from "../words/index.ts";
import { Empty, Waiting } from "./empty.tsx";
import { Problem } from "./problem.tsx";

export type Of<T> = { items: T[] };
type Props = { title: string; to?: string; children: ReactNode };

/** A part of a page under a head of its own, with the way to all that it shows some of. */
export function Panel({ title, to, children }: Props) {
  const t = useWords();
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        {to && (
          <Link to={to} aria-label={t("home.allOf", { what: title })}>
            {t("home.all")}
          </Link>
        )}
      </div>
      {children}
    </section>
  );
}

type Answer<T> = { data: T | undefined; error: unknown; refetch: () => unknown };

/** What a panel shows of an answer: nothing yet, a problem, or the items. */
export function shownOf<T>(
  { data, error, refetch }: Answer<Of<T>>,
  none: string,
  items: (of: T[]) => ReactNode,
): ReactNode {
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={4} />;
  return data.items.length === 0 ? <Empty title={none} /> : items(data.items);
}
