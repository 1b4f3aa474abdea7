//! The words of the made-up site: fields, measures, names and paragraphs, each in both languages.
//!
//! In: nothing. Out: constant lists. Never: the name of a real place, company or programme.

/// Words in Japanese and English.
pub type Pair = (&'static str, &'static str);

/// What a plan is about: id, words.
pub const FIELDS: [(&str, Pair); 10] = [
    ("health", ("健康産業", "the health industry")),
    ("port", ("港湾物流", "port logistics")),
    ("digital", ("情報通信", "information technology")),
    ("tourism", ("観光交流", "tourism")),
    ("farm", ("農林水産", "farming and fisheries")),
    ("energy", ("再生可能エネルギー", "renewable energy")),
    ("learning", ("学び直し", "adult learning")),
    ("safety", ("防災", "disaster prevention")),
    ("transport", ("公共交通", "public transport")),
    ("culture", ("文化芸術", "arts and culture")),
];

/// What a numerical target counts.
pub struct Measure {
    pub id: &'static str,
    pub name: Pair,
    pub short: Pair,
    /// Id of the unit and how documents print it.
    pub unit: (&'static str, &'static str),
    /// English singular and plural where the unit's own words do not fit.
    pub counter: Option<Pair>,
    /// Digits after the point.
    pub scale: u32,
    /// Yearly targets lie in here, counted in the last printed digit.
    pub range: (u64, u64),
    /// False for rates and durations, which cannot be summed.
    pub sums: bool,
    /// False where less is better.
    pub more: bool,
}

/// The ten kinds of targets.
pub const MEASURES: [Measure; 10] = [
    measure(
        "investment",
        ("{field}分野の投資額", "Investment in {field}"),
        ("投資額", "Investment"),
        ("oku-yen", "億円"),
        1,
        (180, 4200),
    ),
    measure(
        "entrants",
        ("{field}分野の進出事業者数", "Organisations that moved in for {field}"),
        ("進出事業者数", "New entrants"),
        ("sha-entity", "者"),
        0,
        (6, 60),
    ),
    measure(
        "training",
        ("{field}に関する研修の参加者数", "Participants in training for {field}"),
        ("研修の参加者数", "Training participants"),
        ("person", "人"),
        0,
        (1200, 52_000),
    ),
    Measure {
        counter: Some(("project", "projects")),
        ..measure(
            "projects",
            ("{field}に関する実証事業の件数", "Trial projects in {field}"),
            ("実証事業", "Trial projects"),
            ("case", "件"),
            0,
            (6, 90),
        )
    },
    measure(
        "visitors",
        ("{field}関連の行事の来場者数", "Visitors to events on {field}"),
        ("来場者数", "Visitors"),
        ("man-person", "万人"),
        1,
        (35, 980),
    ),
    measure(
        "sites",
        ("{field}の拠点となる施設数", "Facilities that serve {field}"),
        ("拠点施設数", "Facilities"),
        ("site", "施設"),
        0,
        (3, 40),
    ),
    measure(
        "events",
        ("{field}に関する説明会の開催回数", "Information sessions on {field}"),
        ("説明会の回数", "Sessions held"),
        ("time", "回"),
        0,
        (12, 140),
    ),
    Measure {
        sums: false,
        ..measure(
            "satisfaction",
            ("{field}の施策に満足している住民の割合", "Residents content with measures for {field}"),
            ("満足度", "Satisfaction"),
            ("percent", "%"),
            1,
            (520, 860),
        )
    },
    Measure {
        sums: false,
        more: false,
        ..measure(
            "days",
            ("{field}に関する申請の処理日数", "Days to handle an application in {field}"),
            ("処理日数", "Days to handle"),
            ("day", "日"),
            1,
            (85, 420),
        )
    },
    measure(
        "saving",
        ("{field}の取組による電力の削減量", "Electricity saved through {field}"),
        ("電力の削減量", "Electricity saved"),
        ("man-kwh", "万kWh"),
        2,
        (1500, 98_000),
    ),
];

const fn measure(
    id: &'static str,
    name: Pair,
    short: Pair,
    unit: (&'static str, &'static str),
    scale: u32,
    range: (u64, u64),
) -> Measure {
    Measure { id, name, short, unit, counter: None, scale, range, sums: true, more: true }
}

/// What narrows a measure when a plan uses it again.
pub const QUALIFIERS: [Pair; 6] = [
    ("", ""),
    ("（中小企業）", " (small businesses)"),
    ("（大学等）", " (universities)"),
    ("（広域連携）", " (joint work with other regions)"),
    ("（島しょ部）", " (islands)"),
    ("（新規）", " (new)"),
];

/// Units: id, printed form, dimension, power of ten, heading, English power of ten, prefix, singular, plural.
pub type UnitRow = (&'static str, &'static str, &'static str, i32, Pair, i32, &'static str, Pair);

/// Every unit that the measures and facts use.
pub const UNITS: [UnitRow; 13] = [
    ("oku-yen", "億円", "yen", 8, ("億円", "billion yen"), 9, "¥", (" billion", " billion")),
    ("man-yen", "万円", "yen", 4, ("万円", "yen"), 0, "¥", ("", "")),
    ("person", "人", "person", 0, ("人", "people"), 0, "", (" person", " people")),
    ("man-person", "万人", "person", 4, ("万人", "people"), 0, "", (" person", " people")),
    ("sha-entity", "者", "organisation", 0, ("者", "organisations"), 0, "", (" organisation", " organisations")),
    ("site", "施設", "site", 0, ("施設", "facilities"), 0, "", (" facility", " facilities")),
    ("case", "件", "case", 0, ("件", "cases"), 0, "", (" case", " cases")),
    ("item", "項目", "item", 0, ("項目", "items"), 0, "", (" item", " items")),
    ("time", "回", "time", 0, ("回", "times held"), 0, "", (" time", " times")),
    ("percent", "%", "percent", 0, ("%", "%"), 0, "", ("%", "%")),
    ("day", "日", "day", 0, ("日", "days"), 0, "", (" day", " days")),
    ("man-kwh", "万kWh", "kwh", 4, ("万kWh", "million kWh"), 6, "", (" million kWh", " million kWh")),
    ("point", "点", "point", 0, ("点", "points"), 0, "", (" point", " points")),
];

/// Made-up municipalities: name, reading.
pub const PLACES: [(&str, &str, &str); 12] = [
    ("青葉", "あおば", "Aoba"),
    ("若宮", "わかみや", "Wakamiya"),
    ("白鳥", "しらとり", "Shiratori"),
    ("汐見", "しおみ", "Shiomi"),
    ("日向", "ひなた", "Hinata"),
    ("三崎", "みさき", "Misaki"),
    ("川上", "かわかみ", "Kawakami"),
    ("松原", "まつばら", "Matsubara"),
    ("朝霧", "あさぎり", "Asagiri"),
    ("清水台", "しみずだい", "Shimizudai"),
    ("花園", "はなぞの", "Hanazono"),
    ("星野", "ほしの", "Hoshino"),
];

/// Trades for names of businesses.
pub const TRADES: [(&str, &str, &str); 12] = [
    ("製薬", "せいやく", "Pharma"),
    ("精機", "せいき", "Precision"),
    ("電子", "でんし", "Electronics"),
    ("医療機器", "いりょうきき", "Medical Devices"),
    ("物流", "ぶつりゅう", "Logistics"),
    ("食品", "しょくひん", "Foods"),
    ("環境", "かんきょう", "Environment"),
    ("情報", "じょうほう", "Data"),
    ("素材", "そざい", "Materials"),
    ("造船", "ぞうせん", "Shipbuilding"),
    ("建設", "けんせつ", "Construction"),
    ("印刷", "いんさつ", "Printing"),
];

/// Local programmes: id, category, name.
pub const PROGRAMS: [(&str, &str, Pair); 6] = [
    ("location-subsidy", "財政", ("立地促進補助金", "Location Subsidy")),
    ("property-tax-relief", "税制", ("固定資産税の課税免除", "Relief from Property Tax")),
    ("low-interest-loan", "金融", ("低利融資", "Low-interest Loans")),
    ("one-stop-desk", "その他", ("一括相談窓口", "One-stop Advice Desk")),
    ("faster-permits", "規制緩和", ("許可手続の短縮", "Faster Permits")),
    ("stricter-limits", "規制強化", ("排出基準の上乗せ", "Stricter Emission Limits")),
];

/// Regulatory items: id, kind, name.
pub const REGULATIONS: [(&str, &str, Pair); 6] = [
    ("goods-exhibition", "confirmed-possible", ("外国貨物の展示に係る措置", "Exhibition of foreign goods")),
    ("road-use", "special", ("道路占用に係る特例措置", "Special measure for the use of roads")),
    ("drone-flight", "general", ("無人航空機の飛行に係る手続の簡素化", "Simpler procedure for drone flights")),
    ("data-sharing", "proposal", ("匿名加工情報の共同利用", "Joint use of anonymised data")),
    ("remote-work", "nationwide", ("遠隔での点検の容認", "Inspection at a distance")),
    ("land-reuse", "confirmed-possible", ("遊休地の暫定利用", "Interim use of vacant land")),
];

/// What products are: name.
pub const PRODUCTS: [Pair; 8] = [
    ("見守りセンサー", "Care sensor"),
    ("配送計画システム", "Delivery planner"),
    ("小型分析装置", "Compact analyser"),
    ("多言語案内アプリ", "Multilingual guide app"),
    ("蓄電池の再利用", "Second life for batteries"),
    ("気象予測サービス", "Weather forecasting service"),
    ("遠隔研修教材", "Remote training material"),
    ("収穫支援ロボット", "Harvesting robot"),
];

/// Why a yearly target was missed or met.
pub const EVALUATIONS: [Pair; 6] = [
    (
        "前年度から続く事業に加えて新しい事業が始まり、おおむね計画どおりに進んだ。関係団体との連携が深まり、次年度以降の伸びも見込まれる。",
        "New projects joined those that continued from the year before, and progress was broadly as planned. Closer work with partner organisations should bring further growth in the years to come.",
    ),
    (
        "資材の値上がりと工事の遅れが影響したが、下半期に持ち直した。引き続き事業者への聞き取りを行い、必要な支援を見直す。",
        "Higher prices for materials and delays in construction were felt, but the second half of the year recovered. Businesses will be interviewed again and support adjusted where needed.",
    ),
    (
        "大型の案件がなかった一方で、小規模な取組が数多く生まれた。周知を強めた結果、これまで参加のなかった地域からの申込みが増えている。",
        "There was no large case, but many small ones began. As more people heard of the scheme, applications came from districts that had not taken part before.",
    ),
    (
        "対面での開催が戻り、参加しやすい時間帯を増やしたことが結果につながった。アンケートでは内容への評価も高い。",
        "Meetings in person returned, and more sessions were held at convenient hours, which showed in the result. Participants also rated the content highly.",
    ),
    (
        "制度の見直しの途中にあり、利用を控える動きがあった。新しい要綱の施行後は、申請が例年の水準に戻っている。",
        "The scheme was under revision and some held back. Since the new guidelines came into force, applications have returned to their usual level.",
    ),
    (
        "目標の考え方を変えずに測り方だけを改めたため、前年度との比較には注意が要る。測り方の変更は原資料の注に示されている。",
        "The method of measuring changed while the target did not, so comparison with the year before needs care. The change is described in the notes of the source document.",
    ),
];

/// Paragraphs of text pages. Gaps: `field`, `place`, `year`, `a`, `b`, `c`.
pub const PARAGRAPHS: [Pair; 16] = [
    (
        "{place}では、{year}に{field}に関する取組を{a}件行い、延べ{b}人が参加しました。内訳は、説明会と個別相談がおよそ半分ずつで、残りは現地の見学です。参加した人の声は、次の計画を見直すときの資料として公表しています。",
        "In {year}, {place} carried out {a} activities on {field}, in which {b} people took part. About half were information sessions and half were individual advice, with a few site visits besides. What participants said is published as material for the next revision of the plan.",
    ),
    (
        "この取組は、市町と事業者、大学が費用を分け合って進めています。負担の割合は事業ごとに協定で定め、毎年度の決算とあわせて見直します。年度の途中で内容を変えるときは、変更の理由と影響を先に示すことにしています。",
        "Municipalities, businesses and universities share the cost of this work. Agreements set the share for each project, and it is reviewed with the accounts of every year. When the content has to change during the year, the reasons and effects are given first.",
    ),
    (
        "申請の受付は4月に始まり、書類の不備がなければ{c}日ほどで結果をお知らせします。前年度の受付は{a}件で、そのうち内容の確認に時間がかかったものは{c}件でした。書類の書き方は、窓口と電話のほか、説明会でも案内しています。",
        "Applications are accepted from April, and where the papers are complete the result is given in about {c} days. In the previous year {a} applications were received, of which {c} took longer to check. Help with the papers is given at the desk, by telephone and at information sessions.",
    ),
    (
        "数値は各団体が報告した年度末の値です。集計の途中で報告が改められた場合は、改めた後の値を用い、改めた日を注に記します。四捨五入のため、内訳を足した値と合計が一致しないことがあります。",
        "Figures are those that each organisation reported at the end of the fiscal year. Where a report was corrected while figures were being collected, the corrected value is used and the date noted. Because of rounding, parts may not add up to the total.",
    ),
    (
        "{field}をめぐる環境は、この数年で大きく変わりました。働き方が変わり、材料の価格が上がり、担い手の年齢も高くなっています。計画はこうした変化を前提に、無理なく続けられる規模を保つことを大切にしています。",
        "Much has changed around {field} in recent years. People work in other ways, materials cost more, and those who do the work are older. The plan takes these changes as given and sets store by a scale that can be kept up without strain.",
    ),
    (
        "拠点となる施設は、平日の午前9時から午後5時まで利用できます。{year}の利用は{b}回で、会議室と試作室の利用が伸びました。利用料は据え置き、予約の取消しについての決まりだけを改めています。",
        "The facilities are open on weekdays from 9 a.m. to 5 p.m. They were used {b} times in {year}, with growth in meeting rooms and workshops. Fees stay as they are; only the rules for cancelling a booking have changed.",
    ),
    (
        "補助の対象になるのは、{place}の区域内に事業所を置き、{field}に関わる設備を新しく設ける場合です。中古の設備や、国のほかの補助を受けた部分は対象になりません。対象になるかどうか迷うときは、着工の前に相談してください。",
        "Support is given where a business with premises in {place} installs new equipment for {field}. Used equipment and parts already supported by the State are not eligible. If in doubt, please ask before work begins.",
    ),
    (
        "審査は、外部の委員{c}人が書類と面談で行います。委員の名前と所属、審査の観点、結果の概要は公表し、個々の事業者の経営に関わる部分は公表しません。公表しない部分には、その旨と根拠を示します。",
        "Applications are examined on paper and in interviews by {c} outside members. Their names and affiliations, the criteria and an outline of the results are published; what concerns the management of a single business is not. Where something is withheld, this is said, with the ground.",
    ),
    (
        "学校や図書館と協力して、子どもや学生が{field}に触れる機会も設けています。{year}は{a}回の出前授業を行い、教材は誰でも使えるように公開しました。授業の感想は、まとめて次の教材づくりに生かします。",
        "Together with schools and libraries, children and students are given a chance to learn about {field}. In {year} there were {a} visiting lessons, and the material was made available for anybody to use. What pupils said goes into the next edition.",
    ),
    (
        "周辺の市町とは、年に{c}回の連絡会議で進み具合を確かめ合います。会議では、各団体が困っていることを一つずつ挙げ、解決した例を持ち寄ります。議事の要旨は、会議の翌月に公表しています。",
        "Neighbouring municipalities meet {c} times a year to compare progress. Each brings one difficulty and one example of something that was solved. A summary of the discussion is published in the following month.",
    ),
    (
        "災害や感染症で行事を開けないときは、動画の配信と書面での意見募集に切り替えます。切り替えの判断は開催の3日前までに行い、申し込んだ人には個別に連絡します。費用の扱いは、事前に配る案内に記しています。",
        "When a disaster or an epidemic prevents an event, it is replaced by video and written comments. The decision is taken at least three days before, and those who applied are told individually. How costs are handled is stated in the notice sent beforehand.",
    ),
    (
        "寄せられた意見は{a}件で、そのうち{c}件を計画に反映しました。反映しなかった意見についても、理由を一覧にしています。同じ趣旨の意見は一つにまとめ、個人が分かる部分は除いています。",
        "{a} comments were received, of which {c} led to changes in the plan. Reasons are also listed for those that did not. Comments to the same effect are put together, and anything that identifies a person has been removed.",
    ),
    (
        "評価は、目標に対する実績の割合である進捗度と、数字に表れない成果の両方で行います。進捗度が100%を超えた目標も、翌年度の目標を自動的に引き上げることはしません。続けられる水準かどうかを先に確かめます。",
        "Evaluation looks both at progress, that is the result as a share of the target, and at what figures do not show. A target with progress above 100% is not raised automatically for the next year. First it is checked whether the level can be kept.",
    ),
    (
        "設備の更新には、{year}から{c}年をかけます。古い設備は使える部品を取り出して活用し、残りは決められた方法で処分します。入札の結果と契約の相手は、契約の日から1か月以内に公表します。",
        "Equipment will be renewed over {c} years from {year}. Usable parts of old equipment are kept and the rest is disposed of as prescribed. Results of tenders and the parties to contracts are published within a month of the contract.",
    ),
    (
        "統計の見方について問い合わせが多いため、用語の説明を別に設けました。年度は4月から翌年の3月までを指し、暦年の統計とは集計の期間が違います。単位の換算では、端数を新たに丸めないことにしています。",
        "As many ask how to read the statistics, terms are explained separately. A fiscal year runs from April to March of the next year, so periods differ from statistics by calendar year. Units are converted without rounding again.",
    ),
    (
        "今後は、利用の少ない地域への案内を増やし、手続を減らすことに力を入れます。来年度は、紙の申請書を{c}種類から半分に減らす予定です。進み具合は、このページと年度の報告で知らせます。",
        "From now on, districts where few use the scheme will receive more information, and procedures will be cut. Next year the {c} kinds of paper forms are to be halved. Progress is reported on this page and in the annual report.",
    ),
];

/// Headings of text pages.
pub const HEADINGS: [Pair; 8] = [
    ("取組の概要", "Overview"),
    ("この一年の動き", "The past year"),
    ("手続と日程", "Procedure and dates"),
    ("数字で見る", "In figures"),
    ("寄せられた意見", "Comments received"),
    ("費用と負担", "Cost and who bears it"),
    ("関係する団体", "Organisations involved"),
    ("今後の予定", "What comes next"),
];

/// Titles of text pages.
pub const TITLES: [Pair; 8] = [
    ("{place}の{field}に関するお知らせ", "{place}: news on {field}"),
    ("{field}の説明会を開きました（{place}）", "Information session on {field} in {place}"),
    ("{place}の連絡会議の要旨（{field}）", "Summary of the {place} meeting on {field}"),
    ("{field}の相談窓口（{place}）", "Advice on {field} in {place}"),
    ("{place}における{field}の実証の結果", "Results of the {field} trial in {place}"),
    ("{field}の用語の説明（{place}版）", "Terms used in {field} ({place} edition)"),
    ("{place}の{field}に寄せられた意見", "Comments on {field} in {place}"),
    ("{field}の補助の手引（{place}）", "Guide to support for {field} in {place}"),
];
