"""HTML text: the words of an HTML page, block by block."""

import re
import unicodedata
from html.parser import HTMLParser

_BLOCKS = re.compile(r"p|h[1-6]|li|[uo]l|d[tdl]|pre|blockquote|div|section|table|t[rdh]|hr|figcaption")


class _BlockParser(HTMLParser):
    """Collects text; a tag of a block begins another string."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _BLOCKS.fullmatch(tag):
            self.blocks.append("")
        elif tag == "br":
            self.blocks[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if _BLOCKS.fullmatch(tag):
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data


def paragraphs(html: str) -> list[str]:
    """Return the text of each block that has any."""
    parser = _BlockParser()
    parser.feed(html)
    parser.close()
    blocks = [unicodedata.normalize("NFC", " ".join(text.split())) for text in parser.blocks]
    return [text for text in blocks if text]
