import type { ReactNode } from "react";
import { Link } from "react-router";
import { useWords } from "../words/index.ts";

type PageHeadProps = {
  title: ReactNode;
  /** The list that the page's record stands in. */
  crumb?: { to: string; title: string };
  /** How what the page shows stands, below its name. */
  state?: ReactNode;
  /** What can be done here. */
  children?: ReactNode;
};

/** The head of a page: where one is, how it stands, and what can be done. */
export const PageHead = ({ title, crumb, state, children }: PageHeadProps) => (
  <div className="page-head">
    <div>
      {crumb && (
        <p className="crumb">
          <Link to={crumb.to}>{crumb.title}</Link>
        </p>
      )}
      <h1>
        <bdi>{title}</bdi>
      </h1>
      {state}
    </div>
    {children && <div className="actions">{children}</div>}
  </div>
);

/** The head of what is opened beside a list: on a phone it has the way back to the list. */
export function LineHead({ back, title, children }: { back: () => void; title: ReactNode; children?: ReactNode }) {
  const t = useWords();
  return (
    <div>
      <button type="button" className="text-button back" onClick={back}>
        ← {t("line.back")}
      </button>
      <h2 className="amount-head">{title}</h2>
      {children}
    </div>
  );
}
