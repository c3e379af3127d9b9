"""What readers see first: fixed queries in three languages, each with what they want among the first three hits."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import yaml

from browsing import Visit
from helpers import ROOT

HOME = {"en": "", "zh": "zh/", "vi": "vi/"}
CASES: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
    (ROOT / "tests/cases/search-queries.yml").read_text(encoding="utf-8")
)

ASK = """async (queries) => {
  const results = document.querySelector("#search .search-results");
  const field = document.querySelector("#search [name=q]");
  const answers = [];
  for (const query of queries) {
    field.value = query;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (results.dataset.complete !== query) await new Promise((resolve) => setTimeout(resolve, 5));
    answers.push([...document.querySelectorAll("#search a.hit")].filter((hit) => hit.checkVisibility()).map((hit) =>
      [hit.closest("[data-group]")?.dataset.group ?? "", hit.dataset.entry ?? "", hit.href]));
  }
  return answers;
}"""
"""Ask all queries, one after the other; for each: group, entry and address of the hits in their order on the page."""


def hits_by_group(hits: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return the hits of each group, as the cases name them."""
    found: dict[str, list[str]] = {"entry": [], "passage": [], "work": []}
    for group, entry, address in hits:
        if passage := re.search(r"/texts/([\w-]+)/#(.+)", address):
            found["passage"].append(f"{passage[1]}#{passage[2]}")
        elif work := re.search(r"/works/#(.+)", address):
            found["work"].append(f"works#{work[1]}")
        elif entry and group != "pages":
            found["entry"].append(entry)
    return found


@pytest.mark.parametrize("language", HOME)
def test_readers_see_what_they_want_among_the_first_three(visit: Visit, language: str) -> None:
    page = visit.open(HOME[language])
    page.locator("#search-button").click()
    page.locator("#search .search-results[data-answers]").wait_for()
    cases = CASES[language]
    answers: Sequence[Any] = page.evaluate(ASK, list(cases))
    missed = {}
    for (query, wanted), hits in zip(cases.items(), answers, strict=True):
        first = {hit for found in hits_by_group(hits).values() for hit in found[:3]}
        if not first.intersection(wanted):
            missed[query] = sorted(first)
    assert not missed, f"{len(missed)} of {len(cases)}: {missed}"
