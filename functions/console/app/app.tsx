import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider, App as Feedback, theme as themes } from "antd";
import type { Locale } from "antd/es/locale/index.js";
import { useEffect, useState, useSyncExternalStore } from "react";
import { RouterProvider } from "react-router";
import { useMedia, useNarrow } from "./lib/media.ts";
import { usePreferences } from "./lib/preferences.ts";
import { queries } from "./lib/queries.ts";
import { forgetTitles } from "./lib/titles.ts";
import { router } from "./routes.tsx";
import { isSignedIn, onSession } from "./session/index.ts";
import { SignInPage } from "./session/page.tsx";
import { type Language, LanguageContext, learnWords } from "./words/index.ts";

/** The words of a file of them: a bundle has these themselves where the types have the file. */
const inFile = ({ default: words }: { default: object }): Locale => words as Locale;

/** What the components themselves say, fetched with the language that is read. */
async function componentWords(language: Language): Promise<Locale> {
  if (language === "en") return inFile(await import("antd/es/locale/en_US.js"));
  const [words] = await Promise.all([import("antd/es/locale/zh_CN.js"), import("dayjs/locale/zh-cn.js")]);
  return inFile(words);
}

const LIGHT = {
  colorPrimary: "#0f6b5c",
  colorInfo: "#0f6b5c",
  colorPrimaryBg: "#e3f1ee",
  colorPrimaryBgHover: "#d5e9e4",
  colorError: "#b3261e",
  colorLink: "#0b5f9e",
  colorTextTertiary: "#5b6570",
  colorTextPlaceholder: "#5b6570",
  colorTextDisabled: "#5b6570",
};
const DARK = {
  colorPrimary: "#2a9d87",
  colorInfo: "#2a9d87",
  colorPrimaryBg: "#17322d",
  colorPrimaryBgHover: "#1e3f39",
  colorError: "#ff8a80",
  colorLink: "#74b9ec",
  colorTextTertiary: "#a3adb8",
  colorTextPlaceholder: "#a3adb8",
  colorTextDisabled: "#a3adb8",
};

export function App() {
  const { language, theme } = usePreferences();
  const prefersDark = useMedia("(prefers-color-scheme: dark)");
  const isDark = theme === "dark" || (theme === "system" && prefersDark);
  const isStill = useMedia("(prefers-reduced-motion: reduce)");
  // What is said in passing stands where no button is: on a phone at the foot, since a page's buttons are at its head.
  const isNarrow = useNarrow();
  const signedIn = useSyncExternalStore(onSession, isSignedIn);
  const [spoken, setSpoken] = useState<{ language: Language; locale: Locale }>();
  useEffect(() => {
    void Promise.all([componentWords(language), learnWords(language)]).then(([locale]) => {
      document.documentElement.lang = language;
      setSpoken({ language, locale });
    });
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
  }, [isDark]);
  useEffect(() => {
    // Whoever signs in next sees nothing of whoever was here.
    if (!signedIn) {
      queries.clear();
      forgetTitles();
    }
  }, [signedIn]);
  // Without its words the components would be made anew once these have come, and with them whatever was begun.
  if (!spoken) return null;
  const look = {
    algorithm: isDark ? themes.darkAlgorithm : themes.defaultAlgorithm,
    token: { motion: !isStill, borderRadius: 6, fontFamily: "var(--font)", ...(isDark ? DARK : LIGHT) },
  };
  return (
    <LanguageContext value={spoken.language}>
      <ConfigProvider theme={look} locale={spoken.locale} button={{ autoInsertSpace: false }}>
        <Feedback component={false} message={{ maxCount: 1, top: isNarrow ? "calc(100dvh - 4.5rem)" : undefined }}>
          <QueryClientProvider client={queries}>
            {signedIn ? <RouterProvider router={router} /> : <SignInPage />}
          </QueryClientProvider>
        </Feedback>
      </ConfigProvider>
    </LanguageContext>
  );
}
