package docx

import "strings"

// symbolFonts are the fonts whose characters are not what their numbers say, with those that Unicode has.
var symbolFonts = map[string]map[rune]rune{
	"symbol": series(
		0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
		0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
		0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
		0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
		0xF1, "〉∫"),
	"wingdings": series(
		0x4A, "☺", 0x4C, "☹", 0x6C, "●", 0x6E, "■", 0x6F, "□", 0x71, "❑❒", 0x75, "◆❖", 0x9E, "·•", 0xA7, "▪◻", 0xD8, "➢", 0xDF, "←→↑↓",
		0xE8, "➔", 0xEF, "⇦⇨⇧⇩", 0xFB, "✗✓☒☑"),
}

// series puts the characters of each string at the numbers from the one before it on.
func series(pairs ...any) map[rune]rune {
	out := map[rune]rune{}
	for i := 0; i < len(pairs); i += 2 {
		at := rune(pairs[i].(int))
		for r := range strings.SplitSeq(pairs[i+1].(string), "") {
			out[at] = []rune(r)[0]
			at++
		}
	}
	return out
}
