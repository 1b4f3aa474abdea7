"""Makes small seeds for the corpus from fixtures and from what documents print: python3 tests/fuzz/seeds.py

In: fixtures, examples of the documentation. Out: corpus/<target>/seed-*. Never: anything withheld; a seed over 8 KB.
"""

import pathlib
import struct
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "fixtures"
MOST = 8 * 1024


def seed(target: str, name: str, data: bytes | str) -> None:
    data = data.encode() if isinstance(data, str) else data
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    if len(data) <= MOST:
        (folder / f"seed-{name}").write_bytes(data)


def pages() -> None:
    texts = {
        "plain": "0担当は\x01です。[次](/about/)も見てください。\n",
        "table": "0| 月 | 件数 |\n|---|---:|\n| 4月 | \x01 |\n\n1. 一\n2. 二\n   - 三\n\n> 引用\n\n{漢字|かんじ}\n",
        "code": "1```toml\nactual = \"9億円\"\n```\n\n## 見出し {#id}\n\n`code` **strong** ~~del~~ [^1]\n\n[^1]: 注\n",
        "block": "0:::非公表 joho-5-2a #W-2024-003\n\x01\n:::\n",
        "html": "0<b>\x01</b> <!-- c --> &#12298; \\《非公表:joho-5-2a|…》\n",
        "front": "2disclosure = { state = \"一部非公表\", ground = \"joho-5-2a\", decided = 2026-04-01, review = 2027-04-01 }\n\x01+++\nbody\n",
        "whole": "3title = \"T\"\nkind = \"page\"\nnav = 3\ndisclosure = \"公表\"\naliases = [\"plan/old\"]\n+++\nbody\n",
    }
    for name, text in texts.items():
        seed("page", name, text)
        # The same with the page drawn: a bit of the first byte.
        seed("page", f"{name}-drawn", chr(ord(text[0]) | 8) + text[1:])
    for page in sorted((FIXTURES / "hidden/content").glob("*.ja.md")):
        seed("page", page.stem, "3" + page.read_text("utf-8").removeprefix("+++\n"))
        seed("marks", page.stem, page.read_text("utf-8"))


def data() -> None:
    files = ["kohyo.toml", "data/plans/mini.toml", "data/2023/mini/results.toml", "data/2024/mini/results.toml", "data/2024/mini/programs.toml",
             "data/2024/mini/report.toml", "data/units.toml", "data/grounds.toml", "data/bodies.toml"]
    for at, name in enumerate(files):
        # The first byte chooses the file: its number modulo nine.
        first = chr(ord("0") + (at - ord("0")) % 9)
        text = (FIXTURES / "hidden" / name).read_text("utf-8")
        seed("data", name.replace("/", "-"), first + text)
        seed("data", name.replace("/", "-") + "-drawn", chr(ord("H") + (at - ord("H")) % 9) + text)
        seed("data", name.replace("/", "-") + "-mark", first + text + "\x01")


def texts() -> None:
    marks = ["《非公表:joho-5-2a#W-2024-001|値》", "<<withheld:joho-5-2a|x>>", "\\《非公表:a|…》", "≪非公表：joho-5-2a≫", ":::非公表 joho-5-2a\n中\n:::\n",
             "《非公表:a|《非公表:b|c》》", "＜＜非公表＃W-2024-001＞＞", "«withheld:a»⟪withheld:b⟫", "&#12298;非公表:a》"]
    figures = ["101,388人", "１０１，３８８人", "15.00", "△3.5%", "約20億円", "延べ498人", "1億2,198万円", "24.5万人", "30億円以上", "12件（見込）", "－", "該当なし",
               "調査中", "-0.00", "999999999999999999999999999999", "0.000000000000000000000000000001", "1.7%以内", "▲1千円"]
    dates = ["平成23年12月22日", "H31.4", "1970（昭和45年）年6月16日", "H20～28年度", "令和元年", "2003..2005", "FY2024", "2018-09..2023-03", "2005..", "令和６年度", "R6.4.1",
             "平成32年", "2024-02-29", "9998", "明治6年", "昭和64年1月7日から平成元年1月8日まで", "S55頃", "24年度"]
    queries = ["国際共同治験の件数は79件\x01治験", "令和6年度 FY2024 R6\x01\"2024年度の\"", "clinical trials of ALS\x01clinical tri", "ｲﾉﾍﾞｰｼｮﾝ\x01いのべーしょん", "1,116.5億円 50%\x01116.5", "R&D C++\x01R&D"]
    for target, all_texts in (("marks", marks), ("figures", figures), ("dates", dates), ("query", queries)):
        for at, text in enumerate(all_texts):
            seed(target, f"{at:02}", text)


def sheets() -> None:
    for at, name in enumerate(["results", "programs", "businesses", "support"]):
        book = FIXTURES / f"sheets/{name}.xlsx"
        seed("sheet", name, bytes([0x80 + at]) + book.read_bytes())
        with zipfile.ZipFile(book) as parts:
            wanted = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
            data = b"\0".join(parts.read(part) if part in parts.namelist() else b"" for part in wanted)
        seed("workbook", name, bytes([at]) + data)
    for table in sorted((FIXTURES / "sheets").glob("*.csv")):
        seed("sheet", table.stem, b"\0" + table.read_bytes())
    sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>目標</t></is></c><c r="B1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>45000.5</v></c><c r="B2" t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    styles = '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.00&quot;件&quot;;[Red]-0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    seed("workbook", "small", f"\0{sheet}\0<sst><si><t>実績</t></si></sst>\0{styles}")


def png(width: int, height: int) -> bytes:
    part = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xff\0\0" * min(width, 8) for _ in range(min(height, 8)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"tEXt", b"Title\0t") + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def pdf() -> bytes:
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
             b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
             b"<< /Length 36 >>\nstream\nBT /F 12 Tf 20 100 Td (Hello) Tj ET \nendstream", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    begin = len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n".encode()


def files() -> None:
    kinds = ["png", "jpg", "gif", "webp", "svg", "pdf", "csv", "txt", "json", "docx", "xlsx", "pptx", "odt", "ods"]
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><rect width="1"/><text>a</text></svg>'
    gif = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
    jpg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xdb\0\x43\0" + b"\x01" * 64 + b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0?\0\x7f\xff\xd9"
    webp = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"
    found = {"png": png(4, 4), "jpg": jpg, "gif": gif, "webp": webp, "svg": svg, "pdf": pdf(), "csv": "月,件数\n4月,79件\n".encode(), "txt": "文\n".encode(), "json": b'{"a": ["\\u3042", 1.5]}'}
    found["xlsx"] = (FIXTURES / "sheets/programs.xlsx").read_bytes()
    for name, data in found.items():
        seed("inspect", name, bytes([kinds.index(name)]) + data)
    names = ["html", "json", "csv", "svg", "css", "js", "xml", "txt", "png", "pdf", "xlsx", "jpg", "bin", "search"]
    open_ones = {"html": b'<p title="\x01">a\x01b &amp; <!-- \x01 --></p><script>"\x01"</script>', "json": b'{"\x01": "a"}', "csv": b'"\x01",1', "svg": b"<svg><title>\x01</title></svg>",
                 "css": b"a::after { content: '\x01' }", "js": b"let a = `\x01`;", "xml": b"<a><![CDATA[\x01]]></a>", "txt": b"\x01", "png": png(4, 4), "pdf": pdf(), "bin": b"\0\x01\0"}
    for name, data in open_ones.items():
        seed("guard", name, bytes([names.index(name)]) + data)


if __name__ == "__main__":
    pages(), data(), texts(), sheets(), files()
    seed("index", "root", bytes([0]) + b"1\n")
