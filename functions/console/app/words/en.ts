import type { Dictionary } from "./zh-CN.ts";

export const en: Dictionary = {
  "signIn.key": "API key",
  "signIn.do": "Sign in",
};
