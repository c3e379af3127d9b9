// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.

export const DAYS_IN_YEAR = 365.2425;
export const LEAST = 5.0;
export const STUB = 28.0;
export const HALO = 13.0;
