// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.

export const TEXT_SIZE = 12;
