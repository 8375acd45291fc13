import type { Locale } from "../../shared/notify/format.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { labelOfField, labelOfOption } from "../labels.ts";

/** Further headers that people's files have for the same fields. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  name: ["姓名", "客户名称", "公司名称", "联系人姓名", "商机名称", "线索名称", "full name", "account name"],
  phone: ["手机", "手机号", "联系电话", "电话号码", "mobile", "telephone", "tel"],
  email: ["电子邮箱", "电子邮件", "邮件", "mail", "email address"],
  registrationNo: ["信用代码", "税号", "注册号", "tax number", "registration no"],
  ownerId: ["所有人", "销售", "业务员", "sales rep"],
  accountId: ["所属客户", "所属公司", "customer", "account name"],
  amountMinor: ["预计金额", "合同金额", "应收金额"],
  reference: ["单号", "发票号", "invoice number", "invoice no"],
  contractNo: ["合同编号", "contract no"],
  code: ["编码", "产品代码", "product code", "sku"],
  dueOn: ["应收日期", "due date"],
  role: ["职位", "title", "position"],
  source: ["线索来源", "lead source"],
};

/** Every header that means a field. */
export const namesOfField = (of: Pick<Noun, "labels">, field: string): string[] => [
  field,
  ...(labelOfField(of, field) ?? []),
  ...(ALIASES[field] ?? []),
];
/** Every text that means an option. */
export const namesOfOption = (of: Pick<Noun, "labels">, option: string): string[] => [
  option,
  ...(labelOfOption(of, option) ?? []),
];

/** The header of the column that says what is wrong with a row. */
export const REASONS: Record<Locale, string> = { "zh-CN": "失败原因", en: "Reasons" };
