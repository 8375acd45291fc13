import { Link } from "react-router";
import { useWords } from "../words/index.ts";

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
