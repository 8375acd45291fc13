import type { Language } from "../words/index.ts";

/** What is said to whoever is not signed in. */
export const SESSION_WORDS: Record<Language, Record<"do" | "otherwise" | "ended" | "failed" | "everywhere", string>> = {
  "zh-CN": {
    do: "登录",
    otherwise: "不用公司账号登录",
    ended: "登录已失效，请重新登录。未保存的内容会保留。",
    failed: "登录没有成功，请再试一次。",
    everywhere: "在所有设备上退出登录",
  },
  en: {
    do: "Sign in",
    otherwise: "Sign in without the company's account",
    ended: "You are no longer signed in. Sign in again; unsaved work is kept.",
    failed: "Signing in did not work. Try again.",
    everywhere: "Sign out on all devices",
  },
};
