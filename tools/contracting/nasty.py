"""Values that servers trip over, as plain lists: sampling never finds NUL for certain."""

NUMBERS = (
    *("", "nan", "inf", "-inf", "Infinity", "abc", "0.5", "1.5e0", "1_000", "%201", "1%20", "%091", "1%0A", "+1"),
    *("%2B1", "01", "0x10", "1e", ".5", "1.", "1,0", "null", "true", "%D9%A1", "%EF%BC%91", "1%00", "-1", "-1e300"),
    *("0", "-0", "0.0", "1", "1.0", "1e0", "10e-1", "1E%2B2", "2147483648", "9007199254740993", "9223372036854775808"),
    *("18446744073709551616", "1e19", "1e300", "1e308", "1e400", "1e-400", "9" * 400),
)
"""Texts for a number; some of them are numbers."""

TEXTS = (
    *("%", "_", "\\", "'", "''", '"', "'; DROP TABLE rows; --", "\0", "a\0b", "", " ", "\ufffe", "\u202e"),
    *("\U0010ffff", "ß", "İ", "é", "e\u0301", "日本", "\x7f", "\r\n", "{}", "[]", "*", "?", "&", "=", "#", "..", "/"),
    *("💥" * 100, "x" * 3000, "%s%n", "${7*7}", "{{7*7}}", "<script>", "null", "undefined", "true", "0"),
)
"""Texts to look for; all of them are texts."""

RAW_TEXTS = ("%", "%zz", "%ff", "%ED%A0%80", "%C3", "%00", "%25", "+", "a+b")
"""Texts as they stand in a query string, well encoded or not."""

IDS = ("nowhere", "%20", "%25", "%00", "%F0%9F%92%A5", "'", "0", "null", "x" * 1000)
"""IDs of nothing, as they stand in a path."""

METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
