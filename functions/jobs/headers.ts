import { HEADERS_ABROAD } from "./headers-abroad.ts";

/**
 * Headers by which the files of other programs name fields, by noun; separated by `|`, without blanks, dashes and case,
 * as they are compared. They are those of Salesforce, HubSpot, Zoho, Pipedrive, Dynamics, 纷享销客 and 销售易, and what
 * people write in sheets of their own.
 */
type Headers = Readonly<Record<string, string>>;

/** What a record of any noun has. */
const ANY: Headers = {
  ownerId:
    "owner|recordowner|owneralias|ownername|assignedto|assigneduser|salesrep|salesperson|salesowner|负责人|所有人|所有者|归属人|销售负责人|负责销售|跟进人|业务员|客户经理|销售|销售人员|负责人姓名",
  departmentId: "归属部门|所属部门|负责人所在部门|负责人所属部门|负责人主属部门|owningbusinessunit|businessunit",
  tags: "tag|tags|label|labels|标签|客户标签",
  createdAt:
    "createdat|createdon|createddate|createdtime|createdate|creationdate|datecreated|addtime|leadcreated|created|创建时间|创建日期|录入时间|新建时间|登记时间|dealcreated|personcreated|organizationcreated",
  updatedAt:
    "updatedat|updatetime|modifiedon|modifiedtime|lastmodified|lastmodifieddate|lastmodifiedtime|lastmodifiedon|lastactivity|lastactivitydate|修改时间|更新时间|最后修改时间|最近修改时间|最后更新时间",
};

const PERSON: Headers = {
  "name.given": "firstname|givenname|forename|given|名",
  "name.family": "lastname|surname|familyname|family|姓|姓氏",
  email:
    "email|mail|emailaddress|workemail|primaryemail|emailwork|personemail|personemailwork|emailaddress1|businessemail|邮箱|电子邮箱|电子邮件|邮件|邮箱地址|邮件地址|电子邮件地址|工作邮箱|e邮箱|联系邮箱|企业邮箱|公司邮箱|email1|email1value|emailid|emailaddress2|personalemail",
  phone:
    "mobile|mobilephone|mobilenumber|mobilephonenumber|cell|cellphone|cellphonenumber|phonemobile|personphonemobile|personphone|phone|phonenumber|phonework|personphonework|businessphone|workphone|officephone|telephone|tel|telephonenumber|contactnumber|手机|手机号|手机号码|移动电话|联系手机|联系电话|电话|电话号码|座机|办公电话|工作电话|联系方式|手机1|电话1|phone1|phone1value|phonenumber1|phoneno|mobileno|mobile1|telephoneno|telno|contactno|mobilephone1|primaryphone|homephone",
};

const COMPANY =
  "company|companyname|account|accountname|organization|organizationname|organisation|organisationname|associatedcompany|parentcustomer|parentaccount|customer|customername|employer|客户|客户名称|客户名|所属客户|所属公司|公司|公司名称|企业|企业名称|单位|单位名称|工作单位|客户全称|关联客户|organization1name|businessname|clientname|client|购方名称|购买方名称|购方|买方|客户简称";

const CURRENCY = "currency|currencycode|documentcurrency|invoicecurrency|币种|币别|货币";

const HEADERS: Readonly<Record<string, Headers>> = {
  account: {
    name: `${COMPANY}|companyorganization|businessname|名称|全称|公司全称|企业全称|甲方`,
    registrationNo:
      "registrationnumber|registrationno|companynumber|taxnumber|taxid|taxno|vat|vatnumber|vatid|vatno|统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号|注册号|工商注册号|营业执照号|营业执照号码|税务登记号|税务登记证号|companyregno|companyregistrationno|regno|registrationid|einnumber|ein",
    parentId:
      "parentaccount|parentcompany|parentorganization|ultimateparent|上级客户|母公司|上级公司|总公司|所属集团|集团",
    ownerId: "accountowner|companyowner|organizationowner|客户负责人|客户所有人",
    phone:
      "phone|mainphone|phonenumber|companyphone|businessphone|telephone|tel|accountphone|电话|公司电话|联系电话|电话号码|座机|总机|固定电话|telephoneno|phoneno|telno|contactno|公司座机",
    website: "website|websiteurl|web|url|homepage|companydomainname|domain|公司网址|网址|官网|网站|公司网站|主页",
    industry: "industry|industrytype|sector|行业|industrysector|businesssector|所属行业|行业类型|客户行业|一级行业",
    size: "employees|numberofemployees|noofemployees|employeecount|headcount|companysize|noofstaff|staff|staffcount|employeesize|员工数|员工人数|人数|公司规模|人员规模|企业规模|员工总数",
    region: "region|territory|salesterritory|area|区域|地区|大区|所属区域|销售区域|所在地区",
    source: "source|accountsource|leadsource|originalsource|客户来源|来源",
    addresses:
      "address|fulladdress|fullcombinedaddressofaddress|companyaddress|officeaddress|公司地址|办公地址|联系地址|通讯地址|客户地址|企业地址|所在地址",
    payerNames: "payername|付款方|付款人|付款户名|开票名称",
  },
  contact: {
    ...PERSON,
    name: "fullname|contact|contactname|contactperson|name|person|personname|联系人|联系人姓名|联系人名称|姓名|名称|名字|客户联系人|personfullname",
    accountId: `${COMPANY}|personorganization|companyid|primarycompany|employername`,
    role: "title|jobtitle|position|role|designation|personjobtitle|jobrole|jobposition|organization1title|organizationtitle|职务|职位|岗位|头衔|职称",
    decisionRole: "buyingrole|buyingcentrerole|buyingcenterrole|角色|决策角色|联系人角色|采购角色",
    ownerId: "contactowner|personowner|联系人负责人",
    preferredLanguage: "language|preferredlanguage|语言|首选语言",
  },
  lead: {
    ...PERSON,
    name: "fullname|leadname|lead|name|contactname|contact|contactperson|person|personname|leadtitle|线索名称|线索姓名|姓名|名称|名字|联系人|联系人姓名|客户姓名|线索",
    company: `${COMPANY}|leadcompany|leadorganization`,
    title: "title|jobtitle|position|designation|jobrole|jobposition|role|职务|职位|岗位|头衔",
    website: "website|websiteurl|web|url|网址|官网|网站|公司网址",
    registrationNo: "registrationnumber|taxnumber|taxid|统一社会信用代码|信用代码|税号|纳税人识别号",
    industry: "industry|sector|行业|所属行业",
    region: "region|territory|area|区域|地区|大区",
    source: "source|leadsource|originalsource|leadorigin|线索来源|来源|客户来源",
    channel: "channel|leadchannel|渠道|线索渠道|来源渠道|获客渠道",
    campaign: "campaign|campaignname|campaignsource|sourcecampaign|市场活动|活动名称|来源活动|推广计划",
    note: "description|notes|note|comments|comment|message|remark|remarks|备注|描述|留言|说明|需求描述|线索详情|需求|备注信息|备注内容|跟进备注",
    status: "status|leadstatus|状态|线索状态|跟进状态",
    disqualifiedReason: "lostreason|disqualificationreason|junkreason|无效原因|淘汰原因",
    poolId: "leadpool|queue|线索池|所属线索池|公海|线索公海",
    productIds: "product|products|productinterest|productsofinterest|意向产品|感兴趣的产品|咨询产品",
    ownerId: "leadowner|线索负责人|线索所有人",
  },
  opportunity: {
    name: "opportunityname|opportunity|dealname|deal|dealtitle|title|topic|potentialname|potential|name|商机名称|商机|销售机会|机会名称|商机主题|项目名称|销售机会名称",
    accountId: `${COMPANY}|dealorganization|potentialcustomer`,
    contactId:
      "contact|contactname|contactperson|dealcontactperson|primarycontact|associatedcontact|联系人|联系人姓名|主要联系人|关联联系人",
    amountMinor:
      "amount|dealvalue|value|dealamount|estrevenue|estimatedrevenue|expectedrevenue|totalamount|revenue|金额|预计金额|商机金额|预计销售金额|销售金额|合同金额|预计成交金额|成交金额|预计签约金额",
    currency:
      "currency|dealcurrency|dealcurrencyofvalue|amountcurrency|currencycode|currencyisocode|币种|货币|币别|货币类型",
    expectedOn:
      "closedate|closingdate|expectedclosedate|dealexpectedclosedate|estclosedate|estimatedclosedate|expectedclose|预计成交日期|预计成交时间|预计结单日期|结单日期|预计签约日期|预计签单日期|预计结束日期|预计赢单日期",
    stage: "stage|dealstage|opportunitystage|salesstage|pipelinestage|阶段|商机阶段|销售阶段|当前阶段",
    status: "status|dealstatus|opportunitystatus|statecode|状态|商机状态|赢单状态",
    lostReason:
      "lossreason|lostreason|reasonlost|closedlostreason|reasonforloss|deallostreason|输单原因|丢单原因|失败原因",
    ownerId: "opportunityowner|dealowner|potentialowner|商机负责人|商机所有人",
  },
  activity: {
    subject: "subject|title|activitysubject|tasksubject|topic|主题|标题|任务主题|活动主题",
    body: "description|notes|note|comments|fullcomments|内容|描述|备注|跟进内容|活动内容",
    dueOn: "duedate|dateduedate|截止日期|到期日期|计划日期",
    dueAt: "dueat|duetime|截止时间",
    priority: "priority|优先级",
    ownerId: "activityowner|taskowner|执行人",
  },
  product: {
    code: "code|存货编码|productcode|productnumber|productid|sku|itemcode|itemnumber|partnumber|产品编号|产品编码|产品代码|商品编码|料号|物料编码|货号",
    name: "name|productname|product|item|itemname|title|producttitle|存货名称|产品名称|产品|商品名称|品名|物料名称",
    productType:
      "producttype|type|category|productcategory|productfamily|family|productline|存货分类|产品类型|产品分类|产品线|类别|分类",
    listPriceMinor:
      "listprice|参考售价|售价|price|unitprice|standardprice|salesprice|标准价格|标准价|价格|单价|目录价|标准售价",
    currency: CURRENCY,
  },
  receivable: {
    reference:
      "reference|invoicenumber|documentno|invoiceno|invoice|documentnumber|docno|billno|发票号|发票号码|发票编号|应收单号|应收编号|单据编号|单号",
    accountId: `${COMPANY}|billto|billtoname|contactname|付款方`,
    amountMinor:
      "amount|total|invoiceamount|amountindoccurr|amountdue|balancedue|invoicetotal|grandtotal|originalamount|金额|应收金额|发票金额|价税合计",
    currency: CURRENCY,
    dueOn: "duedate|dueon|due|netduedate|到期日|到期日期|应收日期|应收款日期|付款期限",
    issuedOn: "invoicedate|issuedate|date|documentdate|billdate|开票日期|发票日期|单据日期",
  },
  partner: {
    name: "name|partnername|partner|partneraccount|伙伴名称|伙伴|合作伙伴|合作伙伴名称|渠道名称|代理商|经销商|经销商名称",
    email: "email|mail|emailaddress|邮箱|电子邮箱",
    phone: "phone|mobile|phonenumber|telephone|电话|手机|联系电话",
  },
  order: {
    accountId: COMPANY,
    contractNo: "contractnumber|contractno|contract|ordernumber|orderno|合同编号|合同号|订单编号|订单号",
    currency: CURRENCY,
  },
};

/** Further headers that mean a field of a noun. */
export const headersOf = (noun: string, field: string): string[] =>
  [HEADERS[noun]?.[field], ANY[field], HEADERS_ABROAD[noun]?.[field]].flatMap((names) => names?.split("|") ?? []);
