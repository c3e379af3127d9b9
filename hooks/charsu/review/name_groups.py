"""Group the forms that are probably one name, step by step."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from charsu.model.records import Language
from charsu.text.folding import fold_for_linking


class NameGroup:
    """Forms that are probably the same name."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.rows_of: defaultdict[Language, set[int]] = defaultdict(set)
        self.written: defaultdict[Language, Counter[str]] = defaultdict(Counter)

    @property
    def rows(self) -> Set[int]:
        return set().union(*self.rows_of.values())

    @property
    def is_confirmed(self) -> bool:
        """Whether two versions of a row have it, in enough of its rows."""
        languages = [*self.rows_of]
        return any(
            _CONFIRMING * len(self.rows_of[one] & self.rows_of[other])
            >= min(len(self.rows_of[one]), len(self.rows_of[other]))
            for n, one in enumerate(languages)
            for other in languages[n + 1 :]
        )

    def forms(self, language: Language) -> tuple[str, ...]:
        return tuple(words for words, _ in self.written[language].most_common()) if language in self.written else ()

    def take(self, other: "NameGroup") -> None:
        self.keys |= other.keys
        for language, rows in other.rows_of.items():
            self.rows_of[language] |= rows
        for language, forms in other.written.items():
            self.written[language].update(forms)


_CONFIRMING = 4
"""Of this many rows, one must have a name in both versions."""


class NameGroups:
    """All forms that were found."""

    def __init__(self) -> None:
        self._of: dict[str, NameGroup] = {}

    def all(self) -> list[NameGroup]:
        """Return the groups in the order in which they were first found."""
        return list({id(group): group for group in self._of.values()}.values())

    def by_row(self) -> Mapping[int, Sequence[NameGroup]]:
        """Return the groups of each row."""
        found: defaultdict[int, list[NameGroup]] = defaultdict(list)
        for group in self.all():
            for row in group.rows:
                found[row].append(group)
        return found

    def add(self, language: Language, words: str, row: int) -> None:
        group = self._of.setdefault(_key(words), NameGroup())
        group.keys.add(_key(words))
        group.rows_of[language].add(row)
        group.written[language][words] += 1

    def add_form(self, group: NameGroup, language: Language, words: str, times: int) -> None:
        """Add a form found in the rows of a group; if another group has the form, join the two."""
        group = self._of[min(group.keys)]  # it may have been joined with another group meanwhile
        other = self._of.setdefault(_key(words), group)
        group.keys.add(_key(words))
        if other is group:
            group.written[language][words] += times
        else:
            self._join(group, other)

    def drop_where(self, is_none: Callable[[NameGroup], bool]) -> None:
        """Drop groups that are no names."""
        dropped = {id(group) for group in self.all() if is_none(group)}
        self._of = {key: group for key, group in self._of.items() if id(group) not in dropped}

    def join_names_that_sound_alike(self, sounds: Mapping[tuple[str, str], int], count: Callable[[str], int]) -> None:
        """Join a name in letters with the characters that write its sound, and drop characters that did so by chance.

        Args:
            sounds: (characters, name) -> the number of rows that have both, sounding alike.
            count: returns how often some characters occur.
        """
        meant = set()
        for (characters, name), times in sounds.items():
            rows = max(len(rows) for rows in self._of[_key(name)].rows_of.values())
            if _BY_CHANCE * times >= max(rows, count(characters)):
                meant.add(characters)
                self._join(self._of[_key(characters)], self._of[_key(name)])
        for characters, _ in sounds:
            if characters not in meant:
                self._of.pop(_key(characters), None)

    def _join(self, one: NameGroup, other: NameGroup) -> None:
        if one is not other:
            one.take(other)
            self._of |= dict.fromkeys(other.keys, one)

    def join_short_forms(self) -> None:
        """Join Massoud with Ahmad Shah Massoud, unless another longer name ends like that."""
        longer: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._of:
            words = key.split(" ")
            for start in range(1, len(words)):
                longer[" ".join(words[start:])].append(key)
        for short in sorted(longer.keys() & self._of.keys(), key=lambda key: (-len(key), key)):
            if len({id(self._of[key]) for key in longer[short]}) == 1:
                self._join(self._of[longer[short][0]], self._of[short])

    def join_names_of_the_same_rows(self) -> None:
        """Join names that occur in the same rows, if each language has at most one of them."""
        by_rows: defaultdict[frozenset[int], list[NameGroup]] = defaultdict(list)
        for group in self.all():
            by_rows[frozenset(group.rows)].append(group)
        for groups in by_rows.values():
            languages = [language for group in groups for language in group.written]
            if len(languages) == len(set(languages)):
                for group in groups[1:]:
                    self._join(groups[0], group)

    def join_names_that_recur_together(self) -> None:
        """Join names of different languages, each of which recurs with the other more than with any third one."""
        best: dict[int, tuple[float, NameGroup]] = {}
        groups = self.all()
        for likeness, one, other in self._companions(groups):
            for group, companion in ((one, other), (other, one)):
                if likeness > best.get(id(group), (0.0, group))[0]:
                    best[id(group)] = (likeness, companion)
        for group in groups:
            likeness, companion = best.get(id(group), (0.0, group))
            if likeness >= _COMPANIONS and best[id(companion)][1] is group:
                self._join(group, companion)

    def _companions(self, groups: Sequence[NameGroup]) -> Iterator[tuple[float, NameGroup, NameGroup]]:
        """Yield the share of rows that two groups without a common language have in common, and the two."""
        common: Counter[tuple[int, int]] = Counter()
        by_id = {id(group): group for group in groups}
        rows = {id(group): len(group.rows) for group in groups}
        for together in self.by_row().values():
            for n, one in enumerate(together):
                common.update((id(one), id(other)) for other in together[n + 1 :])
        for (one_id, other_id), times in common.items():
            one, other = by_id[one_id], by_id[other_id]
            if times >= _SOME and not one.written.keys() & other.written.keys():
                yield 2 * times / (rows[one_id] + rows[other_id]), one, other


_BY_CHANCE = 4
"""Characters sound like a name by chance if they do so in less than one row of this many that have either."""

_COMPANIONS = 0.6
"""The share of rows that two forms of one name have in common."""

_SOME = 3
"""Two rows have two names in common by chance."""


def _key(words: str) -> str:
    """Return a key that is equal for spellings of the same name."""
    return " ".join(fold_for_linking(words).casefold().split())
