/**
 * The demo tenant: a software company, its people, what it sells and to whom. Every row begins with the name by which
 * other rows speak of it. Companies and people are examples and exist nowhere.
 */

export const TENANT = {
  name: "示例云软件（上海）有限公司",
  locale: "zh-CN",
  timeZone: "Asia/Shanghai",
  currency: "CNY",
} as const;

/** Name, title, department above. */
export const DEPARTMENTS = [
  ["east", "华东大区", undefined],
  ["shanghai", "上海销售部", "east"],
  ["hangzhou", "杭州销售部", "east"],
  ["south", "华南大区", undefined],
  ["shenzhen", "深圳销售部", "south"],
  ["north", "华北大区", undefined],
  ["success", "客户成功部", undefined],
  ["finance", "财务部", undefined],
] as const;

/** Name, name of the person, mail address, department, role, telephone number where receipts are told by SMS too. */
export const USERS = [
  ["li", "李娜", "li.na@example.com", "shanghai", "sales", "+8613800000001"],
  ["wang", "王强", "wang.qiang@example.com", "hangzhou", "sales", undefined],
  ["zhou", "周婷", "zhou.ting@example.com", "shenzhen", "sales", undefined],
  ["huang", "黄磊", "huang.lei@example.com", "north", "sales", undefined],
  ["zhao", "赵敏", "zhao.min@example.com", "east", "manager", undefined],
  ["he", "何涛", "he.tao@example.com", "south", "manager", undefined],
  ["wu", "吴迪", "wu.di@example.com", "success", "service", undefined],
  ["sun", "孙丽", "sun.li@example.com", "finance", "finance", undefined],
  ["chen", "陈静", "chen.jing@example.com", "finance", "admin", undefined],
] as const;

/** Name, code, title, type, list price in yuan. */
export const PRODUCTS = [
  ["standard", "CRM-STD", "CRM 标准版（年）", "subscription", 12_000],
  ["professional", "CRM-PRO", "CRM 专业版（年）", "subscription", 36_000],
  ["rollout", "SRV-IMP", "实施服务", "implementation", 20_000],
  ["training", "SRV-TRN", "培训服务", "service", 3_000],
  ["care", "SRV-CARE", "专属客户成功", "service", 9_200],
] as const;

/** Name, title, mail address. */
export const PARTNERS = [
  ["channel", "样例渠道（深圳）科技有限公司", "channel@example.com"],
  ["advisers", "示例信息咨询（无锡）有限公司", "advisers@example.com"],
] as const;

/** Whose, name, address: people of partners, who see what is theirs and nothing else. */
export const PARTNER_PEOPLE = [["channel", "渠道 林晓", "lin.xiao@channel.example.com"]] as const;

/** Name, title, owner, account above, further names that it pays under. */
export const ACCOUNTS = [
  ["catering", "上海示例餐饮管理有限公司", "li", undefined, undefined],
  ["mall", "杭州样例电子商务有限公司", "wang", undefined, undefined],
  ["gear", "苏州示例精密机械有限公司", "li", undefined, undefined],
  ["clinic", "南京样例医疗科技有限公司", "li", undefined, undefined],
  ["group", "华东示例控股集团有限公司", "li", undefined, undefined],
  ["logistics", "宁波示例物流有限公司", "wang", "group", undefined],
  ["property", "上海示例置业有限公司", "li", "group", undefined],
  ["school", "广州样例教育科技有限公司", "zhou", undefined, undefined],
  ["tradeLtd", "深圳样例贸易有限公司", "zhou", undefined, undefined],
  ["tradeInc", "深圳样例贸易股份有限公司", "zhou", undefined, undefined],
  ["garment", "东莞示例服饰有限公司", "zhou", undefined, undefined],
  ["hotel", "珠海样例酒店管理有限公司", "zhou", undefined, undefined],
  ["toys", "汕头示例玩具有限公司", "zhou", undefined, ["示例玩具门市部"]],
  ["media", "北京示例文化传媒有限公司", "huang", undefined, undefined],
  ["energy", "天津样例新能源有限公司", "huang", undefined, undefined],
  ["steel", "唐山示例钢构有限公司", "huang", undefined, undefined],
  ["patents", "北京样例知识产权代理有限公司", "huang", undefined, undefined],
  ["farm", "青岛样例农业科技有限公司", "huang", undefined, undefined],
  ["chips", "无锡示例微电子有限公司", "wang", undefined, undefined],
  ["instruments", "Example Instruments GmbH", "huang", undefined, undefined],
] as const;

export type DepartmentName = (typeof DEPARTMENTS)[number][0];
export type UserName = (typeof USERS)[number][0];
export type ProductName = (typeof PRODUCTS)[number][0];
export type PartnerName = (typeof PARTNERS)[number][0];
export type AccountName = (typeof ACCOUNTS)[number][0];

/** What the engine may book by itself: short by ten yuan at most is given up; all else is as it is by default. */
export const POLICY = {
  tolerances: { CNY: { fixedMinor: 1_000, basisPoints: 0 } },
  deductions: { withholdingTax: { as: "credited", upToMinor: { CNY: 500_000 } } },
};

/** The virtual accounts of the company's bank account: number, department, account where it is one customer's own. */
export const VIRTUAL_ACCOUNTS = [
  ["6225-0001", "north", "media"],
  ["6225-0002", "shenzhen", undefined],
] as const;
