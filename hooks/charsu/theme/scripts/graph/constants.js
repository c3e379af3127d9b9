// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.

export const FONT_SIZE = 12;
