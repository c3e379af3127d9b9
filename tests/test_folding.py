"""Folding: which letters are the same. The browser runs the same cases; see `tests/cases/folding.json`."""

import itertools
import json
from typing import Any

import pytest

from charsu.i18n.collation import sort_key
from charsu.text.folding import RULES, Purpose, browser_variants, fold_for_linking, fold_for_search
from charsu.text.name_matcher import Candidate, Names
from helpers import ROOT

CASES: dict[str, Any] = json.loads((ROOT / "tests/cases/folding.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "folded"), CASES["search"])
def test_search_folds(text: str, folded: str) -> None:
    assert fold_for_search(text) == folded
    assert fold_for_search(folded) == folded


def linked(name: str, text: str) -> list[str]:
    names = Names({fold_for_linking(name): (Candidate("it", is_full_name=True, is_weak=False),)})
    return [text[found.start : found.end] for found in names.find(text)]


@pytest.mark.parametrize(("name", "text", "words"), CASES["linked"])
def test_forms_of_one_name_are_linked(name: str, text: str, words: str) -> None:
    assert linked(name, text) == [words]


@pytest.mark.parametrize(("name", "text"), CASES["not linked"])
def test_other_names_are_not_linked(name: str, text: str) -> None:
    assert linked(name, text) == []


@pytest.mark.parametrize(("language", "in_order"), CASES["sorted"])
def test_names_are_sorted(language: str, in_order: list[str]) -> None:
    key = sort_key(language)
    assert all(key(one) < key(next_one) for one, next_one in itertools.pairwise(in_order))


@pytest.mark.parametrize(("text", "folded"), CASES["search variants"])
def test_search_folds_traditional_chinese(text: str, folded: str) -> None:
    assert fold_for_search(text) == folded


def test_the_browser_gets_the_variants_of_the_letters_it_has() -> None:
    pairs = CASES["variants"]
    for letter, same in zip(pairs[::2], pairs[1::2], strict=True):
        assert letter + same in browser_variants(same)
    assert browser_variants("abc") == ""


@pytest.mark.parametrize("purpose", Purpose)
def test_no_letter_counts_as_two_others(purpose: Purpose) -> None:
    letters = [letter for rule in RULES if purpose in rule.purposes for letter in rule.letters]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize("purpose", Purpose)
def test_a_letter_counts_as_one_that_counts_as_itself(purpose: Purpose) -> None:
    same = {letter: rule.same_as for rule in RULES if purpose in rule.purposes for letter in rule.letters}
    assert not [letter for letter, counts_as in same.items() if any(c in same for c in counts_as)]


def test_whatever_sorting_takes_as_one_search_does() -> None:
    for rule in RULES:
        if Purpose.SORTING in rule.purposes:
            assert Purpose.SEARCH in rule.purposes, rule


def test_what_linking_takes_as_one_letter_search_does() -> None:
    for rule in RULES:
        if Purpose.LINKING in rule.purposes and rule.letters.isalpha():
            folded = {fold_for_search(letter) for letter in rule.letters}
            assert folded == {fold_for_search(rule.same_as)}, rule
