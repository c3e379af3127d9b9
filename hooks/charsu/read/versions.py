"""Read the versions of a text: one Markdown file per language, aligned segment by segment.

A line is a segment; a blank line ends a paragraph. A translation has the same paragraphs and lines as its
original, since a segment is found in every version by its number only. The ledger gives ids to the lines of
the original; the same lines of the translations get the same ids.
"""

import dataclasses
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from charsu.model.records import Language, Segment, SegmentId, Version
from charsu.read.ledgers import LEDGER
from charsu.support.diagnostics import Place, Problems, did_you_mean, quote
from charsu.support.textfile import list_folder, read_text

Translators = Mapping[Language, tuple[tuple[str, str] | None, Place]] | None
"""Language -> who made the version and its status, or None if that was refused; and its place.
None instead of a mapping if nothing is known, which is reported already."""


def load_versions(
    folder: Path,
    root: Path,
    original: Language | None,
    languages: tuple[Language, ...],
    translators: Translators,
    place: Place,
    problems: Problems,
) -> dict[Language, Version]:
    """Read the versions of a text.

    Args:
        folder: the folder of the text.
        root: the project's folder.
        original: the language of the original; None if it is unknown, which is reported already.
        languages: the languages of the site.
        translators: who made the translations.
        place: where text.yml names the original.
        problems: receives what is wrong within each file.
    """
    versions = {}
    there = set()
    for path in list_folder(folder, root, problems):
        file = path.relative_to(root).as_posix()
        match = re.fullmatch(r"index\.(.+)\.md", path.name)
        if match and match[1] in languages:
            language = match[1]
            there.add(language)
            by, status = _translator(language, original, translators, Place(file), problems)
            content = read_text(path, file, problems)
            if content is not None:
                segments = read_segments(content, file, problems)
                versions[language] = Version(language=language, segments=segments, by=by, status=status)
        elif match:
            problems.add(
                Place(file), f"{quote(match[1])} is not a language of this site", did_you_mean(match[1], languages)
            )
        elif path.name not in ("text.yml", LEDGER):
            problems.add(
                Place(file),
                "this is neither text.yml nor a version of the text",
                f"Name versions like index.{languages[0]}.md.",
            )
    if original is not None and original not in there:
        hint = f"The versions here: {', '.join(sorted(there))}." if there else "Put the source text there."
        problems.add(place, f"there is no original: index.{original}.md is missing", hint)
    for language, (_, written) in (translators or {}).items():
        if language == original:
            problems.add(written, f"the version in {language} is the original, not a translation", "Remove this.")
        elif language in languages and language not in there:
            problems.add(
                written,
                f"there is no translation into {language}: index.{language}.md is missing",
                "Add that file, or remove this.",
            )
    return versions


def _translator(
    language: Language, original: Language | None, translators: Translators, place: Place, problems: Problems
) -> tuple[str | None, str | None]:
    if original is None or translators is None or language == original:
        return None, None
    if language not in translators:
        problems.add(
            place,
            f"the text.yml beside this does not say who made the translation into {language}",
            f"Write in it, under translations: {language}: {{by: …, status: draft}}",
        )
        return None, None
    return translators[language][0] or (None, None)


def read_segments(content: str, file: str, problems: Problems) -> tuple[Segment, ...]:
    """Split a version into segments, one per line; a blank line ends a paragraph. The ids count lines.

    `# ` before a heading and `> ` before each line of a quotation are layout, not part of the text.
    """
    segments: list[Segment] = []
    paragraph, within, heading = 0, 0, False
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            within = 0
            continue
        if within == 0:
            paragraph += 1
        within += 1
        role, text, column = "prose", line, 1
        for mark, marked_role in (("# ", "heading"), ("> ", "quotation")):
            if line.startswith(mark):
                role, text, column = marked_role, line[len(mark) :], len(mark) + 1
        place = Place(file, number, column + len(text) - len(text.lstrip()))
        if not text.strip():
            problems.add(Place(file, number), f"{_role(role)} has no words", "Add the words, or remove the line.")
        elif within > 1 and (heading or role == "heading"):
            problems.add(
                Place(file, number),
                "text follows a heading in the same paragraph" if heading else "there is a heading inside a paragraph",
                "Put a blank line before this line.",
            )
        heading = role == "heading"
        segments.append(
            Segment(
                id=sys.intern(f"p{paragraph}s{within}"),
                text=text.strip(),
                paragraph=paragraph,
                role="heading" if role == "heading" else "quotation" if role == "quotation" else "prose",
                place=place,
            )
        )
    if not segments:
        problems.add(
            Place(file), "the file is empty", "Write one sentence per line, and a blank line between paragraphs."
        )
    return tuple(segments)


def name_segments(
    versions: Mapping[Language, Version], original: Language, ids: Sequence[SegmentId]
) -> dict[Language, Version]:
    """Give each segment of each version the id of the same line of the original.

    Args:
        versions: the versions as they were read; a line that the original does not have keeps its number.
        original: the language of the original.
        ids: the ids of the original's lines.
    """
    by_number = dict(zip((segment.id for segment in versions[original].segments), ids, strict=True))
    return {
        language: dataclasses.replace(
            version,
            segments=tuple(
                dataclasses.replace(segment, id=by_number.get(segment.id, segment.id)) for segment in version.segments
            ),
        )
        for language, version in versions.items()
    }


# --- rows ---------------------------------------------------------------------------------------


def check_rows(versions: Mapping[Language, Version], original: Language, problems: Problems) -> None:
    """Check that a translation has the paragraphs, lines, headings and quotations of its original."""
    base = _paragraphs(versions[original])
    for language, version in versions.items():
        ours = _paragraphs(version)
        if language == original or not ours or not base:
            continue
        if len(ours) != len(base):
            _report_paragraphs(base, ours, problems)
            continue
        for number, theirs in enumerate(base, 1):
            here = ours[number - 1]
            if len(theirs) != len(here):
                problems.add(
                    here[0].place,
                    f"paragraph {number} has {_count(len(here), 'line')} here"
                    f" and {_count(len(theirs), 'line')} in the original",
                    f"The original's begins at {theirs[0].place}. Both must match line by line.",
                )
                continue
            for our_line, their_line in zip(here, theirs, strict=True):
                if our_line.role != their_line.role:
                    problems.add(
                        our_line.place,
                        f"{our_line.id} is {_role(our_line.role)} here and {_role(their_line.role)} in the original",
                        f"The original's is at {their_line.place}.",
                    )


def _report_paragraphs(base: list[list[Segment]], ours: list[list[Segment]], problems: Problems) -> None:
    """Report a lost or added paragraph once, where the two versions seem to begin to differ."""
    alike = 0
    for here, theirs in zip(ours, base, strict=False):
        if [segment.role for segment in here] != [segment.role for segment in theirs]:
            break
        alike += 1
    here, theirs = ours[min(alike, len(ours) - 1)], base[min(alike, len(base) - 1)]
    problems.add(
        here[0].place,
        f"there {'is' if len(ours) == 1 else 'are'} {_count(len(ours), 'paragraph')} here"
        f" and {_count(len(base), 'paragraph')} in the original",
        f"Compare from here with {theirs[0].place}; look for an extra or a missing blank line.",
    )


def _paragraphs(version: Version) -> list[list[Segment]]:
    found: list[list[Segment]] = []
    for segment in version.segments:
        if len(found) < segment.paragraph:
            found.append([])
        found[-1].append(segment)
    return found


def _count(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"


def _role(role: str) -> str:
    return {"prose": "plain text", "heading": "a heading", "quotation": "a quotation"}[role]
