import type { Locale } from "../../shared/notify/format.ts";
import type { CustomField } from "../../shared/records/fields.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { optionsOf } from "../../shared/records/options.ts";
import { labelOfField, labelOfOption } from "../labels.ts";
import { headersOf } from "./headers.ts";

/** Every header that means a field of a noun, its own name and labels first. */
export const namesOfField = (of: Pick<Noun, "labels" | "entity">, field: string): string[] => [
  field,
  ...(labelOfField(of, field) ?? []),
  ...headersOf(of.entity.noun, field),
];

/** What other programs write for the same options. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  webForm:
    "web|website|web form|webform|web site|网站|官网|网站表单|官网表单|线上|organic search|direct traffic|web download|web research|online store",
  callCentre: "phone|call|cold call|phone inquiry|hotline|call centre|call center|电话|热线|呼叫中心|电话咨询|400电话",
  referral:
    "referral|word of mouth|employee referral|external referral|customer referral|转介绍|推荐|客户介绍|朋友介绍|老客户介绍",
  partner: "partner|partner referral|seminar partner|reseller|渠道|合作伙伴|伙伴|代理商",
  event:
    "event|trade show|tradeshow|exhibition|conference|seminar|webinar|seminar - internal|internal seminar|展会|活动|市场活动|会议|研讨会|会销",
  import: "import|list import|purchased list|导入|名单",
  other: "other|others|unknown|其他|其它|未知",
  new: "new|open|assigned|recycled|open - not contacted|not contacted|未处理|待跟进|未跟进|新线索|新建",
  working:
    "working|contacted|working - contacted|attempted to contact|in progress|in process|open deal|contact in future|connected|跟进中|处理中|已联系|联系中",
  disqualified:
    "unqualified|dead|bad timing|junk lead|lost lead|closed - not converted|not qualified|无效|已无效|已关闭|垃圾线索",
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

type Chosen = { choices?: CustomField["options"] };

/** What a field of the tenant's own calls its option, in every language; nothing where that is no option of it any more. */
export const ownNames = ({ choices }: Chosen, option: string): string[] =>
  optionsOf({ options: choices }).flatMap(({ key, label }) => (key === option ? Object.values(label) : []));

/** Every text that means an option. */
export const namesOfOption = (of: Pick<Noun, "labels"> & Chosen, option: string): string[] => [
  option,
  ...ownNames(of, option),
  ...(labelOfOption(of, option) ?? []),
  ...(OPTION_NAMES[option]?.split("|") ?? []),
];

/** The header of the column that says what is wrong with a row. */
export const REASONS: Record<Locale, string> = { "zh-CN": "失败原因", en: "Reasons" };
