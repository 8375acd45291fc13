import { Fault, type InputError } from "../fault.ts";
import { type Language, languageOf } from "../words/language.ts";
import { corsOf } from "./forms.ts";

type Words = Record<Language, string>;

/** What the fields of a form are called. */
const LABELS: Readonly<Record<string, Words>> = {
  name: { "zh-CN": "姓名", en: "Your name" },
  company: { "zh-CN": "公司", en: "The company" },
  title: { "zh-CN": "职务", en: "Your position" },
  email: { "zh-CN": "邮箱", en: "The e-mail address" },
  phone: { "zh-CN": "电话", en: "The telephone number" },
  website: { "zh-CN": "网址", en: "The web address" },
  note: { "zh-CN": "留言", en: "The message" },
  subject: { "zh-CN": "主题", en: "The subject" },
  body: { "zh-CN": "问题描述", en: "The question" },
  consent: { "zh-CN": "同意声明", en: "The consent" },
};

/** What is to be mended, by the kind of mistake. */
const MISTAKES: Readonly<Record<string, Words>> = {
  required: { "zh-CN": "请填写", en: "is missing. Please fill it in" },
  reachable: { "zh-CN": "请填写邮箱或电话", en: "or a telephone number is needed. Please give one of them" },
  too_big: { "zh-CN": "太长，请缩短", en: "is too long. Please shorten it" },
  email: {
    "zh-CN": "格式不正确，应如 name@example.com",
    en: "is not complete. It looks like name@example.com",
  },
  invalid: { "zh-CN": "填写有误，请检查", en: "cannot be read. Please check it" },
};

function mistakeOf({ path, code, message }: InputError): string {
  if (path === "email" && code === "custom") return "reachable";
  if (path === "email" && code !== "required" && code !== "too_big") return "email";
  return code in MISTAKES ? code : message.endsWith("is required.") ? "required" : "invalid";
}

/** What is wrong, as a visitor reads it. */
function told(error: InputError, language: Language): InputError {
  const label = LABELS[error.path]?.[language] ?? error.path.replace(/^custom\./, "");
  const words = MISTAKES[mistakeOf(error)]?.[language] ?? "";
  const message = language === "zh-CN" ? `${label}：${words}。` : `${label} ${words}.`;
  return { ...error, message };
}

/** A refusal as a visitor reads it, and as their browser lets the page read it. */
export function toldToVisitor(fault: Fault, headers: Record<string, string>): Fault {
  const language = languageOf(headers["accept-language"], "zh-CN");
  const errors = fault.code === "invalid" ? fault.errors.map((error) => told(error, language)) : fault.errors;
  const detail = fault.code === "invalid" ? errors.map(({ message }) => message).join(" ") : fault.detail;
  return new Fault(fault.code, detail, { errors, headers: { ...fault.headers, ...corsOf(headers) } });
}
