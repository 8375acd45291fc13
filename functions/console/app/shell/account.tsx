import { useQueryClient } from "@tanstack/react-query";
import { dropDrafts } from "../lib/drafts.ts";
import { type Theme, usePreferences, writePreferences } from "../lib/preferences.ts";
import { useMe } from "../lib/queries.ts";
import { signOut } from "../session/index.ts";
import { SignOutEverywhere } from "../session/page.tsx";
import { type LANGUAGES, useWords, type WordKey } from "../words/index.ts";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const THEME_WORDS: Record<Theme, WordKey> = { system: "theme.system", light: "theme.light", dark: "theme.dark" };

/** Who one is here, how one reads, and the way out. */
export function Account() {
  const t = useWords();
  const { language, theme } = usePreferences();
  const client = useQueryClient();
  const { data: me } = useMe();
  return (
    <details className="account">
      <summary aria-label={t("account.menu")}>
        <span className="avatar" aria-hidden="true">
          {me?.tenant.name.slice(0, 1)}
        </span>
      </summary>
      <div className="account-menu">
        <p className="account-name">{me?.name ?? me?.principalId}</p>
        <p className="faint">{me?.tenant.name}</p>
        <p className="faint">{me?.roles.join(", ")}</p>
        <label>
          {t("account.language")}
          <select
            value={language}
            onChange={({ target }) => {
              writePreferences({ language: target.value as (typeof LANGUAGES)[number] });
              void client.invalidateQueries();
            }}
          >
            <option value="zh-CN">中文</option>
            <option value="en">English</option>
          </select>
        </label>
        <label>
          {t("account.theme")}
          <select value={theme} onChange={({ target }) => writePreferences({ theme: target.value as Theme })}>
            {THEMES.map((one) => (
              <option key={one} value={one}>
                {t(THEME_WORDS[one])}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="text-button"
          onClick={() => {
            dropDrafts();
            void signOut();
          }}
        >
          {t("account.signOut")}
        </button>
        <SignOutEverywhere />
      </div>
    </details>
  );
}
