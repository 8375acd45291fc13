/** What sales, quotes, orders, promotions and approvals refuse. */
export const SALES = `
The {} stands in {} already. | 该{n0}已处于 {1} 阶段。
{} stands twice. | {} 重复出现。
The first stage must be an open one: pipeline, best or commit. | 第一个阶段必须是未结束的阶段：pipeline、best 或 commit。
An opportunity has no field {}. | 商机没有字段 {}。
The key {} is that of the stage which the pipeline lacks: {}. | 键 {} 与流程缺少的阶段（{}）重复。
Opportunities stand in {} ({}): move them first, or keep it as open as it is. | 阶段“{}”（{}）中还有商机：请先移走，或保持该阶段的性质不变。
The template has no question {}. | 模板中没有问题 {}。
The answers to {} are {}. | 问题 {} 的可选答案：{}。
You may not see the qualification of opportunities. | 您无权查看商机的资格评估。
The pipeline {} has the stages {}. | 流程“{}”的阶段有：{}。
The pipeline {} has no stage {}. | 流程“{}”没有阶段 {}。
What stands in {} is {}, not {}. | 处于“{}”阶段的商机是 {} 状态，不是 {}。
An opportunity always stands in a stage of a pipeline. | 商机必须处于某个流程的某个阶段。
{} cannot be cleared. | {} 不能清空。
There is no user {} whose forecast you see. | 没有您可查看其预测的用户 {}。
to must lie within {} months from from on. | to 必须在 from 之后的 {} 个月内。
on must not lie before {}; name asOf for what was open earlier. | on 不得早于 {}；如需查看更早的未结金额，请指定 asOf。
Name either an ownerId, a departmentId, a partnerId or a productType. | 请在 ownerId、departmentId、partnerId、productType 中指定且仅指定一个。
A quota stays with whom it is for: archive it, and make another. | 定额的归属不能更改；请归档后新建。
The lines cost more than {}. | 各行成本合计超过 {}。
A bundle is no part of itself. | 套餐不能包含自己。
{} is a bundle; name its parts instead. | {} 是套餐；请改为列出其组成产品。
The lines are of {} types of product; at most {} go together. | 各行共有 {} 种产品类型；最多 {} 种。
It cannot be claimed any more. | 已不能领取。
It can be claimed from {} on. | 自 {} 起可领取。
There is no claimed coupon of this template with this code. | 此模板没有该编码的已领取优惠券。
Coupons of this template are not claimed together. | 此模板的优惠券不支持拼团领取。
The group is complete. | 该团已满。
The account is in this group already. | 该客户已在此团中。
Everybody uses its one code; there are no others. | 此模板是通用券码，没有其他券码。
Say which account claims it. | 请指定由哪个客户领取。
Only an account that claims it can join others. | 只有领取的客户才能参团。
A product stands once in a book; name all its prices together. | 一个产品在价目表中只能出现一次；请把它的价格写在一起。
The book has {} entries; name at most {} products at a time by productIds. | 价目表有 {} 个条目；请用 productIds 每次最多指定 {} 个产品。
The book has no price of {}. | 价目表中没有 {} 的价格。
A price would be more than {}. | 有价格将超过 {}。
The price from {} on stands for the same days as {}. | 自 {} 起的价格与 {} 的日期重叠。
It ends on {}, before it begins on {}. | 结束日期 {} 早于开始日期 {}。
It ends at {}, before it begins at {}. | 结束时间 {} 早于开始时间 {}。
Say how many codes, or which accounts get one. | 请指定券码数量，或指定发给哪些客户。
Each account is named once. | 每个客户只能出现一次。
Coupons of it are out: of these only {} may change. Make another template. | 已有优惠券发出：只能修改 {}。请新建模板。
All steps have offMinor, or all have basisPoints. | 各级必须都用 offMinor，或都用 basisPoints。
Each step begins higher than the one before it, and takes off more. | 每一级的门槛和优惠都必须高于上一级。
Only one step with offMinor, no more than its fromMinor, can be taken off each time. | 每满减只能有一级，且 offMinor 不得超过 fromMinor。
A bundle has a priceMinor, or basisPoints, or an amountMinor. | 套餐优惠必须在 priceMinor、basisPoints、amountMinor 中三选一。
A product is named once. | 每个产品只能出现一次。
It names amounts: say in which currency. | 含有金额：请指定币种。
Only a share of lines can be taken off a part of the months. | 只有按行折扣才能限定月数。
A code that everybody uses is not claimed: leave this out, or the code. | 通用券码无需领取：请去掉此项或去掉券码。
There is no price of {} in {}: its list price is in {}. | {} 没有 {} 价格：其目录价的币种是 {}。
It comes to more than {}. | 金额超过 {}。
Another order has used a coupon for the account's first order. | 该客户的首单优惠已被另一订单使用。
The quote would have run out already. | 报价的有效期已过，请修改 validUntil。
The quote has run out. | 报价已过期。
Name an opportunity or an account. | 请指定商机或客户。
The opportunity is of another account. | 该商机属于另一个客户。
A quote comes to more than nothing. | 报价总额必须大于零。
The instalments sum to {}, the {} to {}; they must be equal. | 分期合计为 {0}，应为 {2}（{1}），两者必须相等。
The primary shares sum to {} basis points; they must sum to 10000. | 主业绩份额合计为 {} 基点，必须为 10000。
This beneficiary has a share of this ledger already. | 该受益人在此账本中已有份额。
The lines sum to {}; an order may have at most {}. | 各行合计为 {}；订单金额最多 {}。
Of {} instalments at most {} can have a payment reference of their own. | {} 个分期中最多 {} 个可以有自己的付款参考号。
Free months are part of a term that is longer: name its startsOn and endsOn. | 免费月数是更长期限的一部分：请填写 startsOn 与 endsOn。
What renews itself has a term: name startsOn and endsOn. | 自动续约的合同须有期限：请填写 startsOn 和 endsOn。
That order is of another account. | 该订单属于另一个客户。
That order is in another currency. | 该订单的币种不同。
Only a signed order can be added to. | 只有已签订的订单才能增购。
What is left of the contract comes to nothing at this price. | 按此价格，合同剩余期限的金额为零。
Coupons are named with a new order; cancel this one to use others. | 优惠券须在新建订单时指定；如需更换，请取消此订单。
The order has no standing receivable {} that is named once. | 订单没有可指定的应收单 {}，或它被重复指定。
The order is {}: a draft changes by PATCH, a cancelled order not at all. | 订单为 {} 状态：草稿用 PATCH 修改，已取消的订单不能修改。
It lies in the past. | 时间已过。
So many documents are numbered at this moment that no number could be taken; try again. | 当前编号的单据过多，未能取得编号；请重试。
The number {} stands already; change the pattern of the document set, so that it gives new ones. | 编号 {} 已存在；请修改单据设置中的编号规则。
Name either quoteId or orderId. | 请在 quoteId 与 orderId 中指定且仅指定一个。
Name either a connection or isLocal. | connectionId 与 isLocal 只能指定一个。
This call needs {}. | 此操作需要权限 {}。
The {} is {}; only {} that waits for nobody can be signed. | 该{n0}为 {1} 状态；只有 {2} 且没有待审批事项时才能签署。
There is no signing connection {}. | 没有电子签连接 {}。
Whoever signs is named once. | 每个签署人只能出现一次。
The contact has no mail address. | 该联系人没有邮箱。
The envelope is {}; only one that is open is sent again. | 签署文件为 {} 状态；只有未结束的才能重新发送。
The envelope is {} already. | 签署文件已经是 {} 状态。
The tenant has {} value models; archive one first. | 价值模型已达 {} 个；请先归档一个。
{} must be a number, and is {}. | {} 的结果必须是数字，现在是 {}。
There is no value model yet; make one first ({}). | 还没有价值模型；请先新建（{}）。
{} is not for this account. | {} 不适用于该客户。
Nothing of this receivable is written off. | 该应收单没有坏账核销。
It belongs to the order {}; amend or cancel that. | 它属于订单 {}；请变更或取消该订单。
{} of it are settled; undo that first. | 其中 {} 已结清；请先撤销。
Only a credit note says what it credits. | 只有贷项通知单才能指定所冲销的单据。
{} is a credit note itself. | {} 本身就是贷项通知单。
{} of it are open; it is archived once it is paid or given up. | 还有 {} 未结；付清或核销坏账后才能归档。
{} is cancelled; nothing is owed on it. | {} 已取消，没有应收金额。
Nothing of {} waits for approvals any more. | {} 已没有待审批事项。
Whoever asked for it, or an administrator, may withdraw it. | 只有申请人或管理员可以撤回。
{} needs an approval here, for which only people can ask. | {} 需要审批，只能由人员提出申请。
Nobody decides what they asked for themselves. | 不能审批自己提出的申请。
It is not your turn. | 还没有轮到您审批。
Whoever asked for it has left. | 申请人已离职。
Whoever asked for it may not do it any more. | 申请人已无权执行此操作。
The tenant has {} approval rules; that is as many as there may be. | 审批规则数量已达上限 {}。
`;

/** What records of the sales process are called in sentences. */
export const SALES_NOUNS = `competitor=竞争对手|pipeline=销售流程|qualificationTemplate=资格评估模板|qualification template=资格评估模板|priceBook=价目表|price book=价目表|promotion=促销|couponTemplate=优惠券模板|coupon template=优惠券模板|coupon=优惠券|quota=定额|envelope=签署文件|invoice=发票|valueModel=价值模型|value model=价值模型|approvalRule=审批规则|approval rule=审批规则|approvalDelegation=审批委托|approval delegation=审批委托|signingConnection=电子签连接|signing connection=电子签连接|dealRegistration=商机报备|deal registration=商机报备|partnerOrder=伙伴订货|partner order=伙伴订货|renewal=续约|campaign=市场活动|ticket=工单|project=项目|expense=费用|budget=预算`;
