import { type FormEvent, useState } from "react";
import { useWords } from "../words/index.ts";
import { signIn } from "./index.ts";

/** Asks for an API key, which stays in memory. */
export function SignInPage() {
  const t = useWords();
  const [value, setValue] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (value.trim()) signIn(value.trim());
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <h1>Cashloop</h1>
        <label htmlFor="api-key">{t("signIn.key")}</label>
        <input
          id="api-key"
          type="password"
          autoComplete="off"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <button type="submit">{t("signIn.do")}</button>
      </form>
    </main>
  );
}
