package docx

import "testing"

func TestSymbolFonts(t *testing.T) {
	for font, want := range map[string]map[rune]rune{
		"symbol":    {0x22: '∀', 0x57: 'Ω', 0x5F: '_', 0x61: 'α', 0x7E: '∼', 0xAE: '→', 0xB7: '•', 0xBC: '…', 0xC0: 'ℵ', 0xDA: '∨', 0xE5: '∑', 0xF2: '∫'},
		"wingdings": {0x4A: '☺', 0xA8: '◻', 0xE0: '→', 0xFC: '✓', 0xFE: '☑'},
	} {
		for at, sign := range want {
			if got := symbolFonts[font][at]; got != sign {
				t.Errorf("%s %X is %c, want %c", font, at, got, sign)
			}
		}
	}
}
