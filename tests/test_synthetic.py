"""The wikis that nobody wrote have the shape that they say they have, and are right."""

from pathlib import Path

import pytest
import yaml

from building import tree
from charsu.read.resolve import read_wiki
from charsu.support.diagnostics import Problems
from synthetic import LANGUAGES, _Dice, _Wiki, write_wiki


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("synthetic")
    write_wiki(root, 200)
    return root


@pytest.mark.parametrize("entries", [20, 100])
def test_it_has_no_problems(tmp_path: Path, entries: int) -> None:
    write_wiki(tmp_path, entries)
    problems = Problems()
    wiki = read_wiki(tmp_path, LANGUAGES, problems)
    assert wiki and not problems.errors
    assert len(wiki.entries) == entries
    assert len(wiki.texts) == entries // 20


def test_it_is_the_same_each_time(root: Path, tmp_path: Path) -> None:
    write_wiki(tmp_path, 200)
    assert tree(tmp_path) == tree(root)


def test_each_text_has_forty_rows(root: Path) -> None:
    texts = list(root.glob("docs/texts/*/index.*.md"))
    assert len(texts) == 10 * len(LANGUAGES)
    for text in texts:
        assert len([line for line in text.read_text(encoding="utf-8").splitlines() if line]) == 40, text


def test_each_entry_has_two_to_four_relations_and_one_in_twenty_has_two_dates(root: Path) -> None:
    relations = yaml.safe_load((root / "entries/vocabulary.yml").read_text(encoding="utf-8"))["relations"]
    contested = 0
    for file in root.glob("entries/*/*.yml"):
        properties = [next(iter(each)) for each in yaml.safe_load(file.read_text(encoding="utf-8"))["statements"]]
        assert 2 <= sum(property in relations for property in properties) <= 4, file
        contested += any(properties.count(dated) == 2 for dated in ("born", "founded", "took place"))
    assert 5 <= contested <= 15


def test_no_two_of_the_largest_wiki_have_the_same_name() -> None:
    wiki = _Wiki(30_000, 1500, _Dice(1))
    assert len(set(wiki.ids)) == 30_000
    assert wiki.ids == sorted(wiki.ids)
    for language in LANGUAGES:
        assert len({wiki.name(id)[language] for id in wiki.ids}) == 30_000


def test_names_stand_within_names_and_families_share_theirs() -> None:
    wiki = _Wiki(100, 5, _Dice(1))
    assert wiki.name("place-0001")["en"] in wiki.name("event-0001")["en"]
    assert wiki.name("person-0002")["zh"] in wiki.name("organisation-0002")["zh"]
    assert wiki.family("person-0001") == wiki.family("person-0004") != wiki.family("person-0005")
