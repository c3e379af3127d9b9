"""Chinese surnames that are read otherwise than the same letter in other words.

The readings are those that dictionaries of standard Chinese, such as 现代汉语词典, mark as a surname's (姓). Letters
whose readings as surnames differ from family to family are left out: an entry says under `sort` how it is read.
"""

import re
from collections.abc import Mapping

_READINGS = """
    仇 qiú 任 rén 佴 nài 便 pián 冼 xiǎn 区 ōu 华 huà 单 shàn 卜 bǔ 召 shào 句 gōu 员 yùn 哈 hǎ 宁 nìng 尉 wèi 应 yīng
    强 qiáng 折 shé 撒 sǎ 於 yū 晟 chéng 曲 qū 曾 zēng 朴 piáo 查 zhā 柏 bǎi 洗 xiǎn 燕 yān 盖 gě 种 chóng 秘 bì 笮 zé
    繁 pó 缪 miào 翟 zhái 葛 gě 覃 qín 解 xiè 訾 zī 谌 chén 过 guō 逄 páng 那 nā 郇 xún 都 dū 阚 kàn 黑 hè
"""

SURNAMES: Mapping[str, str] = dict(zip(_READINGS.split()[::2], _READINGS.split()[1::2], strict=True))
"""Surname -> its reading."""

COMPOUND = frozenset({"单于", "尉迟", "万俟", "长孙", "澹台", "宰父", "冒顿"})
"""What begins with one of these letters and is read as the usual dictionary has it."""

_PERSONAL_NAME = re.compile("[\u3400-\u9fff]{2,4}")


def surname_reading(name: str) -> str | None:
    """Return how the surname of a person is read if that is special; a name with a dot is foreign and has none."""
    if not _PERSONAL_NAME.fullmatch(name) or name[:2] in COMPOUND:
        return None
    return SURNAMES.get(name[0])
