/** What files call the parts of addresses, and the words before them that say which address it is; as headers are compared. */
export type AddressKind = "office" | "billing" | "shipping" | "registered";
export type AddressPart = "country" | "province" | "city" | "district" | "line" | "line2" | "postcode";

type Label = readonly [chinese: string, english: string];

export const ADDRESS_KIND_WORDS: readonly { kind: AddressKind; label: Label; before: string }[] = [
  {
    kind: "office",
    label: ["办公地址", "Office"],
    before:
      "|office|company|mailing|primary|main|business|work|address1|addr|organization|account|办公|公司|通讯|联系|企业|客户",
  },
  {
    kind: "billing",
    label: ["开票地址", "Billing"],
    before: "billing|bill|billto|invoice|invoicing|账单|开票|发票|rechnung|facturation",
  },
  {
    kind: "shipping",
    label: ["收货地址", "Shipping"],
    before: "shipping|ship|shipto|delivery|deliver|收货|送货|发货|配送|lieferung|livraison",
  },
  {
    kind: "registered",
    label: ["注册地址", "Registered"],
    before: "registered|registration|legal|注册|工商|工商注册|营业",
  },
];

export const ADDRESS_HEADS: readonly { part: AddressPart; label: Label; heads: string }[] = [
  {
    part: "line",
    label: ["街道", "street"],
    heads:
      "street|address|地址|streetaddress|streetaddress1|address1|addressline1|addressstreet|street1|line1|addressline|streetroadnameofaddress|详细地址|街道|街道地址|详址|门牌号|strasse|anschrift|rue|adresse|adresse1|calle|direccion|rua|logradouro|endereco|via|indirizzo|straat|adres|straatenhuisnummer|ulica|адрес|улица|住所|番地|住所1|주소|상세주소",
  },
  {
    part: "line2",
    label: ["街道（续）", "street, further"],
    heads:
      "street2|address2|addressline2|streetaddress2|line2|suite|apartmentsuiteno|complement|complemento|住所2|建物名|详细地址2",
  },
  {
    part: "city",
    label: ["城市", "city"],
    heads:
      "city|town|citytown|addresscity|citytownvillagelocalityofaddress|城市|市|所在城市|所在市|地级市|ort|stadt|ville|ciudad|localidad|poblacion|cidade|municipio|citta|comune|plaats|woonplaats|stad|miasto|miejscowosc|город|市区町村|市町村|시군구|도시",
  },
  {
    part: "district",
    label: ["区县", "district"],
    heads: "district|addressdistrict|区|区县|县区|县|所在区|所在区县|所在县|barrio|bairro|район",
  },
  {
    part: "province",
    label: ["省份", "province"],
    heads:
      "state|province|stateprovince|stateregion|statecounty|addressstate|addressstateprovince|stateorprovince|statecode|provincestate|statecountyofaddress|省|省份|所在省|所在省份|省自治区|省直辖市|bundesland|departement|provincia|estado|uf|provincie|область|都道府県|시도",
  },
  {
    part: "postcode",
    label: ["邮编", "postcode"],
    heads:
      "zip|zipcode|postcode|postalcode|zippostalcode|postal|addresszip|addresspostalcode|zippostalcodeofaddress|邮编|邮政编码|plz|postleitzahl|codepostal|codigopostal|cp|cep|cap|kodpocztowy|индекс|почтовыйиндекс|郵便番号|우편번호|邮递区号",
  },
  {
    part: "country",
    label: ["国家", "country"],
    heads:
      "country|countryregion|countrycode|addresscountry|countryofaddress|国家|国家地区|国家或地区|国别|land|pays|pais|paese|nazione|kraj|страна|国|국가|나라",
  },
];
