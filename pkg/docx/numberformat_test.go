package docx

import "testing"

func TestFormatsOfNumbers(t *testing.T) {
	for _, c := range []struct {
		format, custom string
		n              int
		want           string
		unknown        bool
	}{
		{"decimal", "", 12, "12", false}, {"decimalZero", "", 7, "07", false}, {"decimalZero", "", 107, "107", false}, {"none", "", 3, "", false},
		{"upperRoman", "", 1994, "MCMXCIV", false}, {"lowerRoman", "", 4, "iv", false}, {"lowerRoman", "", 4000, "4000", true},
		{"lowerLetter", "", 26, "z", false}, {"lowerLetter", "", 28, "bb", false}, {"upperLetter", "", 53, "AAA", false}, {"upperLetter", "", 0, "0", true},
		{"ordinal", "", 11, "11th", false}, {"ordinal", "", 22, "22nd", false}, {"ordinal", "", 103, "103rd", false},
		{"cardinalText", "", 1, "One", false}, {"cardinalText", "", 121, "One hundred twenty-one", false}, {"ordinalText", "", 12, "Twelfth", false},
		{"ordinalText", "", 20, "Twentieth", false}, {"ordinalText", "", 35, "Thirty-fifth", false}, {"ordinalText", "", 200, "Two hundredth", false},
		{"ordinalText", "", 101, "One hundred first", false}, {"cardinalText", "", 1000, "1000", true},
		{"hex", "", 255, "FF", false}, {"chicago", "", 1, "*", false}, {"chicago", "", 6, "††", false}, {"numberInDash", "", 3, "- 3 -", false},
		{"custom", "001, 002, 003, ...", 12, "012", false}, {"custom", "a, ç, ĝ, ...", 2, "2", true},
		{"chineseCounting", "", 10, "十", false}, {"chineseCounting", "", 21, "二十一", false}, {"chineseCountingThousand", "", 105, "一百○五", false},
		{"chineseCountingThousand", "", 110, "一百一十", false}, {"chineseCountingThousand", "", 2024, "二千○二十四", false}, {"chineseCountingThousand", "", 10_000, "一万", false},
		{"chineseLegalSimplified", "", 12, "壹拾贰", false}, {"ideographDigital", "", 105, "一〇五", false}, {"ideographTraditional", "", 3, "丙", false}, {"ideographZodiac", "", 12, "亥", false},
		{"japaneseCounting", "", 111, "百十一", false}, {"koreanDigital", "", 21, "이일", false}, {"ganada", "", 2, "나", false},
		{"decimalEnclosedCircle", "", 20, "⑳", false}, {"decimalEnclosedCircle", "", 21, "21", true}, {"decimalFullWidth", "", 10, "１０", false},
		{"russianLower", "", 3, "в", false}, {"russianUpper", "", 30, "АА", false}, {"arabicAlpha", "", 2, "ب", false}, {"arabicAbjad", "", 3, "ج", false},
		{"hebrew1", "", 15, "טו", false}, {"hebrew1", "", 121, "קכא", false}, {"hebrew2", "", 22, "ת", false}, {"hindiNumbers", "", 12, "१२", false}, {"thaiNumbers", "", 30, "๓๐", false},
		{"bahtText", "", 5, "5", true},
	} {
		got, ok := formatNumber(c.format, c.custom, c.n)
		if got != c.want || ok == c.unknown {
			t.Errorf("%d as %s %s is %q, %v; want %q", c.n, c.format, c.custom, got, ok, c.want)
		}
	}
}

// TestNoNumberIsTooMuch has every format count what nobody will.
func TestNoNumberIsTooMuch(t *testing.T) {
	formats := []string{"decimal", "custom", "hex", "ordinal", "upperRoman", "lowerLetter", "cardinalText", "ordinalText", "chicago", "hebrew1", "nonsense"}
	for f := range digitSets {
		formats = append(formats, f)
	}
	for f := range alphabets {
		formats = append(formats, f)
	}
	for f := range enclosed {
		formats = append(formats, f)
	}
	for f := range ideographic {
		formats = append(formats, f)
	}
	for _, f := range formats {
		for _, n := range []int{-1 << 31, -1, 0, 1, 20, 21, 99, 100, 101, 999, 1000, 4000, 10_001, 99_999, 100_000, 1<<31 - 1} {
			if s, _ := formatNumber(f, "01, 02", n); len(s) > 100 {
				t.Errorf("%d as %s has %d bytes", n, f, len(s))
			}
		}
	}
}
