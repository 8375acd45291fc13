import { useLanguage } from "../words/index.ts";
import { signIn, signInOtherwise, signOutEverywhere, toldWhy } from "./index.ts";
import { tenantOf } from "./memory.ts";
import { SESSION_WORDS } from "./words.ts";

/** The way in: it leads to the issuer's own page, and from there back to the page that was asked for. */
export function SignInPage() {
  const language = useLanguage();
  const words = SESSION_WORDS[language];
  const why = toldWhy();
  return (
    <main className="sign-in">
      <h1>Cashloop</h1>
      {why !== "nothing" && <p role="alert">{words[why]}</p>}
      <button type="button" onClick={() => void signIn(language)}>
        {words.do}
      </button>
      {tenantOf() !== undefined && (
        <button type="button" className="text-button" onClick={() => void signInOtherwise(language)}>
          {words.otherwise}
        </button>
      )}
    </main>
  );
}

/** Ends every sign-in of one's own, for whoever has lost a device. */
export function SignOutEverywhere() {
  const words = SESSION_WORDS[useLanguage()];
  return (
    <button type="button" className="text-button" onClick={() => void signOutEverywhere()}>
      {words.everywhere}
    </button>
  );
}
