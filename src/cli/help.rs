//! The help text, in both languages.
//!
//! In: nothing. Out: text. Never: an option that `arguments` does not know (a test compares them).

/// What `kohyo help` prints.
pub const TEXT: &str = "\
kohyo（公表）— 公表のための静的サイト生成 / a static site generator for public disclosure

使い方 / usage: kohyo [COMMAND] [OPTIONS]

  build    サイトを作り public/ に書く      build the site into public/
  check    作らずに調べる                    check without writing
  audit    印刷された数値を検算する          recompute what is printed
  serve    手元で見る（既定のコマンド）      preview on this machine (the default)
  release  公表する（build し、台帳に記録） build, and record what was printed in data/ledger.toml
  redact   公開用の原稿を --out に書く       write the public sources to --out
  prove    非公表が漏れないことを確かめる    prove that nothing withheld gets out
  help     この説明                          this text
  number   非公表に台帳の番号を付ける        give register numbers to what is withheld
  search   作ったサイトを検索する            search the built site: kohyo search \"治験 2024年度\"

  --site DIR       サイトのフォルダー（既定: .）           the site folder (default: .)
  --out DIR        出力先（build の既定: SITE/public）     where to write (default of build: SITE/public)
                   prove では証明書のファイル              for prove: the file of the certificate
  --as-of DATE     この日のサイトを作る（公表予定の解禁）  make the site of that day (embargoes)
  --secrets DIR    非公表の値を置いたフォルダー            folder of withheld values kept outside the sources
  --port N         serve のポート（既定: 8000）            port for serve (default: 8000)
  --format F       terminal | json | github                how findings are printed
                   search では text | json                 for search: text | json
  --lang ja|en     指摘を一つの言語で                      findings in one language only
                   search では探す言語（既定: ja）         for search: the language to search (default: ja)
  --jobs N         使うスレッドの数                        number of threads
  --year Y         number の年（既定: updated の年）       year for number (default: that of `updated`)
  --inference      audit が推論の結果を示す（職員用）      audit shows what could be inferred (staff only)
  --what-if FACT   この数値も非公表にしたらどうなるか       audit: what if this figure were withheld as well
  --holder FACT    この非公表の数値を知る人には何が分かるか audit: what the holder of this withheld figure could tell
  --dry-run        number が書かずに示す                   number shows what it would write
  --fy Y           search を年度で絞る                     search pages of a fiscal year
  --org ID         search を団体で絞る                     search pages of a body
  --kind WORD      search をページの種類で絞る             search pages of a kind
  --typing         search の最後の語を書きかけとみなす     the last word of the search is not finished
  --limit N        search で示す件数（既定: 10、0 は全部） how many pages search shows (default: 10, 0: all)
  --batch FILE     一行に一つの検索を JSON で答える        answer one search a line, as JSON lines
  --version        版                                      version

終了コード / exit codes: 0 完了 done · 1 指摘により中止 stopped by findings · 2 機械の不具合 machine fault
";
