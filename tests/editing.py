"""What authors do to a wiki, one save after another, for tests: words, names, statements, texts, whole files.

Each edit is given the folder of a synthetic wiki and a number, which chooses what is edited. An edit may well be a
mistake: an entry that is gone is still named elsewhere, a segment has become another one.
"""

import itertools
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from synthetic import LANGUAGES

Edit = Callable[[Path, int], None]

_ticks = itertools.count(1_500_000_000)


def age(file: Path) -> None:
    """Give a file a time of its own, long ago: so no test depends on how fast it runs."""
    second = next(_ticks)
    os.utime(file, (second, second))


def age_all(root: Path) -> None:
    for path in sorted(root.rglob("*")):
        if not path.is_symlink():
            age(path)


def write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", newline="\n")
    age(file)


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


# --- entries --------------------------------------------------------------------------------------


def entries(root: Path) -> list[Path]:
    return sorted(root.glob("entries/*/*.yml"))


def _entry(root: Path, number: int) -> tuple[Path, dict[str, Any]]:
    found = entries(root)
    file = found[number % len(found)]
    return file, yaml.safe_load(read(file))


def _save(file: Path, entry: dict[str, Any], above: str = "") -> None:
    lines = [f"{key}: {_flow(value)}" for key, value in entry.items() if key not in ("summary", "statements")]
    lines += ["summary:", *(f"  {language}: {_flow(words)}" for language, words in entry["summary"].items())]
    lines += ["statements:"] if entry.get("statements") else []
    for statement in entry.get("statements", ()):
        (first, value), *others = statement.items()
        lines += [f"  - {first}: {_flow(value)}", *(f"    {key}: {_flow(other)}" for key, other in others)]
    write(file, above + "\n".join([*lines, ""]))


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _names(root: Path, number: int) -> dict[str, str]:
    return dict(_entry(root, number)[1]["name"])


_WORDS = (
    {"en": "dawn", "zh": "黎明", "vi": "rạng đông"},  # these stand in many texts
    {"en": "the radio", "zh": "电台", "vi": "đài phát thanh"},
    {"en": "papers", "zh": "文件", "vi": "giấy tờ"},
    {"en": "Vakatago left", "zh": "瓦卡塔戈离开", "vi": "Vakatago ra đi"},  # with words that stand in brackets
    {"en": "Radio", "zh": "随后戈达洛达", "vi": "Sau đó"},
    {"en": "Nigojahi", "zh": "尼戈贾希", "vi": "Đài"},
)


def change_a_summary(root: Path, number: int) -> None:
    file, entry = _entry(root, number)
    other = _names(root, number // 7)
    for language in LANGUAGES:
        entry["summary"][language] += {"en": f" So {other['en']}.", "zh": f"{other['zh']}。"}.get(language, " Rồi.")
    _save(file, entry)


def link_in_a_summary(root: Path, number: int) -> None:
    file, entry = _entry(root, number)
    other = entries(root)[number // 5 % len(entries(root))].stem
    entry["summary"]["en"] = f"[[{other}]] left; [[{other}|the radio]] did not. " + entry["summary"]["en"]
    _save(file, entry)


def rename(root: Path, number: int) -> None:
    """Give an entry other names in all languages; what it was called is an alias."""
    file, entry = _entry(root, number)
    older = dict(entry["name"])
    words = _WORDS[number // 3 % len(_WORDS)]
    entry["name"] = {"en": f"{older['en']} II", "zh": f"{words['zh']}{older['zh']}", "vi": f"{older['vi']} II"}
    if number % 2:
        for language, name in older.items():
            known = entry.setdefault("aliases", {}).setdefault(language, [])
            known += [name] if name not in known else []
    _save(file, entry)


def add_an_alias(root: Path, number: int) -> None:
    file, entry = _entry(root, number)
    for language, words in _WORDS[number // 3 % len(_WORDS)].items():
        known = entry.setdefault("aliases", {}).setdefault(language, [])
        known += [words] if words not in (*known, entry["name"][language]) else []
    _save(file, entry)


def _without_alias(entry: dict[str, Any], language: str, place: int) -> str:
    form = str(entry["aliases"][language].pop(place))
    entry["aliases"] = {each: forms for each, forms in entry["aliases"].items() if forms}
    weak = {each: [word for word in words if word != form] for each, words in entry.get("weak", {}).items()}
    entry["weak"] = {each: words for each, words in weak.items() if words}
    for key in ("aliases", "weak"):
        if not entry[key]:
            del entry[key]
    return form


def _with_alias(root: Path, number: int) -> tuple[Path, dict[str, Any], str]:
    """An entry that has an alias, and a language in which it has one."""
    for more in range(len(entries(root))):
        file, entry = _entry(root, number + more)
        if entry.get("aliases"):
            languages = sorted(entry["aliases"])
            return file, entry, languages[number % len(languages)]
    raise AssertionError("no entry has an alias")


def remove_an_alias(root: Path, number: int) -> None:
    file, entry, language = _with_alias(root, number)
    _without_alias(entry, language, -1)
    _save(file, entry)


def move_an_alias(root: Path, number: int) -> None:
    """From one entry to another, as two saves."""
    file, entry, language = _with_alias(root, number)
    form = _without_alias(entry, language, -1)
    _save(file, entry)
    other_file, other = _entry(root, number // 11)
    if form not in (other["name"][language], *other.get("aliases", {}).get(language, ())):
        other.setdefault("aliases", {}).setdefault(language, []).append(form)
    _save(other_file, other)


def mark_as_weak(root: Path, number: int) -> None:
    """Or no longer."""
    file, entry, language = _with_alias(root, number)
    form = entry["aliases"][language][0]
    weak = entry.setdefault("weak", {}).setdefault(language, [])
    weak.remove(form) if form in weak else weak.append(form)
    entry["weak"] = {each: words for each, words in entry["weak"].items() if words}
    if not entry["weak"]:
        del entry["weak"]
    _save(file, entry)


def add_a_statement(root: Path, number: int) -> None:
    file, entry = _entry(root, number)
    other = _names(root, number // 3)
    entry.setdefault("statements", []).insert(
        0, {"recorded": other, "sources": ["work-01", "text-01#p2s2"], "note": _names(root, number // 5)}
    )
    _save(file, entry)


def add_a_relation(root: Path, number: int) -> None:
    places = sorted(root.glob("entries/places/*.yml"))
    file = places[number % len(places)]
    entry = yaml.safe_load(read(file))
    other = places[(number + 1) % len(places)].stem
    entry.setdefault("statements", []).append({"borders": other, "sources": ["text-02#p3s1"], "during": "1992/1993"})
    _save(file, entry)


def remove_a_statement(root: Path, number: int) -> None:
    file, entry = _entry(root, number)
    if entry.get("statements"):
        del entry["statements"][number // 7 % len(entry["statements"])]
    _save(file, entry)


def cite_another_segment(root: Path, number: int) -> None:
    file, entry = _entry(root, number)
    for statement in entry.get("statements", ())[:1]:
        statement["sources"] = [f"text-0{number % 2 + 1}#p{number % 5 + 2}s{number % 3 + 1}"]
    _save(file, entry)


def move_its_lines(root: Path, number: int) -> None:
    """Nothing is said otherwise, but everything stands in other lines of its file."""
    file, _ = _entry(root, number)
    write(file, "# Somebody should look at this.\n" + read(file))


def add_an_entry(root: Path, number: int) -> None:
    """One that shares a family name with others, or has a name within theirs."""
    words = _WORDS[number % len(_WORDS)]
    id = f"person-9{number % 10:03}"
    name = {language: f"{form} {number % 10}" for language, form in words.items()}
    entry = {
        "name": name,
        "aliases": {"en": ["Vakatago"], "zh": ["瓦卡塔戈"]},
        "summary": _names(root, number),
        "statements": [{"member of": "organisation-0001", "sources": ["text-01#p2s1"]}],
    }
    _save(root / f"entries/people/{id}.yml", entry)


def delete_an_entry(root: Path, number: int) -> None:
    """With all that refers to it."""
    file, _ = _entry(root, number)
    id = file.stem
    for path in file.parent.glob(f"{id}.*"):
        path.unlink()
    for other in entries(root):
        if f"{id}" in read(other):
            entry = yaml.safe_load(read(other))
            kept = [each for each in entry.get("statements", ()) if id not in each.values()]
            entry["statements"] = kept
            summary = entry["summary"]
            entry["summary"] = {language: _unlinked(words, id) for language, words in summary.items()}
            _save(other, entry)
    for path in [*root.glob("docs/texts/*/index.*.md"), *root.glob("entries/*/*.md")]:
        if f"[[{id}" in read(path):
            write(path, _unlinked(read(path), id))
    for path in root.glob("docs/texts/*/text.yml"):
        if f'"{id}"' in read(path):
            write(path, "\n".join(line for line in read(path).split("\n") if f'"{id}"' not in line))


def _unlinked(words: str, id: str) -> str:
    return re.sub(rf"\[\[{id}(?:\|([^\]]+))?\]\]", lambda match: match[1] or "somebody", words)


def delete_an_entry_alone(root: Path, number: int) -> None:
    """What refers to it is a mistake now."""
    _entry(root, number)[0].unlink()


def write_an_article(root: Path, number: int) -> None:
    """Or more of it, or take it away."""
    file, entry = _entry(root, number)
    article = file.with_suffix(f".{LANGUAGES[number % 3]}.md")
    if article.exists() and number % 2:
        article.unlink()
        return
    before = read(article) if article.exists() else "## About\n"
    write(article, f"{before}\n{entry['name']['en']} and [[{file.stem}|the radio]], at dawn, {_WORDS[1]['zh']}.\n")


# --- texts ----------------------------------------------------------------------------------------


def _lines(file: Path) -> tuple[list[str], list[int]]:
    """All lines, and the numbers of those with words in them."""
    lines = read(file).split("\n")
    return lines, [number for number, line in enumerate(lines) if line.strip()]


def _text(root: Path, number: int) -> tuple[Path, str]:
    texts = sorted(path.parent for path in root.glob("docs/texts/*/text.yml"))
    folder = texts[number % len(texts)]
    return folder, str(yaml.safe_load(read(folder / "text.yml"))["original"])


def _append(file: Path, number: int, more: str) -> None:
    lines, written = _lines(file)
    lines[written[number % len(written)]] += more
    write(file, "\n".join(lines))


def change_a_line(root: Path, number: int) -> None:
    folder, _ = _text(root, number)
    language = LANGUAGES[number // 2 % 3]
    _append(folder / f"index.{language}.md", number // 6, f" {_names(root, number // 5)[language]}.")


def change_a_row(root: Path, number: int) -> None:
    folder, _ = _text(root, number)
    for language in LANGUAGES:
        _append(folder / f"index.{language}.md", number // 2, f" {_names(root, number // 5)[language]}.")


def add_a_row(root: Path, number: int) -> None:
    folder, _ = _text(root, number)
    for language in LANGUAGES:
        file = folder / f"index.{language}.md"
        lines, written = _lines(file)
        lines.insert(written[2 + number % (len(written) - 2)] + 1, _WORDS[number % len(_WORDS)][language])
        write(file, "\n".join(lines))


def link_in_a_translation(root: Path, number: int) -> None:
    folder, original = _text(root, number)
    language = [each for each in LANGUAGES if each != original][number // 2 % 2]
    id = entries(root)[number % len(entries(root))].stem
    family = {"en": "Vakatago", "zh": "戈达洛达", "vi": "Vakatago"}[language]
    left = {"en": " left", "zh": "离开", "vi": " ra đi"}[language]
    link = (f"[[{id}]]", f"[[{id}|{family}]]", f"[[none|{family}]]")[number // 4 % 3]
    _append(folder / f"index.{language}.md", number // 3, f" {link}{left}.")


def say_who_is_meant(root: Path, number: int) -> None:
    """In text.yml; or no longer."""
    folder, original = _text(root, number)
    file = folder / "text.yml"
    meta = yaml.safe_load(read(file))
    words = {"en": "Vakatago", "zh": "瓦卡塔戈", "vi": "Vakatago"}[original]
    lines, written = _lines(folder / f"index.{original}.md")
    if number % 3 == 0 and meta.get("names"):
        meta["names"].pop(sorted(meta["names"])[0])
    else:
        place = written[0]
        lines[place] += f" {words}"
        write(folder / f"index.{original}.md", "\n".join(lines))
        id = sorted(root.glob("entries/people/*.yml"))[number % 5].stem
        meta.setdefault("names", {}).setdefault("p1s1", {})[words] = (id, "none")[number % 2]
    if not meta.get("names"):
        meta.pop("names", None)
    write(file, "".join(f"{key}: {_flow(value)}\n" for key, value in meta.items()))


def add_a_text(root: Path, number: int) -> None:
    """Or take it away again."""
    folder = root / "docs/texts/text-09"
    if folder.exists():
        shutil.rmtree(folder)
        return
    shutil.copytree(root / "docs/texts/text-01", folder)
    for path in folder.iterdir():
        age(path)
    age(folder)


# --- what the whole wiki has in common ------------------------------------------------------------


def say_what_is_no_name(root: Path, number: int) -> None:
    """Or no longer."""
    file = root / "entries/vocabulary.yml"
    vocabulary = yaml.safe_load(read(file))
    listed = vocabulary.setdefault("not names", {}).setdefault("en", [])
    name = ("Vakatago", _names(root, number)["en"])[number % 2]
    listed.remove(name) if name in listed else listed.append(name)
    write(file, _flow(vocabulary))


def change_a_work(root: Path, number: int) -> None:
    file = root / "entries/sources.yml"
    works = yaml.safe_load(read(file))
    work = works[sorted(works)[number % len(works)]]
    work["author"] = f"{_names(root, number)['en']}"
    works[f"work-9{number % 9}"] = {**work, "title": "Another work"}
    write(file, "".join(f"{id}: {_flow(work)}\n" for id, work in works.items()))


def lead_from_an_old_address(root: Path, number: int) -> None:
    target = entries(root)[number % len(entries(root))].stem
    write(root / "entries/redirects.yml", f"people/formerly: {target}\nplaces/long-ago: {target}\n")


def make_a_mistake(root: Path, number: int) -> None:
    file, entry = _entry(root, number)
    entry.setdefault("statements", []).append({"bron": "1990", "sources": ["work-01"]})
    _save(file, entry)


EDITS: tuple[Edit, ...] = (
    change_a_summary, link_in_a_summary, rename, add_an_alias, remove_an_alias, move_an_alias, mark_as_weak,
    add_a_statement, add_a_relation, remove_a_statement, cite_another_segment, move_its_lines, add_an_entry,
    delete_an_entry, delete_an_entry_alone, write_an_article, change_a_line, change_a_row, add_a_row,
    link_in_a_translation, say_who_is_meant, add_a_text, say_what_is_no_name, change_a_work,
    lead_from_an_old_address, make_a_mistake,
)  # fmt: skip


def save_of(root: Path) -> dict[Path, str]:
    """All that is written, to be brought back."""
    files = [*root.glob("entries/**/*"), *root.glob("docs/**/*")]
    return {file: read(file) for file in files if file.is_file()}


def bring_back(root: Path, saved: dict[Path, str]) -> None:
    """Undo whatever was done since."""
    for file in [*save_of(root)]:
        if file not in saved:
            file.unlink()
    for folder in sorted(_folders(root), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    for file, content in saved.items():
        if not file.exists() or read(file) != content:
            write(file, content)


def _folders(root: Path) -> Iterator[Path]:
    return (path for part in ("entries", "docs") for path in (root / part).rglob("*") if path.is_dir())
