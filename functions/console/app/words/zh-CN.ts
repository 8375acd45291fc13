export const zhCN = {
  "signIn.key": "API 密钥",
  "signIn.do": "登录",
};

export type WordKey = keyof typeof zhCN;
export type Dictionary = Readonly<Record<WordKey, string>>;
