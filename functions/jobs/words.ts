import type { Locale } from "../../shared/notify/format.ts";

type Labels = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** What the columns of a table file are called. A field that has no label here is called by its name. */
const FIELD_LABELS: Labels = {
  id: ["编号", "ID"],
  name: ["名称", "Name"],
  company: ["公司", "Company"],
  registrationNo: ["统一社会信用代码", "Registration number"],
  parentId: ["上级", "Parent"],
  ownerId: ["负责人", "Owner"],
  departmentId: ["部门", "Department"],
  payerNames: ["付款名称", "Payer names"],
  accountId: ["客户", "Account"],
  contactId: ["联系人", "Contact"],
  leadId: ["线索", "Lead"],
  poolId: ["线索池", "Lead pool"],
  partnerId: ["伙伴", "Partner"],
  productId: ["产品", "Product"],
  role: ["职务", "Role"],
  decisionRole: ["决策角色", "Decision role"],
  email: ["邮箱", "E-mail"],
  phone: ["电话", "Phone"],
  source: ["来源", "Source"],
  channel: ["渠道", "Channel"],
  preferredLanguage: ["首选语言", "Preferred language"],
  tags: ["标签", "Tags"],
  team: ["团队", "Team"],
  employments: ["任职经历", "Employments"],
  consents: ["同意记录", "Consents"],
  amountMinor: ["金额", "Amount"],
  currency: ["币种", "Currency"],
  expectedOn: ["预计成交日期", "Expected on"],
  status: ["状态", "Status"],
  lostReason: ["输单原因", "Lost reason"],
  subject: ["主题", "Subject"],
  description: ["描述", "Description"],
  dueAt: ["截止时间", "Due at"],
  region: ["大区", "Region"],
  industry: ["行业", "Industry"],
  website: ["网站", "Website"],
  address: ["地址", "Address"],
  createdAt: ["创建时间", "Created at"],
  updatedAt: ["更新时间", "Updated at"],
};

/** Further headers that people's files have for the same fields. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  name: ["姓名", "客户名称", "公司名称", "联系人姓名", "商机名称", "线索名称", "full name", "account name"],
  phone: ["手机", "手机号", "联系电话", "电话号码", "mobile", "telephone", "tel"],
  email: ["电子邮箱", "电子邮件", "邮件", "mail", "email address"],
  registrationNo: ["信用代码", "税号", "注册号", "tax number", "registration no"],
  ownerId: ["所有人", "销售", "业务员", "sales rep"],
  accountId: ["所属客户", "所属公司", "customer", "account name"],
  amountMinor: ["预计金额", "合同金额"],
  role: ["职位", "title", "position"],
  source: ["线索来源", "lead source"],
};

const OPTION_LABELS: Labels = {
  decider: ["决策者", "Decider"],
  influencer: ["影响者", "Influencer"],
  champion: ["支持者", "Champion"],
  user: ["使用者", "User"],
  gatekeeper: ["把关者", "Gatekeeper"],
  blocker: ["反对者", "Blocker"],
  open: ["进行中", "Open"],
  closedWon: ["赢单", "Closed won"],
  closedLost: ["输单", "Closed lost"],
  new: ["新建", "New"],
  working: ["跟进中", "Working"],
  converted: ["已转化", "Converted"],
  disqualified: ["已淘汰", "Disqualified"],
  "zh-CN": ["中文", "Chinese"],
  en: ["英文", "English"],
};

const at = (labels: Labels, name: string, locale: Locale): string => labels[name]?.[locale === "zh-CN" ? 0 : 1] ?? name;

export const fieldLabel = (field: string, locale: Locale): string => at(FIELD_LABELS, field, locale);
export const optionLabel = (option: string, locale: Locale): string => at(OPTION_LABELS, option, locale);

/** Every header that means a field. */
export const namesOfField = (field: string): string[] => [
  field,
  ...(FIELD_LABELS[field] ?? []),
  ...(ALIASES[field] ?? []),
];
/** Every text that means an option. */
export const namesOfOption = (option: string): string[] => [option, ...(OPTION_LABELS[option] ?? [])];

/** The header of the column that says what is wrong with a row. */
export const REASONS: Record<Locale, string> = { "zh-CN": "失败原因", en: "Reasons" };
