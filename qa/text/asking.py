"""The vocabulary of asking: words of a question that are no topic of an initiative, as data.

A word stands here as its lemma or as it is written. `WANTED` and `POINTING` only ask, whatever is asked; `OFFICE` are
the words in which offices speak of plans, lists and tables; `OCCASION` tells why somebody asks; `VERBS` are stems of verbs that only join a name to what is asked.
A word that a plan could be about (支援, 調査, 情報) does not belong here.
"""

from __future__ import annotations

WANTED = frozenset(
    "教示 回答 照会 確認 把握 抽出 列挙 列記 提示 開示 紹介 再掲 お知らせ 知らせる 示す 御示し 教える お教え お示し お聞かせ 拝見 拝聴 伺う 尋ねる お尋ね 質問 "
    "願う お願い 頼む 求める 下さる 下さい 頂く 貰う 呉れる 欲しい 聞かせる 聞く 答える 述べる 言う 話す 知る 見る 見せる 探す 捜す 調べる 洗い出す 挙げる 上げる 並べる 出す "
    "数える 集める 拾う 抜き出す 抜き出し 引く 選ぶ 絞る 絞り込む 限る 限定 纏める 列べる 特定 検索 助かる 困る 思う 存ずる 恐縮 恐れ入る 恐れ 済む 済みません お手数 手数 失礼 "
    "表示 説明 整理 詳しい 簡単 簡潔 正確 具体的 具体 興味 関心 気 気になる 見当たる 見つける 見つかる 分かる 解る 覚える 忘れる 頭 本日 今日 早速 是非 漏れる 漏れ 網羅 一覧化 リスト化".split()
)
"""What is wanted of the answer: a topic only where the question marks it as one (紹介に関する施策)."""
POINTING = frozenset(
    "何 何れ 何処 誰 何時 何者 何個 何本 如何 いくら 幾ら 幾つ どの様 どんな 如何なる いかほど どれ どちら 其の 此の 彼の 此れ 其れ あれ 其処 此処 其々 夫々 それぞれ 各々 個々 又 "
    "及び 又は 若しくは 或いは 並びに 併せる 合わせる 合わせ 併せ 同様 同じ 上記 下記 前述 続ける 続けて 次 以上 以下 等 他 別 ほか 其の他 場合 際 時点 当時 現時点 今 現在 今回 "
    "全て 全部 全体 全件 全数 一切 一式 一通り ひととおり 悉皆 有る 居る 成る 為る 行う 行なう 出来る 遣る 良い 良く 宜しい 無い 済む 頃 程 程度 位 ぐらい 様 的 毎 物 事 所 為 内 中 数 方法 "
    "関する 係る 関連 関係 関わり 対する 就いて 於ける 於く 因る 拠る 従う 沿う 基づく つい 付く 就く おく おけ おい 通す 経る 当たる 当てはまる 属す 属する 含む 含める 含まれる 入る 入れる 載る 載せる 載っ "
    "書く 記す 掲げる 記載 掲載 該当 所属 有する 仕事 中身 working work count enumerate responsible".split()
)
"""Words that ask and point."""
REQUESTS = WANTED | POINTING
"""Words that only ask, in any question."""
HEADS = frozenset(
    "施策 取り組み 取り組む 取組 取り 組み 事業 計画 プラン 分野 体系 柱 部 課 部署 目標 指標 テーマ 全施策 "
    "initiative initiatives measure measures project projects program programs plan plans pillar pillars field fields department departments target targets".split()
)
"""What is asked for: a question that has none of them and only names something goes on from the answer before."""
OFFICE = frozenset(
    # where a thing stands, how many there are
    "登載 明記 併記 収録 計上 相当 区分 分類 集計 合計 総計 総数 総件数 総施策数 総 計 件数 個数 本数 項目数 数字 値 割り当て 割当 内訳 種類 状況 一覧表 表 一覧 リスト 欄 項 項目 部分 範囲 枠 枠組み "
    "名 名称 名前 件名 題名 タイトル 標題 表題 見出し 文字 言葉 語 単語 施策名 事業名 取組名 分野名 体系名 計画名 部名 課名 部署名 組織名 "
    # who
    "担当 担当部 担当課 担当部署 部署 部 課 所管 所掌 管轄 主管 分掌 担う 受け持つ 受持つ 受け持ち 受持ち 受持 担当分 所管分 分 責任 取り仕切る 携わる 抱える 手がける 手掛ける 取り扱う 扱う 引き受ける "
    "あり なし 両部 両課 各部 各課 双方 一方 片方 少なくとも 単独 連名 "
    # the parts and the time of a plan
    "施策 施策中 総施策 全施策 全事業 取り組み 取り組む 取組 取り 組み 組む 事業 計画 プラン 分野 体系 柱 目標 指標 数値 有無 主要 重点 主 個別 代表 内容 概要 詳細 テーマ 条件 対象 がらみ 絡み 絡む 系 市 件 年度 年 月 日 "
    "やつ 奴 本 構成 構成する 最初 最後 先頭 末尾 順 順番 成り立つ 最高 とおり 当該 再度 改めて 分かり易い わかりやすい わかりやすく かみ砕く 要約 立てる 設定 定める 設ける 役所 市役所 庁内 使う 用いる 進める 関わる 取り組める 動き 方 今後 番 一番 側 下 上 番号 年次 各年度 両年度 各分野 各体系 各計画 "
    "上位 下位 のこ 関連施策 関係施策 関連事業 施策一覧 話 文言 冠する 足す 上回る ところ 予定 2か年 か年 時系列 内容説明 多寡 任せる 用".split()
)
"""Words for the parts of a plan and for lists of them: no topic of an initiative, yet words of a sentence that tells of them."""
OCCASION = frozenset(
    "答弁 質疑 取材 下調べ 記事 冊子 手元 資料 添付 参考 研究 検証 一般質問 通告 使い道 税金 記録 レポート 論文 宿題".split()
)
"""Why somebody asks (研究の参考に、議会答弁の資料として): a topic only where the question marks it as one."""
VERBS = frozenset(
    "挙 上 並 数 尋 伺 示 願 頼 掲 記 占 置 入 属 含 収 列 拾 引 抜 絞 除 外 分 知 見 読 聞 問 教 答 調 探 求 欲 使 要 当 有 無 成 為 行 持 受 担 負 司 扱 携 関 係 与 限 至 及 渡 済 呼 言 思 考 助 "
    "乗 載 盛 盛込 込 束 ぶら下 ぶら下がっ 付 紐付 結付 基 沿 従 書 述 語 敷 立 据 据置 組込 位置付 名付 並ん 連 受持 引受 取上 取扱 取組 取 組 集 ぶら 残 下 任 冠 用い 用 抱え 抱 なっ なる され される いる ある やっ やろ やる し する でき 出 出て 来 でて なさ くださ もらえ おり あり ござ".split()
)
"""Stems of verbs that join a name to what is asked: 載っている, 置かれた, 盛り込まれた."""
ENGLISH = frozenset(
    "about concern concerns concerning which what who whose when where how many much is are was were be been being the of for in on to a an as at by from into "
    "does do did done with and or not list show tell me us related relating regarding any there please all everything every each give has have had it its that this these those "
    "they them their i we you my our can could would should may will want like need know see find get let look looking one ones only just some such other than both either "
    "deal deals dealing run runs running lead leads led handle handles handled own owns owned assign assigned charge belong belongs belonging come comes fall falls sit sits "
    "share shared jointly joint together include includes included including extract enumerate provide count total altogether number numbers name names named title titles contain contains containing "
    "something happening happen happens planned scheduled during under within across part parts whole entire city hall government office municipality work works working do make made up responsible responsibility "
    "altogether overall council answer question preparation report article purpose limit narrow also then now so if but step steps link links linked tackle tackles reported report reports mention mentions mentioned describe describes undertake undertook undertaken doing placed place provide provided kindly takes take taken taking charges advise confirm confirmed handling inform request requested complete contained level levels regard regarding regards search indicate gives rundown above below among amongst jurisdiction filter show shown set sets out over record recorded reach reached hit exactly brief briefly explanation explain explains summary summarize trace path way up down all movement see sees start starts changeover break broken breakdown greatest larger largest smaller smallest bigger biggest transition listed currently present basis respective respectively specific specifically detail details existing exist exists there's what's who's where's carry carries carried out aimed aim efforts effort activity activities "
    "next actual actuals result results fiscal year years highest lowest maximum minimum peak value values level latest recent current ever field fields pillar pillars department departments section sections division divisions concerned initiative initiatives measure measures project projects program programs programme programmes "
    "plan plans policy policies target targets figure figures numerical numeric quantitative had mean means".split()
)
"""English words that ask, or name the parts of a plan."""
