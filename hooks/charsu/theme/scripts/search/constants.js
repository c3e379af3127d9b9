// Written by tests/test_assets.py from SHARED in hooks/charsu/publish/assets.py; do not edit.

export const FOLDING = {"same":{"\u00ad":"","\u200b":"","\u2060":"","\ufeff":"","ي":"ی","ى":"ی","ك":"ک","ة":"ه","ە":"ه","ہ":"ه","ـ":"","ʿ":"","ʾ":"","ʹ":"","ʺ":"","ʻ":"'","ʼ":"'","ς":"σ"},"typed":{"đ":"d","ø":"o","ł":"l","ı":"i","ħ":"h","ŧ":"t","ð":"d","þ":"th","æ":"ae","œ":"oe","ß":"ss"},"zeros":"٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐","tones":"\u0300\u0301\u0303\u0309\u0323","tonePairs":["oa","oe","uy"],"unspaced":"\u0e00-\u0effက-႟ក-\u17ff⺀-鿿豈-\ufaff𠀀-\ud8bf\udfff"};
export const SOUND_RULES = [["[^a-z]",""],["([zscjt])h","$1"],["ph","f"],["[kg]h|[qcg]","k"],["dj","j"],["w","v"],["r","l"],["^[aeiouy]+","a"],["\\B[aeiouyh]",""],["\\B(.)\\1+","$1"]];
export const NAME_LENGTH = 16;
export const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
