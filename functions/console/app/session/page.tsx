import { dropDrafts } from "../lib/drafts.ts";
import { useLanguage, useWords } from "../words/index.ts";
import { signIn, signInOtherwise, signOutEverywhere, toldWhy } from "./index.ts";
import { tenantOf } from "./memory.ts";

/** The way in: it leads to the issuer's own page, and from there back to the page that was asked for. */
export function SignInPage() {
  const language = useLanguage();
  const t = useWords();
  const why = toldWhy();
  return (
    <main className="sign-in">
      <h1>Cashloop</h1>
      {why !== "nothing" && <p role="alert">{t(why === "ended" ? "signIn.ended" : "signIn.failed")}</p>}
      <button type="button" onClick={() => void signIn(language)}>
        {t("signIn.do")}
      </button>
      {tenantOf() !== undefined && (
        <button type="button" className="text-button" onClick={() => void signInOtherwise(language)}>
          {t("signIn.otherwise")}
        </button>
      )}
    </main>
  );
}

/** Ends every sign-in of one's own, for whoever has lost a device. */
export function SignOutEverywhere() {
  const t = useWords();
  return (
    <button
      type="button"
      className="text-button"
      onClick={() => {
        dropDrafts();
        void signOutEverywhere();
      }}
    >
      {t("signIn.everywhere")}
    </button>
  );
}
