import { Link } from "react-router";
import { useWords } from "../words/index.ts";

/** A page that others have and whoever has signed in does not. */
export function Closed() {
  const t = useWords();
  return (
    <div className="plain-page">
      <h1>{t("closed.title")}</h1>
      <p>{t("problem.forbidden")}</p>
      <Link to="/">{t("nav.home")}</Link>
    </div>
  );
}

/** An address that names no page. */
export function Component() {
  const t = useWords();
  return (
    <div className="plain-page">
      <h1>{t("missing.title")}</h1>
      <p>{t("missing.what")}</p>
      <Link to="/">{t("nav.home")}</Link>
    </div>
  );
}
