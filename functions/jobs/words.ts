import type { Locale } from "../../shared/notify/format.ts";
import { headersOf } from "./headers.ts";

type Labels = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** What the columns of a table file are called. A field that has no label here is called by its name. */
const FIELD_LABELS: Labels = {
  id: ["编号", "ID"],
  name: ["名称", "Name"],
  "name.given": ["名", "First name"],
  "name.family": ["姓", "Last name"],
  company: ["公司", "Company"],
  title: ["职务", "Job title"],
  size: ["员工人数", "Employees"],
  groups: ["客户群", "Groups"],
  emailDomains: ["邮箱域名", "E-mail domains"],
  addresses: ["地址", "Addresses"],
  tax: ["开票信息", "Tax details"],
  productIds: ["产品", "Products"],
  campaign: ["市场活动", "Campaign"],
  note: ["备注", "Note"],
  disqualifiedReason: ["淘汰原因", "Reason for disqualification"],
  body: ["内容", "Text"],
  kind: ["类型", "Kind"],
  dueOn: ["截止日期", "Due on"],
  startAt: ["开始时间", "Starts at"],
  endAt: ["结束时间", "Ends at"],
  priority: ["优先级", "Priority"],
  relatedTo: ["关联对象", "Related to"],
  code: ["编码", "Code"],
  productType: ["产品类型", "Product type"],
  listPriceMinor: ["标准价格", "List price"],
  reference: ["单号", "Reference"],
  contractNo: ["合同编号", "Contract number"],
  issuedOn: ["开票日期", "Issued on"],
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

/** Every header that means a field of a noun, its own name and labels first. */
export const namesOfField = (noun: string, field: string): string[] => [
  field,
  ...(FIELD_LABELS[field] ?? []),
  ...headersOf(noun, field),
];

/** What other programs write for the same options. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  webForm: "web|website|web form|webform|web site|网站|官网|网站表单|官网表单|线上|organic search|direct traffic",
  callCentre: "phone|call|cold call|phone inquiry|hotline|call centre|call center|电话|热线|呼叫中心|电话咨询|400电话",
  referral:
    "referral|word of mouth|employee referral|external referral|customer referral|转介绍|推荐|客户介绍|朋友介绍|老客户介绍",
  partner: "partner|partner referral|reseller|渠道|合作伙伴|伙伴|代理商",
  event:
    "event|trade show|tradeshow|exhibition|conference|seminar|webinar|seminar - internal|展会|活动|市场活动|会议|研讨会|会销",
  import: "import|list import|purchased list|导入|名单",
  other: "other|others|unknown|其他|其它|未知",
  new: "new|open|open - not contacted|not contacted|未处理|待跟进|未跟进|新线索|新建",
  working:
    "working|contacted|working - contacted|attempted to contact|in progress|connected|跟进中|处理中|已联系|联系中",
  disqualified: "unqualified|junk lead|lost lead|closed - not converted|not qualified|无效|已无效|已关闭|垃圾线索",
  open: "open|in progress|active|进行中|跟进中",
  closedWon: "won|win|closed won|赢单|成交|已成交|已赢单|签约",
  closedLost: "lost|loss|closed lost|输单|丢单|已输单|失败",
  decider: "decision maker|economic buyer|executive sponsor|决策人|拍板人|关键决策人",
  influencer: "influencer|budget holder|影响人",
  champion: "champion|支持人|内部支持者",
  user: "user|end user|使用人|最终用户",
  blocker: "blocker|反对人",
  "zh-CN": "zh|chinese|简体中文|汉语|zh_cn",
  en: "english|英语|en_us|en-us|en-gb",
};

/** Every text that means an option. */
export const namesOfOption = (option: string): string[] => [
  option,
  ...(OPTION_LABELS[option] ?? []),
  ...(OPTION_NAMES[option]?.split("|") ?? []),
];

/** The header of the column that says what is wrong with a row. */
export const REASONS: Record<Locale, string> = { "zh-CN": "失败原因", en: "Reasons" };
