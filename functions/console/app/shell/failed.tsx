import { useRouteError } from "react-router";
import { useWords } from "../words/index.ts";

/** A page that could not be shown: usually a file of an older version that is gone. */
export function Failed() {
  const t = useWords();
  const error = useRouteError();
  return (
    <main className="plain-page">
      <h1>{t("failed.title")}</h1>
      <p>{t("failed.what")}</p>
      <p className="faint">{error instanceof Error ? error.message : ""}</p>
      <p>
        <a href="/">{t("failed.reload")}</a>
      </p>
    </main>
  );
}
