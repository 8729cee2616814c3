package docx

import (
	"strconv"
	"strings"

	"adref/pkg/ooxml"
)

// symbol is the character of a w:sym, by the table of its font where there is one.
func symbol(n *ooxml.Node) string {
	code, err := strconv.ParseUint(n.Attr("w:char"), 16, 16)
	if err != nil || code < ' ' || 0xD800 <= code && code < 0xE000 {
		return "\ufffd"
	}
	r := rune(code)
	if table := symbolFonts[strings.ToLower(n.Attr("w:font"))]; table != nil {
		if s, ok := table[r&0xFF]; ok {
			return string(s)
		}
	}
	if s, ok := bullets[r]; ok {
		return string(s)
	}
	return string(r)
}

// symbolFonts are the fonts whose characters are not what their numbers say, with those that Unicode has.
var symbolFonts = map[string]map[rune]rune{
	"symbol": series(
		signs{0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"},
		signs{0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"},
		signs{0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"},
		signs{0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"},
		signs{0xF1, "〉∫"}),
	"wingdings": series(
		signs{0x4A, "☺"}, signs{0x4C, "☹"}, signs{0x6C, "●"}, signs{0x6E, "■"}, signs{0x6F, "□"}, signs{0x71, "❑❒"}, signs{0x75, "◆❖"},
		signs{0x9E, "·•"}, signs{0xA7, "▪◻"}, signs{0xD8, "➢"}, signs{0xDF, "←→↑↓"}, signs{0xE8, "➔"}, signs{0xEF, "⇦⇨⇧⇩"}, signs{0xFB, "✗✓☒☑"}),
}

// signs are characters that stand at consecutive numbers of a font.
type signs struct {
	at   rune
	text string
}

func series(all ...signs) map[rune]rune {
	out := map[rune]rune{}
	for _, s := range all {
		at := s.at
		for _, r := range s.text {
			out[at] = r
			at++
		}
	}
	return out
}
