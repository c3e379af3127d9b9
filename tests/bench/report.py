"""Tables, pictures and sentences made from the figures, in three languages, and where they stand.

In a page, what is made from figures stands between two comments, `<!-- speed: builds -->` and
`<!-- /speed -->`; whatever else the page says is its author's. Nobody writes figures by hand.
"""

import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from babel.numbers import format_decimal, format_percent

from bench import picture
from bench.contenders import BARE, CHARSU, HUGO, HUGO_ALL, IDS, MKDOCS, MKDOCS_BARE
from bench.results import Build, Results, Size, growth

Language = str

RESULTS = "docs/speed.json"
LANGUAGES = ("en", "zh", "vi")

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        CHARSU: "Charsu, with everything",
        BARE: "Charsu, without its search index",
        HUGO: "Hugo, bare theme, no search",
        HUGO_ALL: "the same, passages in all languages",
        MKDOCS: "MkDocs + Material, with search",
        MKDOCS_BARE: "MkDocs + Material, without search",
        "size": "Entries",
        "pages": "Pages of Charsu’s site",
        "seconds": "{} s",
        "ms": "{} ms",
        "memory": "{} MB",
        "x title": "entries, in three languages each",
        "y title": "seconds until the site is built",
        "between": ", ",
        "hugo ratio": "Charsu without search : Hugo",
        "hugo all ratio": "Charsu without search : Hugo, passages in all languages",
        "search ratio": "Charsu : MkDocs with search",
        "no search ratio": "Charsu : MkDocs without search",
        "warm ratio": "Charsu, nothing changed : from nothing",
        "matching ratio": "finding names : bare matching",
        "growth": "Exponent of growth",
        "stage": "Stage",
        "stage pages": "Rendering pages",
        "everything else": "everything else",
        "entry": "one entry",
        "text": "one line of a text",
        "everything": "site-wide text on every page",
        "tool": "Tool",
        "changed": "What was changed",
        "edits of": "{} entries",
        "machine": "Measured with {cores} cores ({processor}) and {memory} GB of memory: {versions}.",
        "limit built": "A build of {entries} entries, {pages} pages, took {time} and at most {memory} of memory.",
        "limit edit": "At that size, a saved entry is on the screen after {time}.",
        "limit": "At this rate of growth, a build on this machine takes ten minutes at about {slow} entries, and needs "
        "half of its memory at about {full}: so one machine like it is enough for about {least} entries.",
        "minutes": "{} min",
    },
    "zh": {
        CHARSU: "Charsu，全部功能",
        BARE: "Charsu，不建搜索索引",
        HUGO: "Hugo，最简主题，无搜索",
        HUGO_ALL: "同上，段落三种语言俱全",
        MKDOCS: "MkDocs + Material，有搜索",
        MKDOCS_BARE: "MkDocs + Material，无搜索",
        "size": "条目数",
        "pages": "Charsu网站的页数",
        "seconds": "{}秒",
        "ms": "{}毫秒",
        "memory": "{} MB",
        "x title": "条目数（每个条目三种语言）",
        "y title": "构建整个网站所需的秒数",
        "between": "，",
        "hugo ratio": "Charsu（无搜索）与Hugo之比",
        "hugo all ratio": "Charsu（无搜索）与Hugo（段落三种语言俱全）之比",
        "search ratio": "Charsu与MkDocs（有搜索）之比",
        "no search ratio": "Charsu与MkDocs（无搜索）之比",
        "warm ratio": "Charsu：毫无改动时与从头构建之比",
        "matching ratio": "找出名字与单纯匹配之比",
        "growth": "增长指数",
        "stage": "阶段",
        "stage pages": "渲染页面",
        "everything else": "其余",
        "entry": "一个条目",
        "text": "文本中的一行",
        "everything": "每一页上都有的内容",
        "tool": "工具",
        "changed": "改动了什么",
        "edits of": "{}个条目",
        "machine": "测量环境：{cores}核（{processor}），内存{memory} GB；{versions}。",
        "limit built": "{entries}个条目，共{pages}页，用了{time}建成，内存最多占{memory}。",
        "limit edit": "在这样的规模下，保存一个条目后，过{time}就能看到新的页面。",
        "limit": "若照此增长，这台机器上大约到{slow}个条目时，构建一次需要十分钟；大约到{full}个条目时，"
        "要用去一半内存。因此，这样一台机器大约够用到{least}个条目。",
        "minutes": "{}分钟",
    },
    "vi": {
        CHARSU: "Charsu, đủ mọi chức năng",
        BARE: "Charsu, không lập chỉ mục tìm kiếm",
        HUGO: "Hugo, giao diện tối giản, không tìm kiếm",
        HUGO_ALL: "như trên, đoạn trích đủ ba thứ tiếng",
        MKDOCS: "MkDocs + Material, có tìm kiếm",
        MKDOCS_BARE: "MkDocs + Material, không tìm kiếm",
        "size": "Số mục từ",
        "pages": "Số trang do Charsu dựng",
        "seconds": "{} giây",
        "ms": "{} ms",
        "memory": "{} MB",
        "x title": "số mục từ, mỗi mục bằng ba thứ tiếng",
        "y title": "số giây để dựng xong cả trang web",
        "between": ", ",
        "hugo ratio": "Charsu không tìm kiếm so với Hugo",
        "hugo all ratio": "Charsu không tìm kiếm so với Hugo có đoạn trích đủ ba thứ tiếng",
        "search ratio": "Charsu so với MkDocs có tìm kiếm",
        "no search ratio": "Charsu so với MkDocs không tìm kiếm",
        "warm ratio": "Charsu: không có gì thay đổi so với dựng từ đầu",
        "matching ratio": "tìm tên so với chỉ so khớp chữ",
        "growth": "Số mũ của mức tăng",
        "stage": "Chặng",
        "stage pages": "Kết xuất trang",
        "everything else": "những việc còn lại",
        "entry": "một mục từ",
        "text": "một dòng của văn bản",
        "everything": "điều có mặt trên mọi trang",
        "tool": "Công cụ",
        "changed": "Đã sửa gì",
        "edits of": "{} mục từ",
        "machine": "Đo trên máy {cores} nhân ({processor}), bộ nhớ {memory} GB: {versions}.",
        "limit built": "{entries} mục từ, tức {pages} trang, được dựng trong {time}, dùng nhiều nhất {memory} bộ nhớ.",
        "limit edit": "Ở cỡ ấy, lưu một mục từ xong thì {time} sau đã thấy trang mới.",
        "limit": "Nếu cứ tăng như vậy, trên máy này một lần dựng mất mười phút khi có khoảng {slow} mục từ, "
        "và cần nửa bộ nhớ khi có khoảng {full}: vậy một máy như thế dùng được đến khoảng {least} mục từ.",
        "minutes": "{} phút",
    },
}

_SHORT = {
    language: {
        CHARSU: "Charsu",
        BARE: f"Charsu{no_search}",
        HUGO: "Hugo",
        HUGO_ALL: f"Hugo{all_languages}",
        **{MKDOCS: "MkDocs", MKDOCS_BARE: f"MkDocs{no_search}"},
    }
    for language, no_search, all_languages in (
        ("en", ", without search", ", all languages"),
        ("zh", "（无搜索）", "（三种语言）"),
        ("vi", ", không tìm kiếm", ", đủ ba thứ tiếng"),
    )
}
"""Contenders, as they are called in the picture."""


class Report:
    """What is said about results in one language."""

    def __init__(self, results: Results, language: Language) -> None:
        self.results = results
        self.language = language
        self.words = _WORDS[language]

    def parts(self) -> dict[str, str]:
        """Name of a part -> its Markdown."""
        return {
            "builds": self.builds(self.results.sizes),
            "ratios": self.ratios(),
            "pages": self.per_page(),
            "growth": self.growths(),
            "stages": self.stages(),
            "edits": self.edits(),
            "machine": self.machine(),
            "limit": self.limit(),
        }

    def picture(self) -> str:
        numbers = [float(size.entries) for size in self.results.sizes]
        numbers += picture.ticks([build.seconds for size in self.results.sizes for build in size.builds.values()])
        return picture.draw(
            self.results,
            _SHORT[self.language],
            self.words["x title"],
            self.words["y title"],
            {value: self.number(value) for value in numbers},
        )

    # --- numbers ---

    def number(self, value: float, digits: int = 2) -> str:
        """As the language writes it, without digits that say more than was measured."""
        decimals = max(0, min(3, digits - 1 - math.floor(math.log10(abs(value))))) if value else 0
        return format_decimal(round(value, decimals), "#,##0.###", locale=locale_of(self.language)).replace("-", "−")

    def seconds(self, value: float) -> str:
        return self.words["seconds"].format(self.number(value))

    def share(self, value: float) -> str:
        return format_percent(value, "#,##0%", locale=locale_of(self.language))

    # --- tables ---

    def builds(self, sizes: Iterable[Size]) -> str:
        """How long whole builds take."""
        return self._by_size(sizes, lambda build: self.seconds(build.seconds))

    def per_page(self) -> str:
        """How long it is for each page, and how much memory a build needs."""

        def told(build: Build) -> str:
            memory = self.words["memory"].format(self.number(build.peak, 3))
            return f"{self.words['ms'].format(self.number(build.ms_a_page))}{self.words['between']}{memory}"

        return self._by_size(self.results.sizes, told)

    def _by_size(self, sizes: Iterable[Size], told: Callable[[Build], str]) -> str:
        sizes = list(sizes)
        rows = [
            [self.words[id], *(told(size.builds[id]) if id in size.builds else "–" for size in sizes)]
            for id in IDS
            if any(id in size.builds for size in sizes)
        ]
        pages = [self.number(size.builds[CHARSU].pages, 9) if CHARSU in size.builds else "–" for size in sizes]
        return self._table([self.words["size"], *self._heads(sizes)], [*rows, [self.words["pages"], *pages]])

    def _heads(self, sizes: Iterable[Size]) -> list[str]:
        return [self.number(size.entries, 9) for size in sizes]

    def _many(self, sizes: Iterable[Size]) -> list[str]:
        return [self.words["edits of"].format(head) for head in self._heads(sizes)]

    def ratios(self) -> str:
        """The figures that say something on any machine."""

        def of(size: Size, one: str, other: str) -> float | None:
            both = one in size.builds and other in size.builds
            return size.builds[one].seconds / size.builds[other].seconds if both else None

        def warm(size: Size) -> float | None:
            build = size.builds.get(CHARSU)
            return build.warm / build.seconds if build and build.warm else None

        rows: list[tuple[str, Callable[[Size], float | None]]] = [
            ("hugo ratio", lambda size: of(size, BARE, HUGO)),
            ("hugo all ratio", lambda size: of(size, BARE, HUGO_ALL)),
            ("search ratio", lambda size: of(size, CHARSU, MKDOCS)),
            ("no search ratio", lambda size: of(size, CHARSU, MKDOCS_BARE)),
            ("warm ratio", warm),
            ("matching ratio", lambda size: size.matching[0] / size.matching[1] if size.matching else None),
        ]
        shown = [
            [
                self.words[name],
                *("–" if value is None else self.number(value) for value in map(ratio, self.results.sizes)),
            ]
            for name, ratio in rows
        ]
        return self._table([self.words["size"], *self._heads(self.results.sizes)], shown)

    def growths(self) -> str:
        """The exponents by which builds and stages grow: 1 is in step with the wiki."""
        rows: list[tuple[str, dict[int, float]]] = []
        for id in IDS:
            times = {size.entries: size.builds[id].seconds for size in self.results.sizes if id in size.builds}
            rows.append((self.words[id], times))
        for stage in self._stages():
            times = {size.entries: size.stages[stage] for size in self.results.sizes if stage in size.stages}
            rows.append((self._stage(stage), times))
        spans = self._spans()
        heads = [f"{self.number(first, 9)} → {self.number(last, 9)}" for first, last in spans]
        shown = [[name, *(self._exponent(times, *span) for span in spans)] for name, times in rows if times]
        return self._table([self.words["growth"], *heads], shown) if spans else ""

    def _spans(self) -> list[tuple[int, int]]:
        """From each size to the next; and from 1,000 to the largest, where that is another one."""
        sizes = [size.entries for size in self.results.sizes]
        whole = [(1000, sizes[-1])] if 1000 in sizes else []
        return list(dict.fromkeys(span for span in [*itertools.pairwise(sizes), *whole] if span[0] < span[1]))

    def _exponent(self, times: Mapping[int, float], first: int, last: int) -> str:
        if first not in times or last not in times:
            return "–"
        value = growth(times[first], times[last], last / first)
        return "–" if value is None else self.number(value, 3)

    def stages(self) -> str:
        """Where Charsu's time goes: seconds, and the share in the whole."""
        sizes = [size for size in self.results.sizes if size.stages]
        rows = [
            [
                self._stage(stage),
                *(
                    self.words["between"].join(
                        (self.seconds(size.stages[stage]), self.share(size.stages[stage] / sum(size.stages.values())))
                    )
                    if stage in size.stages
                    else "–"
                    for size in sizes
                ),
            ]
            for stage in self._stages()
        ]
        return self._table([self.words["stage"], *self._heads(sizes)], rows)

    def _stages(self) -> list[str]:
        return list(dict.fromkeys(stage for size in self.results.sizes for stage in size.stages))

    def _stage(self, stage: str) -> str:
        return self.words.get(f"stage {stage}") or self.words.get(stage, f"`{stage}`")

    def edits(self) -> str:
        """From saving until the new page is served."""
        sizes = [size for size in self.results.sizes if size.edits]
        rows = [
            [
                self.words[id],
                self.words[edit],
                *(self.seconds(size.edits[id][edit]) if edit in size.edits.get(id, {}) else "–" for size in sizes),
            ]
            for id in (CHARSU, HUGO, MKDOCS_BARE)
            if any(id in size.edits for size in sizes)
            for edit in ("entry", "text", "everything")
        ]
        return self._table([self.words["tool"], self.words["changed"], *self._many(sizes)], rows)

    @staticmethod
    def _table(head: list[str], rows: list[list[str]]) -> str:
        """Names at the left, figures at the right."""
        figures = sum(cell[:1].isdigit() for cell in head[1:]) or len(head) - 2
        rule = ["---"] * (len(head) - figures) + ["--:"] * figures
        return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *rows])

    # --- sentences ---

    def machine(self) -> str:
        machine = self.results.machine
        names = {"python": "Python", "hugo": "Hugo", "mkdocs": "MkDocs", "mkdocs-material": "Material"}
        names["mkdocs-static-i18n"] = "static-i18n"
        versions = ("、" if self.language == "zh" else ", ").join(
            f"{name} {machine[key]}" for key, name in names.items() if key in machine
        )
        memory = self.number(float(machine["memory"]), 3)
        return self.words["machine"].format(
            cores=machine["cores"], processor=machine["processor"], memory=memory, versions=versions
        )

    def limit(self) -> str:
        """Up to which size one machine serves."""
        last = self.results.largest(CHARSU)
        if last is None:
            return ""
        build, between = last.builds[CHARSU], "" if self.language == "zh" else " "
        sentences = [
            self.words["limit built"].format(
                entries=self.number(last.entries, 9),
                pages=self.number(build.pages, 9),
                time=self._long(build.seconds),
                memory=self.words["memory"].format(self.number(build.peak, 3)),
            )
        ]
        if edit := last.edits.get(CHARSU, {}).get("entry"):
            sentences.append(self.words["limit edit"].format(time=self.seconds(edit)))
        if found := limits(self.results):
            slow, full = (self.number(round_down(each), 9) for each in found)
            least = self.number(round_down(min(found)), 9)
            sentences.append(self.words["limit"].format(slow=slow, full=full, least=least))
        return between.join(sentences)

    def _long(self, seconds: float) -> str:
        return self.words["minutes"].format(self.number(seconds / 60)) if seconds >= 120 else self.seconds(seconds)


def limits(results: Results) -> tuple[float, float] | None:
    """How many entries take ten minutes, and how many half of the machine's memory, if growth goes on.

    Time and memory grow by the exponent between the two largest wikis, but never less than in step.
    """
    sizes = [size for size in results.sizes if CHARSU in size.builds]
    if len(sizes) < 2:
        return None
    small, large = sizes[-2:]
    times = large.entries / small.entries
    before, after = small.builds[CHARSU], large.builds[CHARSU]

    def reach(small: float, large_: float, most: float) -> float:
        exponent = max(1.0, growth(small, large_, times) or 1.0)
        return large.entries * float((most / large_) ** (1 / exponent))

    half = float(results.machine["memory"]) * 1024 / 2
    return reach(before.seconds, after.seconds, 600), reach(before.peak, after.peak, half)


def round_down(value: float) -> int:
    """To one digit: a guess is no more exact than that."""
    unit = 10 ** math.floor(math.log10(value))
    return int(value // unit * unit)


# --- where it stands -------------------------------------------------------------------------------------


def pages(root: Path) -> dict[Path, Language]:
    """The pages that have parts made from figures."""
    return {root / f"docs/speed.{language}.md": language for language in LANGUAGES}


_PART = re.compile(r"(<!-- speed: (\w+) -->\n).*?(<!-- /speed -->)", re.DOTALL)


def locale_of(language: str) -> str:
    """Return the name of a language's rules for numbers."""
    return {"zh": "zh_Hans"}.get(language, language)


def filled(content: str, parts: Mapping[str, str]) -> str:
    """A page with these of its marked parts replaced."""

    def fill(match: re.Match[str]) -> str:
        if match[2] not in parts:
            return match[0]
        return f"{match[1]}\n{parts[match[2]]}\n\n{match[3]}"

    return _PART.sub(fill, content)


def publish(results: Results, root: Path) -> dict[Path, str]:
    """Every file that tells of results -> its content: the pages and their pictures."""
    reports = {language: Report(results, language) for language in LANGUAGES}
    told = {
        page: filled(page.read_text(encoding="utf-8"), reports[language].parts())
        for page, language in pages(root).items()
    }
    drawn = {root / f"docs/assets/speed.{language}.svg": report.picture() for language, report in reports.items()}
    return told | drawn
