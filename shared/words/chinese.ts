import { PREDICATES } from "./predicates.ts";
import { SALES, SALES_NOUNS } from "./sales.ts";

/** Whole sentences. */
const SENTENCES = `
The body is required. | 请求体必填。
The body is required; send an object as JSON. | 请求体必填；请发送 JSON 对象。
The body is not UTF-8. Send JSON in UTF-8. | 请求体不是 UTF-8 编码；请发送 UTF-8 编码的 JSON。
The body is not valid JSON. | 请求体不是有效的 JSON。
The body is not valid JSON: line {}, column {}, near {}. | 请求体不是有效的 JSON：第 {} 行第 {} 列，靠近 {}。
The body is not valid JSON: it ends too early. | 请求体不是有效的 JSON：内容不完整。
{} of the first {} recipients have no consent for {} by {}. Record it by POST /v1/consents, or leave them out. | 前 {1} 位收件人中有 {0} 位没有同意用途 {2}、渠道 {3} 的触达。请通过 POST /v1/consents 记录同意，或排除这些人。
{} of {} recipients have no consent for {} by {}. Record it by POST /v1/consents, or leave them out. | {1} 位收件人中有 {0} 位没有同意用途 {2}、渠道 {3} 的触达。请通过 POST /v1/consents 记录同意，或排除这些人。
None of its recipients has a number that can be called. | 没有一位收件人有可用的号码。
None of its recipients has a mail address and a value for each variable. | 没有一位收件人既有邮箱又有全部变量的值。
The campaign stands in {} already. | 该市场活动已处于“{}”阶段。
Whoever sent it has left. | 发送人已离开。
Somebody stopped it. | 已被人停止。
The key {} stands twice in the body; send each key once. | 键 {} 在请求体中出现了两次；每个键只能出现一次。
The key {} stands twice in {}; send each key once. | 键 {} 在 {} 中出现了两次；每个键只能出现一次。
The body has {} bytes; at most {} are allowed. | 请求体有 {} 字节，最多允许 {} 字节。
Send application/json. | 请以 application/json 发送。
Send a credential: Authorization: Bearer <token>. | 请提供凭证：Authorization: Bearer <token>。
There is no such route; see /docs. | 没有这个接口；请参阅 /docs。
There is no such route; see /docs. Paths are in small letters, with single slashes and none at their end. | 没有这个接口；请参阅 /docs。路径须为小写，斜杠不能重复，末尾不加斜杠。
This path answers {}. | 此路径只支持 {}。
There is nothing at this {}. | 此 {} 不存在。
There is no {} {}. | 没有{n0} {1}。
There is no such {}. | 没有这个{n}。
There is already a {} {}. | {n0} {1} 已存在。
The {} {} is archived; restore it first, or name another. | {n0} {1} 已归档；请先恢复，或指定另一个。
The {} {} is archived; restore it first. | {n0} {1} 已归档；请先恢复。
The {} is archived; restore it first. | 该{n}已归档；请先恢复。
The {} has version {}, not {}. | 该{n0}的版本是 {1}，不是 {2}。
The {} no longer has version {}. | 该{n0}的版本已不是 {1}。
The {} {} was changed meanwhile; read it again. | {n0} {1} 在此期间已被修改；请重新读取。
The {} {} is shared with you for reading only. | {n0} {1} 只对您共享了读取权限。
The {} {} was merged into {}. | {n0} {1} 已合并到 {2}。
The {} is {} already. | 该{n0}已经是 {1} 状态。
The {} is {}; after that comes {}, not {}. | 该{n0}当前是 {1} 状态；之后只能是 {2}，不能是 {3}。
Another {} already has this {}. | 已有其他{n0}使用相同的 {1}。
There is already {} with the same {}. | 已存在 {} 相同的记录：{}。
{} is also that of {}. | {} 与 {} 相同。
You may not change {}. | 您无权修改 {}。
You may not see {}. | 您无权查看 {}。
You may not filter or sort by {}. | 您无权按 {} 筛选或排序。
This call needs the permission {}. | 此操作需要权限 {}。
{} is not a field of this call. | {} 不是此接口的字段。
{} is not a field of this record. | {} 不是此记录的字段。
{} is not a parameter of this call. | {} 不是此接口的参数。
{} is computed and cannot be written. | {} 由系统计算，不能写入。
{} is required. | {} 必填。
{} is required for {}. | 进入“{1}”阶段须填写 {0}。
The task {} ({}) of {} is not done. | “{2}”阶段的任务“{0}”（{1}）尚未完成。
The document {} ({}) of {} is not attached. | “{2}”阶段的文件“{0}”（{1}）尚未上传。
What comes into {} must have {}. | 进入“{}”阶段须满足：{}。
What leaves {} must have {}. | 离开“{}”阶段须满足：{}。
This call takes no query parameters. | 此接口没有查询参数。
There is no filter {}. Allowed: {}. | 没有筛选条件 {}。可用：{}。
Cannot sort by {}; declared: {}. | 不能按 {} 排序；可用：{}。
limit must be 1 to {}. | limit 必须在 1 到 {} 之间。
This cursor is not of this list. | 此游标不属于该列表。
This cursor is not of this list; use the nextCursor of the same query. | 此游标不属于该列表；请使用同一查询返回的 nextCursor。
This Idempotency-Key was used with another body; use a new key. | 此 Idempotency-Key 已用于其他请求体；请使用新的键。
The first call with this Idempotency-Key has not finished; try again. | 使用此 Idempotency-Key 的首次请求尚未完成；请稍后重试。
Idempotency-Key must be 1 to 255 printable ASCII characters. | Idempotency-Key 必须是 1 到 255 个可打印的 ASCII 字符。
Something failed on our side. Quote the requestId if you report it. | 系统出错。反馈问题时请提供 requestId。
Something that this call needs does not answer; try again. | 此操作所需的服务暂无响应；请稍后重试。
The database is busy; try again in a moment. | 数据库繁忙；请稍后重试。
Something unexpected went wrong; try again. | 发生意外错误；请重试。
A job works with the rights of a user; this credential is no user's. | 任务以用户的权限运行；此凭证不属于任何用户。
Whoever started this job has left; what was done so far stays. | 任务的发起人已离职；已完成的部分保留。
The job is still at work; cancel it first, or wait for its end. | 任务仍在运行；请先取消，或等待其结束。
What {} has done cannot be taken back. | {} 任务不能撤销。
A job can be taken back for {} days. | 任务只能在 {} 天内撤销。
noun must be one of {}. | noun 必须是以下之一：{}。
upsertBy must be one of {}. | upsertBy 必须是以下之一：{}。
No column is mapped to {}. | 没有列映射到 {}。
No column of this file is known; map them. | 无法识别文件中的任何列；请指定映射。
Two columns are mapped to {}. | 有两列映射到 {}。
The {} has no field {}. | {n0}没有字段 {1}。
The file has no column {}. | 文件中没有列“{}”。
The file has more than {} rows; split it. | 文件超过 {} 行；请拆分。
The file has no rows. | 文件没有内容。
Send the file as content, or name its upload by uploadId. | 请在 content 中发送文件，或用 uploadId 指明上传。
There is no file at this upload; PUT it first. | 此上传还没有文件；请先用 PUT 上传。
Columns {} are both called {}; give each a name of its own. | 第 {} 列同名“{}”；请使用不同的列名。
Column {}: {} in row {} may be read in two ways. Say forms["{}"]: "decimalPoint" or "decimalComma". | 列“{0}”：第 {2} 行的“{1}”有两种读法。请用 forms["{3}"] 说明："decimalPoint"（小数点为 .）或 "decimalComma"（小数点为 ,）。
Column {}: {} in row {} may be read in two ways. Say forms["{}"]: "ymd", "dmy" or "mdy". | 列“{0}”：第 {2} 行的“{1}”有两种读法。请用 forms["{3}"] 说明日期顺序："ymd"、"dmy" 或 "mdy"。
Column {}: {} are none of its choices; say by values what they mean. | 列“{}”：没有选项“{}”；请用 values 说明其含义。
Column {}: there is no {}; say by values whom they mean. | 列“{}”：不存在“{}”；请用 values 说明指谁。
Column {}: there is no {}; say by values whom they mean, else these rows are read without. | 列“{}”：不存在“{}”；请用 values 说明指谁，否则这些行将不带该值导入。
Column {} is read where column {} is empty. | 列“{1}”为空时读取列“{0}”。
Column {} has no header; nothing is read from it. | 第 {} 列没有列名，不会导入。
Column {} is not imported: the product itself keeps this field. | 列“{}”不会导入：该字段由系统维护。
Column {} is not imported: ids are the product's own, and read where upsertBy is id. | 列“{}”不会导入：ID 由系统生成，仅在 upsertBy 为 id 时读取。
Column {} is not imported: another column holds {}. | 列“{}”不会导入：已有另一列对应“{}”。
Column {} is not imported: it is not mapped, though it may be {}. | 列“{}”不会导入：没有映射，它可能是“{}”。
Column {} is not imported: no field is known by this name; map it, or make a field of that name. | 列“{}”不会导入：没有同名字段；请指定映射，或新建该字段。
The text is neither UTF-8 nor GB18030 (GBK). Save the file as “CSV UTF-8” and send it again. | 文本既不是 UTF-8 也不是 GB18030（GBK）编码；请另存为“CSV UTF-8”后重新上传。
The file mixes GB18030 and UTF-8, or is UTF-8 and damaged. Save the file as “CSV UTF-8” and send it again. | 文件混用了 GB18030 与 UTF-8，或 UTF-8 已损坏；请另存为“CSV UTF-8”后重新上传。
The file begins as {} text and goes on in bytes that are none: it is damaged or mixes encodings. Save the file as “CSV UTF-8” and send it again. | 文件以 {} 编码开头，其后的字节不属于该编码：文件已损坏或混用了编码；请另存为“CSV UTF-8”后重新上传。
The file holds zero bytes, so it is no text in UTF-8 or GB18030. Save the file as “CSV UTF-8” and send it again. | 文件含有零字节，不是 UTF-8 或 GB18030 文本；请另存为“CSV UTF-8”后重新上传。
The file is a workbook (xlsx) and no CSV. Send it as xlsx. | 文件是工作簿（xlsx）而不是 CSV；请按 xlsx 上传。
The file is an old workbook (xls) and no CSV. Save it as xlsx. | 文件是旧版工作簿（xls）而不是 CSV；请另存为 xlsx。
The file is an OpenDocument workbook (ods), which is not read. Save it as xlsx and send that. | 文件是 OpenDocument 工作簿（ods），无法读取；请另存为 xlsx 后上传。
The workbook has no visible sheet with cells. | 工作簿没有含内容的可见工作表。
The workbook has no part {}; it is no xlsx. | 工作簿缺少 {}，不是 xlsx 文件。
A table has at most {} columns. | 表格最多 {} 列。
Row {} has text beyond column {}. | 第 {} 行在第 {} 列之后还有内容。
Row {} is longer than {} characters. | 第 {} 行超过 {} 个字符。
{} damaged records were left out; operators find them among the damaged records. | 已略过 {} 条损坏的记录；运维人员可在损坏记录中查看。
{} hidden rows were left out; show them if they are to be imported. | 已略过 {} 个隐藏行；如需导入请取消隐藏。
{} merged cells of column {} were filled into all their rows. | 列“{1}”的 {0} 个合并单元格已填充到各行。
{} formulas of column {} have no result; open the file in a spreadsheet program and save it. | 列“{1}”有 {0} 个公式没有结果；请用表格软件打开并保存文件。
{} formulas of column {} ended in an error; their cells count as empty. | 列“{1}”有 {0} 个公式出错；相应单元格视为空。
{} numbers of column {} have lost digits: a spreadsheet keeps 15. Format the column as text and enter them anew. | 列“{1}”有 {0} 个数字丢失了位数（表格软件只保留 15 位）；请把该列设为文本格式后重新录入。
{} cells of column {} are in scientific notation and have lost digits. Format the column as text and export again. | 列“{1}”有 {0} 个单元格是科学计数法，已丢失位数；请把该列设为文本格式后重新导出。
{} rows have more cells than the header; quote texts that have separators in them. | 有 {} 行的单元格多于表头；含分隔符的文本请加引号。
The row has {} cells and the header {}; quote texts that have separators in them. | 该行有 {} 个单元格，表头只有 {} 个；含分隔符的文本请加引号。
{} records have this {}; name the one that is meant by its id. | 有 {} 条记录的 {} 相同；请用编号指明是哪一条。
lostReason is required: why was it lost? | lostReason 必填：请说明丢单原因。
Name somebody else. | 请指定其他人。
from must not be later than to. | from 不得晚于 to。
to must not be before from. | to 不得早于 from。
The last rule must fit every record: name only who takes over. | 最后一条规则必须适用于所有记录：只写接手人。
The tenant has {} views; that is as many as there may be. | 视图数量已达上限 {}。
Name the records by one of ids, viewId and filter. | 请用 ids、viewId 或 filter 之一指明记录。
More than {} records are selected; narrow the filter. | 选中的记录超过 {} 条；请缩小筛选范围。
Only {} are open. | 未结金额只有 {}。
This receipt is {}; nothing of it is left to decide or to claim. | 此到账为 {} 状态，没有可认领的余额。
Only {} minor units of this receipt are left to apply. | 此到账只剩 {}（最小货币单位）可核销。
There is no user {}. | 没有用户 {}。
There is no report {}; GET /v1/reports lists them. | 没有报表 {}；GET /v1/reports 列出全部报表。
There is no role {}. | 没有角色 {}。
{} has no measure {}; it has {}. | {} 没有指标 {}；可用的有：{}。
{} has no dimension {}; it has {}. | {} 没有维度 {}；可用的有：{}。
There are no facts {}; there are {}. | 没有事实 {}；可用的有：{}。
There is no measure {}; there are {}. | 没有指标 {}；可用的有：{}。
There is no column {} to sort by; there are {}. | 没有可排序的列 {}；可用的有：{}。
{} is named twice. | {} 重复出现。
{} tells of fields that you may not see; leave it out. | {} 涉及您无权查看的字段；请去掉。
The project is a draft: it is accepted once it was started. | 项目还是草稿：启动之后才能验收。
This cannot be accepted yet. | 目前还不能验收。
This has been accepted already. | 该项已经验收。
This address has been answered by already. | 该链接已提交过回答。
{} ({}) is not done. | {}（{}）尚未完成。
{} is changed and dropped. | {} 不能既变更又取消。
A plan has at most {} nodes. | 一个计划最多 {} 个节点。
The order has {} instalments. | 该订单共有 {} 期款项。
The order is {}: only a signed order is delivered. | 订单为 {} 状态：只有已签订的订单才能交付。
{} is no date. | {} 不是日期。
A period has both ends: name from and to. | 期间需要起止两端：请同时给出 from 和 to。
{} ({}) cannot be asked {}; it can be asked {}. | {}（{}）不能用 {} 筛选；可用的有：{}。
{} has no parts to be told apart by; name it alone. | {} 没有下级；请只写它本身。
There is no field {} to filter by. | 没有可筛选的字段 {}。
There is no field {} to filter by; there are {}. | 没有可筛选的字段 {}；可用的有：{}。
Name either a report or a query. | 请指定 report 或 query 之一。
{} is no address that an admin has allowed (PUT {}). | {} 不是管理员允许的地址（PUT {}）。
There is no group chat {}. | 没有群聊 {}。
Group chats are told by the channel chat, and nobody else is. | 渠道 chat 只发给群聊，群聊也只能用此渠道。
A text message goes to users and roles, by their telephone numbers. | 短信只发给用户和角色，按其手机号码。
Name either at or cron; null clears the other one. | at 与 cron 只能选一个；用 null 清除另一个。
Name the time of day as at, or a schedule as cron. | 请用 at 指定时刻，或用 cron 指定计划。
There is no such day within nine years. | 九年之内没有这样的日期。
It is due more than {} times an hour; name at most {} minutes of it. | 每小时超过 {} 次；最多指定 {} 个分钟。
It has five fields: minute, hour, day of the month, month and day of the week. | 须有五段：分、时、日、月、星期。
"{}" is no {} from {} to {}. | “{0}”不在 {2} 至 {3} 的范围内。
Name one of report, savedReportId and dashboardId; null clears another. | report、savedReportId、dashboardId 只能选一个；用 null 清除另一个。
Alerts are those of a dashboard's tiles; for a report name {}. | alerts 只用于看板；报表请写 {}。
A dashboard's bounds are the thresholds of its tiles; ask for alerts. | 看板的阈值设在各磁贴上；请用 alerts。
A date has the levels {}. | 日期的层级有：{}。
Amounts are in {}: add the dimension currency, filter by one of them, or have them put into the tenant's with convert. | 金额币种为 {}：请加上维度 currency、按其中一种筛选，或用 convert 折算为本位币。
These amounts are in {}, which do not add up as they are. | 这些金额的币种为 {}，不能直接相加。
A period has at most {} days; ask for a shorter one, or for all times without a period. | 期间最长 {} 天；请缩短期间，或不指定期间以查询全部时间。
to must not be before from. | to 不能早于 from。
A comparison needs a period{} | 比较需要指定期间。
These dimensions tell more than {} rows apart; name fewer, or filter. | 这些维度会分出超过 {} 行；请减少维度或加筛选。
No rate says what {} is worth in {} on {}; add one to the expense policy (PUT /v1/expense-policy). | 没有汇率说明 {0} 在 {2} 折合多少 {1}；请在费用政策中添加（PUT /v1/expense-policy）。
This cursor is of another question; begin anew without one. | 此游标属于另一个查询；请不带游标重新开始。
This cursor is not of this list{} | 此游标不属于此列表；请使用同一查询返回的 nextCursor。
Bad request | 请求有误
Unauthorized | 未授权
Forbidden | 无权访问
Not found | 不存在
Method not allowed | 不支持的方法
Conflict | 冲突
Precondition failed | 前提条件不满足
Content too large | 内容过大
Unsupported media type | 不支持的内容类型
Unprocessable content | 内容无法处理
Too many requests | 请求过多
Internal error | 内部错误
Service unavailable | 服务不可用
The quote was accepted before. | 该报价已被接受。
This revision of the quote holds no more; ask for the newer one. | 该版本报价已失效，请索取新版本。
The quote has run out; ask for a new one. | 该报价已过期，请重新询价。
The quote has run out; revise it first. | 报价已过期，请先修订。
There is no quote at this address, or the address has ended. | 此链接无效或已失效。
The quote is {} and waits for nobody's approval. | 报价状态为 {}，没有待审批事项。
A receipt is made for money that came in and is applied. | 只有已核销的到账才能出具收款确认。
The order ended on {}. | 该订单已于 {} 终止。
The order ended on {} already. | 该订单已于 {} 终止。
The order has no first and last day; amend it to name startsOn and endsOn. | 订单没有起止日期，请先变更订单并填写 startsOn 与 endsOn。
The contract runs until {} as it is. | 合同本来就到 {} 为止。
The order {} renews it from {} to {}; cancel that first. | 订单 {} 已续约其 {} 至 {} 的期限，请先取消该订单。
The order {} was cancelled; make a new contract. | 订单 {} 已取消，请新建合同。
The order {} ended on {}; make a new contract. | 订单 {} 已于 {} 终止，请新建合同。
The contract runs from {} to {}. | 合同期限为 {} 至 {}。
Only {} were paid of this order. | 该订单实收只有 {}。
`;

/** What records are called in sentences. */
const NOUNS = `account=客户|contact=联系人|lead=线索|opportunity=商机|activity=活动|quote=报价|order=订单|receivable=应收|product=产品|partner=伙伴|user=用户|department=部门|role=角色|view=视图|job=任务|receipt=到账|file=文件|merge=合并|customField=自定义字段|custom field=自定义字段|leadPool=线索池|lead pool=线索池|leadForm=表单|lead form=表单|record=记录|bankTransaction=银行流水|bank transaction=银行流水|bankConnection=银行连接|bank connection=银行连接|importMapping=导入映射|import mapping=导入映射|apiKey=API 密钥|API key=API 密钥|scoringRule=评分规则|scoring rule=评分规则|approval=审批|report=报表|subscription=订阅|deduction=扣款|prepayment=预付款|tenant=租户`;

type Phrase = { pattern: RegExp; chinese: string };

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A line of the lists above as a pattern of the English and the Chinese to be filled in. */
function phraseOf(line: string): Phrase {
  const [english = "", chinese = ""] = line.split(" | ");
  const pattern = english.split("{}").map(escaped).join("(.+?)");
  return { pattern: new RegExp(`^${pattern}$`, "s"), chinese };
}

/** How much of a line's English stands fast. */
const fast = (line: string): number => (line.split(" | ")[0] ?? "").replaceAll("{}", "").length;

/** Those that say most themselves come first: `must be {}` takes only what no other line knows. */
const phrasesOf = (lines: string): Phrase[] =>
  lines
    .trim()
    .split("\n")
    .sort((a, b) => fast(b) - fast(a))
    .map(phraseOf);

const nouns = new Map(`${NOUNS}|${SALES_NOUNS}`.split("|").map((pair) => pair.split("=") as [string, string]));

/** The Chinese with what the English sentence named: `{}` in its order, `{1}` by its place, `{n0}` as a noun. */
function filledIn(chinese: string, named: readonly string[]): string {
  let next = 0;
  return chinese.replace(/\{(n?)(\d*)\}/g, (_, isNoun: string, at: string) => {
    const text = named[at === "" ? next++ : Number(at)] ?? "";
    return isNoun ? (nouns.get(text) ?? text) : text;
  });
}

function said(phrases: readonly Phrase[], english: string): string | undefined {
  for (const { pattern, chinese } of phrases) {
    const found = pattern.exec(english);
    if (found) return filledIn(chinese, found.slice(1));
  }
  return undefined;
}

const sentences = phrasesOf(`${SENTENCES.trim()}\n${SALES.trim()}`);
const predicates = phrasesOf(PREDICATES);

const FIELD = String.raw`([\p{L}\p{N}_.[\]$]+(?: body)?)`;
/** A field and what is wrong with it, with a colon; or without. */
const OF_FIELD = new RegExp(`^${FIELD}: (.+)\\.$`, "su");
const FIELD_FIRST = new RegExp(`^${FIELD} (.+)\\.$`, "su");

function ofField(form: RegExp, english: string): string | undefined {
  const [, field = "", words = ""] = form.exec(english) ?? [];
  const predicate = said(predicates, words);
  return predicate && `${field === "The body" ? "请求体" : field}：${predicate}。`;
}

/** A sentence in Chinese; nothing where the lists do not have it. */
export const inChinese = (english: string): string | undefined =>
  ofField(OF_FIELD, english) ?? said(sentences, english) ?? ofField(FIELD_FIRST, english);
