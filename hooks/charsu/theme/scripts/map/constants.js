// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.

export const ZOOMS = [0.35, 1, 2, 4, 8, 16];
