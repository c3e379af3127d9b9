"""Words of another language are marked as such, as far as their letters tell."""

import pytest

from charsu.text.script_runs import foreign_marker, script_of


@pytest.mark.parametrize(
    ("language", "script"),
    [
        ("en", "Latn"),
        ("vi", "Latn"),
        ("zh", "Hani"),
        ("zh-Hant", "Hani"),
        ("fa", "Arab"),
        ("ru", "Cyrl"),
        ("xx", "Latn"),
    ],
)
def test_the_script_of_a_language(language: str, script: str) -> None:
    assert script_of(language) == script


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Chinese 其 is vague.", 'The Chinese <span lang="zh">其</span> is vague.'),
        ("en", "He is 阿卜杜勒.阿.马扎里, here.", 'He is <span lang="zh">阿卜杜勒.阿.马扎里</span>, here.'),
        ("zh", "其“quê hương”（家乡）", '其“<span lang="vi">quê hương</span>”（家乡）'),
        ("vi", "chữ 其 ở quê hương", 'chữ <span lang="zh">其</span> ở quê hương'),
        ("en", "After Người Việt and NPR", 'After <span lang="vi">Người Việt</span> and NPR'),
        ("en", "Folha de São Paulo, café", "Folha de São Paulo, café"),
        ("en", "چهارسو, four", '<span lang="und-Arab">چهارسو</span>, four'),
        ("fa", "چهارسو 其", 'چهارسو <span lang="zh">其</span>'),
        (
            "en",
            "Правда &amp; Известия",
            '<span lang="und-Cyrl">Правда</span> &amp; <span lang="und-Cyrl">Известия</span>',
        ),
        ("en", "plain &lt;b&gt;", "plain &lt;b&gt;"),
    ],
)
def test_foreign_words_are_marked(language: str, text: str, expected: str) -> None:
    assert foreign_marker(language)(text) == expected
