// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.

export const DAYS_PER_YEAR = 365.2425;
export const DAYS_PER_MONTH = 30.4;
export const DAY_STEPS = [1,2,5,10];
export const MONTH_STEPS = [1,3];
export const YEAR_STEPS = [1,2,5,10,20,50,100,200,500,1000];
export const DAY_TICK_WIDTH = 34;
export const TICK_WIDTH = 52;
export const MIN_SPAN_WIDTH = 5.0;
export const HALO_WIDTH = 13.0;
export const STUB_LENGTH = 28.0;
export const ARROW_LENGTH = 8;
