// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.

export const MAP_ZOOMS = [0.35,1.0,2.0,4.0,8.0,16.0];
